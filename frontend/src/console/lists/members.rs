//! Who is on a list: read page by page and, of a static list, put on and taken off.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::contacts::console::{ContactRef, ContactSummary};
use openapi::id::ContactId;
use openapi::lists::{List, ListKind, ListUser, MemberQuery};
use openapi::page::Page;
use openapi::users::Permission;

use crate::api::console::lists;
use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::console::address::{param, with_query};
use crate::console::contacts::{EmailAddress, search};
use crate::console::desk::note;
use crate::console::place::Place;
use crate::console::refused::NotDone;
use crate::console::region::Region;
use crate::console::session::Session;
use crate::ui::dom::focus_id;
use crate::ui::{Button, Dialog, EmptyState, Field, Form, Found, Glyph, Icon, Kind, Lookup, Pagination, Toasts};

/// What the members' region shares. Copies mean the same.
#[derive(Clone, Copy)]
struct Membership {
    list: RwSignal<List>,
    load: Load<Page<ContactSummary>>,
    failure: RwSignal<Option<Failure>>,
    /// Who is about to lose access to a portal.
    leaving: RwSignal<Option<ContactSummary>>,
    asking: RwSignal<bool>,
    editable: bool,
    session: Session,
    toasts: Toasts,
}

/// The members.
#[component]
pub fn Members(list: RwSignal<List>) -> impl IntoView {
    let session = Session::expect();
    let (after, before) = (param("after"), param("before"));
    let (id, kind) = list.with_untracked(|list| (list.id, list.kind));
    // Another version has another filter, and so perhaps other members.
    let version = Memo::new(move |_| list.with(|list| list.version));
    let query = move || (MemberQuery { after: after.get(), before: before.get(), limit: None }, version.get());
    let load = Load::new(query, move |(query, _), _| async move { lists::members(id, &query).await });
    let is_static = kind == ListKind::Static;
    let editable = is_static && session.may(Permission::ContactsEdit);
    let own = Membership {
        list,
        load,
        failure: RwSignal::new(None),
        leaving: RwSignal::new(None),
        asking: RwSignal::new(false),
        editable,
        session,
        toasts: expect_context(),
    };
    view! {
        <section aria-labelledby="members">
            <h2 id="members" tabindex="-1">"Members"</h2>
            {editable.then(|| view! { <Adding own/> })}
            <NotDone what="The list was not changed." failure=own.failure/>
            <Region load loading="Loading members" failed="The members could not be loaded."
                ready=move |page| view! { <Table own page/> }/>
        </section>
        <Leaving own/>
    }
}

impl Membership {
    /// Takes a contact off; undone from the toast.
    fn take_off(self, who: ContactId, name: String) {
        let id = self.list.with_untracked(|list| list.id);
        self.failure.set(None);
        spawn_local(async move {
            match lists::remove_member(id, who).await {
                Ok(()) => {
                    let undo = Callback::new(move |()| self.put_on(who, None));
                    self.toasts.show_with(format!("{name} was taken off the list"), "Undo", undo);
                    self.load.refresh();
                    request_animation_frame(|| focus_id("members"));
                }
                Err(refused) => self.refused(refused),
            }
        });
    }

    fn put_on(self, who: ContactId, name: Option<String>) {
        let id = self.list.with_untracked(|list| list.id);
        self.failure.set(None);
        spawn_local(async move {
            match lists::add_member(id, who).await {
                Ok(outcome) => {
                    let words = match name {
                        Some(name) if outcome.added > 0 => format!("{name} was put on the list"),
                        Some(name) => format!("{name} was on the list already"),
                        None => "Put back on the list".to_owned(),
                    };
                    self.toasts.show(words);
                    self.load.refresh();
                }
                Err(refused) => self.refused(refused),
            }
        });
    }

    fn refused(self, refused: Failure) {
        note(self.session, &refused);
        self.failure.try_set(Some(refused));
    }

    /// The portals the list's members may enter because of it.
    fn portals(self) -> Vec<String> {
        self.list.with_untracked(|list| {
            let open = list.used_by.iter().filter(|used| used.by == ListUser::PortalAccess);
            open.map(|used| used.name.clone()).collect()
        })
    }
}

/// The field that puts a contact on the list.
#[component]
fn Adding(own: Membership) -> impl IntoView {
    let form = Form::new();
    let chosen = RwSignal::new(None::<Found<ContactRef>>);
    let typed = RwSignal::new(String::new());
    let id = form.control_id("/contact_id");
    let back = id.clone();
    Effect::new(move |_| {
        let Some(found) = chosen.get() else { return };
        own.put_on(found.value.id, Some(found.label));
        chosen.set(None);
        typed.set(String::new());
        let back = back.clone();
        request_animation_frame(move || focus_id(&back));
    });
    view! {
        <div class="add-member">
            <Field label="Add a contact" pointer="/contact_id" form>
                <Lookup id chosen typed search placeholder="Name or e-mail address" patient=true/>
            </Field>
        </div>
    }
}

#[component]
fn Table(own: Membership, page: Page<ContactSummary>) -> impl IntoView {
    if page.items.is_empty() {
        let (title, text) = match own.list.with_untracked(|list| list.kind) {
            ListKind::Static => ("Nobody is on the list yet", "Add contacts by name or e-mail address."),
            ListKind::Active => ("Nobody is on the list now", "Contacts come and go as they meet its conditions."),
        };
        return view! { <EmptyState glyph=Glyph::People title text/> }.into_any();
    }
    let row = move |contact: ContactSummary| {
        let leaver = contact.clone();
        let label = format!("Take {} off the list", contact.name);
        let take_off = move |_| {
            if own.portals().is_empty() {
                own.take_off(leaver.id, leaver.name.clone());
            } else {
                own.leaving.set(Some(leaver.clone()));
                own.asking.set(true);
            }
        };
        view! {
            <tr>
                <td><a class="row-link" href=Place::Contact(contact.id).path()>{contact.name}</a></td>
                <td data-label="E-mail"><EmailAddress address=contact.email/></td>
                <td data-label="Company">{contact.company.map(|company| company.name)}</td>
                {own.editable.then(|| view! {
                    <td class="end row-action"><button type="button" class="btn btn-quiet btn-dense btn-icon above" title=label.clone()
                        aria-label=label on:click=take_off><Icon glyph=Glyph::Close/></button></td>
                })}
            </tr>
        }
    };
    let path = own.list.with_untracked(|list| Place::List(list.id).path());
    let link = move |name: &'static str, cursor: Option<String>| {
        cursor.map(|cursor| with_query(&path, &[(name, Some(&cursor))]))
    };
    let (first, shown, total) = (page.first, page.items.len(), page.total);
    view! {
        <table class="index index-cards">
            <caption class="sr-only">"Members by name"</caption>
            <thead><tr>
                <th scope="col">"Name"</th><th scope="col">"E-mail"</th><th scope="col">"Company"</th>
                {own.editable.then(|| view! { <th scope="col"><span class="sr-only">"Take off"</span></th> })}
            </tr></thead>
            <tbody>{page.items.into_iter().map(row).collect_view()}</tbody>
        </table>
        <Pagination first shown total previous=link("before", page.previous) next=link("after", page.next)/>
    }
    .into_any()
}

/// Asks before somebody is taken off a list that lets them into a portal.
#[component]
fn Leaving(own: Membership) -> impl IntoView {
    let words = move || {
        let name = own.leaving.with(|leaving| leaving.as_ref().map(|contact| contact.name.clone())).unwrap_or_default();
        format!(
            "{name} can then enter {} only as a member of another list, and is out at once otherwise.",
            own.portals().join(" and ")
        )
    };
    let take_off = move |_| {
        own.asking.set(false);
        if let Some(contact) = own.leaving.get_untracked() {
            own.take_off(contact.id, contact.name);
        }
    };
    view! {
        <Dialog open=own.asking title="Take off the list?" class="dialog-form">
            <div class="stack">
                <p>{words}</p>
                <div class="form-end">
                    <Button on_click=move |_| own.asking.set(false)>"Cancel"</Button>
                    <Button kind=Kind::Danger on_click=take_off>"Take off the list"</Button>
                </div>
            </div>
        </Dialog>
    }
}
