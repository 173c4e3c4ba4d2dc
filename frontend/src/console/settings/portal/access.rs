//! Who may enter a portal: everyone who can sign in, or the members of chosen lists.

use leptos::prelude::*;
use openapi::check::Check;
use openapi::id::ListId;
use openapi::lists::{ListQuery, ListRef, ListSummary};
use openapi::portals::console::{AccessKind, PortalAccessChange, PortalAccessPreview, PortalList, PortalSettings};

use crate::api::console::{lists, portals};
use crate::api::load::Load;
use crate::console::leaving::UnsavedChanges;
use crate::console::lists::KindBadge;
use crate::console::place::Place;
use crate::console::preview::after_pause;
use crate::console::settings::portal::access_change::{AccessChange, AccessChangeCard};
use crate::console::settings::portal::invitations::Invitations;
use crate::console::settings::portal::page::Known;
use crate::console::settings::portal::registration::Registration;
use crate::console::settings::portal::saving::{NotSaved, Saving};
use crate::ui::{
    Button, Dialog, ErrorSummary, Field, Form, Found, Glyph, Icon, Kind, Lookup, Matches, RadioChoice, Radios, each,
};

/// How many lists are offered at once.
const OFFERED: u32 = 8;

/// Who may enter, while it is edited.
#[derive(Clone, Copy)]
struct Editing {
    kind: RwSignal<String>,
    chosen: RwSignal<Vec<ListRef>>,
    form: Form,
}

impl Editing {
    fn new(settings: &PortalSettings) -> Self {
        let kind = match settings.access.kind {
            AccessKind::Everyone => "everyone",
            AccessKind::Lists => "lists",
        };
        Self { kind: RwSignal::new(kind.to_owned()), chosen: RwSignal::new(Self::lists(settings)), form: Form::new() }
    }

    fn lists(settings: &PortalSettings) -> Vec<ListRef> {
        let list = |list: &PortalList| ListRef { id: list.id, name: list.name.clone(), kind: list.kind };
        settings.access.lists.iter().map(list).collect()
    }

    fn by_lists(self) -> bool {
        self.kind.with(|kind| kind == "lists")
    }

    fn change(self) -> PortalAccessChange {
        if self.by_lists() {
            let lists = self.chosen.with(|chosen| chosen.iter().map(|list| list.id).collect());
            PortalAccessChange { kind: AccessKind::Lists, lists }
        } else {
            PortalAccessChange { kind: AccessKind::Everyone, lists: Vec::new() }
        }
    }
}

/// The access as it was saved.
fn saved(settings: &PortalSettings) -> PortalAccessChange {
    let lists = settings.access.lists.iter().map(|list| list.id).collect();
    PortalAccessChange { kind: settings.access.kind, lists }
}

/// The part.
#[component]
pub fn Access(settings: RwSignal<PortalSettings>, load: Load<Known>) -> impl IntoView {
    let editing = settings.with_untracked(Editing::new);
    let saving = Saving::new(settings, load);
    let (id, host) = settings.with_untracked(|settings| (settings.id, settings.domain.clone()));
    // What was saved beside this form, such as a list taken off to stop inviting, holds here too.
    Effect::new(move |first: Option<()>| {
        let now = settings.with(Editing::lists);
        if first.is_some() {
            editing.chosen.set(now);
        }
    });
    let saved = move || settings.with(saved);
    let changed = Memo::new(move |_| {
        let change = editing.change();
        (change != saved() && change.check().is_empty()).then_some(change)
    });
    let preview = after_pause(changed, move |change| async move { portals::preview_access(id, &change).await });
    let warned = RwSignal::new(None::<PortalAccessPreview>);
    let send = move || {
        let version = settings.with_untracked(|settings| settings.version);
        let change = untrack(|| editing.change());
        portals::set_access(id, version, &change)
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let change = untrack(|| editing.change());
        if saving.busy.get_untracked() || !editing.form.refuse(change.check()) {
            return;
        }
        let weigh = move |preview: PortalAccessPreview| {
            let grave = preview.lose.count > 0 || preview.invitations > 0;
            warned.try_set(Some(preview));
            grave
        };
        let preview = async move { portals::preview_access(id, &change).await };
        saving.ask_then(preview, weigh, send(), "Access saved");
    };
    let kinds = vec![
        RadioChoice::new("everyone", "Everyone who can sign in", "Whoever was invited or has registered."),
        RadioChoice::new(
            "lists",
            "Contacts on chosen lists",
            "Members are invited by e-mail; whoever leaves every list is out at once.",
        ),
    ];
    let loses = move || warned.with(|preview| preview.as_ref().is_some_and(|preview| preview.lose.count > 0));
    let agreement = move || {
        let (kind, words) =
            if loses() { (Kind::Danger, "Save and shut them out") } else { (Kind::Primary, "Save access") };
        let agree = move |_| saving.send(send(), "Access saved");
        view! { <Button kind busy=saving.busy busy_label="Saving…" on_click=agree>{words}</Button> }
    };
    view! {
        <UnsavedChanges unsaved=Signal::derive(move || editing.change() != saved())/>
        <div class="record record-filter">
            <div class="record-main">
                <form class="stack" novalidate on:submit=submit>
                    <NotSaved saving/>
                    <ErrorSummary form=editing.form/>
                    <Radios label="Who may enter" value=editing.kind choices=kinds/>
                    <Show when=move || editing.by_lists()><ChosenLists editing/></Show>
                    <div class="form-end form-start">
                        <Button kind=Kind::Primary form_type="submit" busy=saving.busy busy_label="Saving…">"Save access"</Button>
                    </div>
                </form>
                <Invitations saving/>
                <Registration host/>
            </div>
            <aside class="record-side" aria-label="Preview">
                <AccessChangeCard load=preview changed=Signal::derive(move || changed.with(Option::is_some))/>
            </aside>
        </div>
        <Dialog open=saving.asking title="Save this access?" class="dialog-form">
            <div class="stack">
                {move || warned.get().map(|preview| view! { <AccessChange preview/> })}
                <div class="form-end">
                    <Button on_click=move |_| saving.asking.set(false)>"Keep editing"</Button>
                    {agreement}
                </div>
            </div>
        </Dialog>
    }
}

/// The lists, and a field to find more.
#[component]
fn ChosenLists(editing: Editing) -> impl IntoView {
    let form = editing.form;
    let found = RwSignal::new(None::<Found<ListRef>>);
    let typed = RwSignal::new(String::new());
    let problem = form.error_of("/lists");
    let id = form.control_id("/lists");
    let back = id.clone();
    Effect::new(move |_| {
        let Some(one) = found.get() else { return };
        editing.chosen.update(|chosen| {
            if !chosen.contains(&one.value) {
                chosen.push(one.value);
            }
        });
        form.errors.set(Vec::new());
        found.set(None);
        typed.set(String::new());
        let back = back.clone();
        request_animation_frame(move || crate::ui::dom::focus_id(&back));
    });
    let back = id.clone();
    let row = move |list: ListRef| {
        let label = format!("Take off {}", list.name);
        let back = back.clone();
        let take_off = move |_| {
            editing.chosen.update(|chosen| chosen.retain(|one| one.id != list.id));
            crate::ui::dom::focus_id(&back);
        };
        view! {
            <li class="chosen-list">
                <a href=Place::List(list.id).path()>{list.name}</a>
                <KindBadge kind=list.kind/>
                <button type="button" class="btn btn-quiet btn-dense btn-icon" title=label.clone() aria-label=label on:click=take_off>
                    <Icon glyph=Glyph::Close/>
                </button>
            </li>
        }
    };
    view! {
        <div class="chosen-lists">
            <ul aria-label="Lists whose members may enter">{each(move || editing.chosen.get(), |list| list.id.to_string(), row)}</ul>
            <Field label="Add a list" pointer="/lists" form>
                <Lookup id chosen=found typed search placeholder="Name of a list" patient=true invalid=Signal::derive(move || problem.with(Option::is_some))/>
            </Field>
            <p class="small"><a href=Place::Lists.path()>"Manage lists"</a></p>
        </div>
    }
}

fn search(words: String) -> Matches<ListRef> {
    Box::pin(async move {
        let q = Some(words).filter(|words| !words.is_empty());
        let page = lists::list(&ListQuery { q, limit: Some(OFFERED), ..ListQuery::default() }).await?;
        let one = |list: ListSummary| Found {
            label: list.name.clone(),
            detail: list.sentence.unwrap_or_else(|| "Static".to_owned()),
            value: ListRef { id: ListId(list.id.0), name: list.name, kind: list.kind },
        };
        Ok(page.items.into_iter().map(one).collect())
    })
}
