//! One list: its name, its filter or members, what uses it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::filters::{Filter, FilterProperty};
use openapi::id::ListId;
use openapi::lists::{List, ListChangePreview, ListKind, ListPatch};
use openapi::properties::Object;
use openapi::users::Permission;

use crate::api::console::lists;
use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::console::desk::note;
use crate::console::leaving::UnsavedChanges;
use crate::console::lists::about::About;
use crate::console::lists::change::{Change, ChangeCard, shut_out};
use crate::console::lists::editor::{EMPTY, Matches, NameAndFilter};
use crate::console::lists::index::KindBadge;
use crate::console::lists::members::Members;
use crate::console::place::Place;
use crate::console::preview::{after_pause, matches_of};
use crate::console::refused::NotDone;
use crate::console::region::Region;
use crate::console::session::Session;
use crate::ui::{Building, Button, Dialog, Form, Heading, Kind, Toasts, Unfinished};

/// What a list's page is made of.
type Known = (List, Vec<FilterProperty>);

/// The page.
#[component]
pub fn ListPage(id: ListId) -> impl IntoView {
    let load = Load::<Known>::new(
        move || id,
        |id, _| async move {
            let list = lists::get(id).await?;
            let properties = match list.kind {
                ListKind::Active => lists::properties(Object::Contact).await?,
                ListKind::Static => Vec::new(),
            };
            Ok((list, properties))
        },
    );
    // What was saved since it was read stands in the heading at once.
    let current = RwSignal::new(None::<RwSignal<List>>);
    let name = move || current.get().map(|list| list.with(|list| list.name.clone()));
    let title = Signal::derive(move || name().unwrap_or_else(|| "List".into()));
    let kind = move || current.get().map(|list| list.with(|list| list.kind));
    let editor = move |(list, properties): Known| {
        let list = RwSignal::new(list);
        current.set(Some(list));
        view! { <Editor list properties/> }
    };
    view! {
        <div class="page"><div class="page-inner">
            <p class="crumbs"><a href=Place::Lists.path()>"Lists"</a></p>
            <div class="page-head"><Heading title/>{move || kind().map(|kind| view! { <KindBadge kind/> })}</div>
            <Region load loading="Loading list" failed="The list could not be loaded."
                ready=editor/>
        </div></div>
    }
}

/// A list while it is edited. Copies mean the same.
#[derive(Clone, Copy)]
struct Editing {
    /// The list as it was saved last.
    list: RwSignal<List>,
    name: RwSignal<String>,
    state: Option<Building>,
    /// The filter as it is built now, of an active list.
    filter: Option<Memo<Option<Filter>>>,
    form: Form,
    whole: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    /// What saving would do that somebody must agree to first.
    warned: RwSignal<Option<ListChangePreview>>,
    asking: RwSignal<bool>,
    session: Session,
    toasts: Toasts,
}

impl Editing {
    fn new(list: RwSignal<List>, properties: Vec<FilterProperty>) -> Self {
        let List { name, kind, filter, .. } = list.get_untracked();
        let state = (kind == ListKind::Active).then(|| Building::new(filter.as_ref(), properties));
        Self {
            name: RwSignal::new(name),
            filter: state.map(|state| state.filter()),
            state,
            list,
            form: Form::new(),
            whole: RwSignal::new(None),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            warned: RwSignal::new(None),
            asking: RwSignal::new(false),
            session: Session::expect(),
            toasts: expect_context(),
        }
    }

    /// The filter as it was saved.
    fn saved(&self) -> Option<Filter> {
        self.list.with(|list| list.filter.clone())
    }

    /// Whether name or filter differ from what is saved.
    fn is_unsaved(&self) -> bool {
        let name = self.name.with(|name| self.list.with(|list| name.trim() != list.name));
        name || self.filter.is_some_and(|filter| filter.get() != self.saved())
    }

    /// What is to be changed, when it makes sense.
    fn patch(&self) -> Option<ListPatch> {
        self.whole.set(None);
        let name = self.name.with_untracked(|name| name.trim().to_owned());
        let mut patch = ListPatch { name: Some(name), filter: None };
        if !self.form.refuse(patch.check()) {
            return None;
        }
        if let Some(state) = self.state {
            match state.check() {
                Ok(Some(filter)) => patch.filter = Some(filter),
                Ok(None) => self.whole.set(Some(EMPTY.into())),
                Err(Unfinished) => {}
            }
            patch.filter.as_ref()?;
        }
        Some(patch)
    }

    /// Saves. Where that would shut anybody out of a portal, asks first.
    fn save(self, agreed: bool) {
        if self.busy.get_untracked() {
            return;
        }
        let Some(patch) = self.patch() else { return };
        let (id, version) = self.list.with_untracked(|list| (list.id, list.version));
        let risky = patch.filter.clone().filter(|filter| !agreed && Some(filter) != untrack(|| self.saved()).as_ref());
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let warning = match risky {
                Some(filter) => {
                    lists::preview_change(id, filter).await.map(|change| Some(change).filter(|c| shut_out(c) > 0))
                }
                None => Ok(None),
            };
            match warning {
                Ok(None) => self.saved_as(lists::change(id, version, &patch).await),
                Ok(Some(change)) => {
                    self.busy.try_set(false);
                    self.warned.try_set(Some(change));
                    self.asking.try_set(true);
                }
                Err(refused) => self.saved_as(Err(refused)),
            }
        });
    }

    fn saved_as(self, answer: Result<List, Failure>) {
        self.busy.try_set(false);
        self.asking.try_set(false);
        match answer {
            Ok(list) => {
                self.toasts.show("List saved");
                self.list.try_set(list);
            }
            Err(refused) => {
                note(self.session, &refused);
                if let Some(state) = self.state {
                    self.whole.try_set(state.refuse(refused.fields(), "/filter"));
                }
                let own = refused.fields().iter().filter(|field| field.pointer == "/name").cloned().collect();
                if let (true, Some(state)) = (self.form.refuse(own), self.state) {
                    state.to_first_refused();
                }
                self.failure.try_set(Some(refused).filter(|refused| refused.fields().is_empty()));
            }
        }
    }
}

#[component]
fn Editor(list: RwSignal<List>, properties: Vec<FilterProperty>) -> impl IntoView {
    let may = Session::expect().may(Permission::ContactsEdit);
    let editing = Editing::new(list, properties);
    let id = list.with_untracked(|list| list.id);
    let preview = editing.state.map(|state| {
        let filter = state.filter();
        let changed = Memo::new(move |_| filter.get().filter(|filter| Some(filter) != editing.saved().as_ref()));
        let change = after_pause(changed, move |filter| lists::preview_change(id, filter));
        let changes = Signal::derive(move || changed.with(Option::is_some));
        view! {
            <Matches state load=matches_of(state, Object::Contact, Some(id))/>
            <ChangeCard load=change changed=changes/>
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        editing.save(false);
    };
    let form = may.then(|| {
        view! {
            <form class="stack" novalidate on:submit=submit>
                <NotDone what="The list was not saved." failure=editing.failure/>
                <NameAndFilter form=editing.form name=editing.name state=editing.state whole=editing.whole/>
                <div class="form-end form-start">
                    <Button kind=Kind::Primary form_type="submit" busy=editing.busy busy_label="Saving…">"Save list"</Button>
                </div>
            </form>
        }
    });
    let sentence = list.with_untracked(|list| list.sentence.clone());
    let reading = (!may).then(|| sentence.map(|sentence| view! { <p>{sentence}</p> }));
    let unsaved = Signal::derive(move || may && editing.is_unsaved());
    view! {
        <UnsavedChanges unsaved/>
        <div class="record record-filter">
            <div class="record-main">
                {form}{reading}
                <Members list/>
            </div>
            <aside class="record-side" aria-label="Details">{may.then_some(preview)}<About list/></aside>
        </div>
        <ShutOut editing/>
    }
}

/// Asks before anybody is shut out of a portal.
#[component]
fn ShutOut(editing: Editing) -> impl IntoView {
    view! {
        <Dialog open=editing.asking title="Contacts lose access to a portal" class="dialog-form">
            <div class="stack">
                {move || editing.warned.get().map(|change| view! { <Change change/> })}
                <div class="form-end">
                    <Button on_click=move |_| editing.asking.set(false)>"Keep editing"</Button>
                    <Button kind=Kind::Danger busy=editing.busy busy_label="Saving…" on_click=move |_| editing.save(true)>
                        "Save and shut them out"
                    </Button>
                </div>
            </div>
        </Dialog>
    }
}
