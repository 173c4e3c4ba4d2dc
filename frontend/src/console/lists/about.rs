//! Facts about a list, what uses it, and deleting it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::id::{ListId, PortalId};
use openapi::lists::{List, ListUse, ListUser};
use openapi::users::Permission;

use crate::api::console::lists;
use crate::api::problem::Failure;
use crate::console::address::Address;
use crate::console::desk::note;
use crate::console::place::{Place, PortalTab};
use crate::console::session::Session;
use crate::ui::time::format_number;
use crate::ui::{Banner, Button, Dialog, Glyph, Kind, TimeAgo, Toasts, Tone};
use crate::words;

/// The cards.
#[component]
pub fn About(list: RwSignal<List>) -> impl IntoView {
    let members =
        move || list.with(|list| list.members).map_or_else(|| "Too many to count at once".to_owned(), format_number);
    let used_by = list.with_untracked(|list| list.used_by.clone());
    let (updated_at, created_at) = list.with_untracked(|list| (list.updated_at, list.created_at));
    let may = Session::expect().may(Permission::ContactsEdit);
    view! {
        <section class="card" aria-labelledby="used-by">
            <h2 id="used-by">"Used by"</h2>
            <Uses used_by/>
        </section>
        <section class="card" aria-labelledby="about">
            <h2 id="about">"About"</h2>
            <dl class="facts">
                <dt>"Members"</dt><dd class="num">{members}</dd>
                <dt>"Updated"</dt><dd><TimeAgo at=updated_at/></dd>
                <dt>"Created"</dt><dd><TimeAgo at=created_at/></dd>
            </dl>
            {may.then(|| view! { <Delete list=list.get_untracked()/> })}
        </section>
    }
}

/// What refers to the list, with links for those who may go there.
#[component]
fn Uses(used_by: Vec<ListUse>) -> impl IntoView {
    if used_by.is_empty() {
        return view! { <p class="muted small">"Nothing yet. Portals and other lists can use it."</p> }.into_any();
    }
    let portals = Session::expect().may(Permission::CustomerPortalSettings);
    let row = move |used: ListUse| {
        let (words, to) = match used.by {
            ListUser::PortalAccess => ("may enter", Place::Portal(PortalId(used.id), PortalTab::Access)),
            ListUser::PortalTicketFilter => ("ticket filter", Place::Portal(PortalId(used.id), PortalTab::Visibility)),
            ListUser::PortalCompanyFilter => {
                ("see company tickets", Place::Portal(PortalId(used.id), PortalTab::Visibility))
            }
            ListUser::List => ("list", Place::List(ListId(used.id))),
        };
        let name = if portals || used.by == ListUser::List {
            view! { <a href=to.path()>{used.name}</a> }.into_any()
        } else {
            used.name.into_any()
        };
        view! { <li>{name} " " <span class="muted small">{words}</span></li> }
    };
    view! { <ul class="side-people">{used_by.into_iter().map(row).collect_view()}</ul> }.into_any()
}

/// Deletes, after asking; says why not where something refers to it.
#[component]
fn Delete(list: List) -> impl IntoView {
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let (session, address) = (Session::expect(), Address::expect());
    let toasts = expect_context::<Toasts>();
    let id = list.id;
    let delete = move |_| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = session.confirmed_request(lists::delete(id)).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.set(false);
                    toasts.show("List deleted");
                    address.leaving().release();
                    address.go_to(Place::Lists);
                }
                Err(refused) => {
                    note(session, &refused);
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    let used_by = StoredValue::new(list.used_by);
    let name = StoredValue::new(list.name);
    let content = move || {
        if used_by.with_value(Vec::is_empty) {
            view! {
                <p>{format!("“{}” is deleted for good. Its members stay contacts.", name.get_value())}</p>
                {move || failure.get().map(|failure| view! {
                    <div role="alert"><Banner tone=Tone::Danger>"The list was not deleted. " {why(&failure)}</Banner></div>
                })}
                <div class="form-end">
                    <Button on_click=move |_| open.set(false)>"Cancel"</Button>
                    <Button kind=Kind::Danger busy busy_label="Deleting…" on_click=delete>"Delete list"</Button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <p>"It is in use. Take it out there first:"</p>
                <Uses used_by=used_by.get_value()/>
                <div class="form-end"><Button on_click=move |_| open.set(false)>"Close"</Button></div>
            }
            .into_any()
        }
    };
    let title = if used_by.with_value(Vec::is_empty) { "Delete list?" } else { "This list cannot be deleted" };
    view! {
        <div class="card-end"><Button dense=true icon=Glyph::Trash on_click=move |_| open.set(true)>"Delete list"</Button></div>
        <Dialog open title class="dialog-form"><div class="stack">{content}</div></Dialog>
    }
}

/// The server's own words, which name what came to use the list meanwhile.
fn why(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) if !refusal.problem.detail.is_empty() => refusal.problem.detail.clone(),
        other => words::failure(other),
    }
}
