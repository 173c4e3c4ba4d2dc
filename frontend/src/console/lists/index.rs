//! The index of lists, and the dialog in which a new one begins.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::contacts::console::DirectoryQuery;
use openapi::lists::{ListKind, ListQuery, ListSummary, NewList};

use crate::api::console::lists;
use crate::api::idempotency::{Attempt, random_key};
use crate::api::problem::Failure;
use crate::console::address::{Address, with_query};
use crate::console::desk::note;
use crate::console::index::{Index, IndexPage};
use crate::console::place::Place;
use crate::console::refused::NotDone;
use crate::console::session::Session;
use crate::ui::dom::focus_id;
use crate::ui::time::format_number;
use crate::ui::{
    Badge, Button, ErrorSummary, Field, Form, Glyph, Input, Kind, RadioChoice, Radios, TimeAgo, Toasts, Tone,
};

const LISTS: Index = Index {
    place: Place::Lists,
    title: "Lists",
    search: "Search name",
    loading: "Loading lists",
    failed: "The lists could not be loaded.",
    no_match: "No lists match",
    none: "No lists yet",
    purpose: "A list names a set of contacts, for example those who may enter a portal.",
    glyph: Glyph::Filter,
    new: "New list",
    beside: &[(Place::Contacts, "Contacts"), (Place::Lists, "Lists")],
};

/// The index of lists.
#[component]
pub fn ListsPage() -> impl IntoView {
    let read = |query: DirectoryQuery| async move {
        let query = ListQuery { q: query.q, limit: query.limit, after: query.after, before: query.before };
        lists::list(&query).await
    };
    view! { <IndexPage index=LISTS read table form/> }
}

/// Says how a list gets its members.
#[component]
pub fn KindBadge(kind: ListKind) -> impl IntoView {
    let (tone, label) = match kind {
        ListKind::Active => (Tone::Open, "Active"),
        ListKind::Static => (Tone::Neutral, "Static"),
    };
    view! { <Badge tone label/> }
}

fn table(all: Vec<ListSummary>) -> AnyView {
    let row = |list: ListSummary| {
        // How many are on an active list changes by itself; its page counts them.
        let (label, members) = match list.members {
            Some(members) => ("Members", format_number(members)),
            None => ("", "Counted on its page".to_owned()),
        };
        view! {
            <tr>
                <td>
                    <a class="row-link" href=Place::List(list.id).path()>{list.name}</a>
                    {list.sentence.map(|sentence| view! { <p class="list-sentence muted small">{sentence}</p> })}
                </td>
                <td data-label="Kind"><KindBadge kind=list.kind/></td>
                <td class="num end" class:muted=label.is_empty() data-label=label>{members}</td>
                <td data-label="Updated"><TimeAgo at=list.updated_at/></td>
            </tr>
        }
    };
    view! {
        <table class="index index-cards index-lists">
            <caption class="sr-only">"Lists by name"</caption>
            <thead><tr>
                <th scope="col">"Name"</th><th scope="col">"Kind"</th><th scope="col" class="end">"Members"</th><th scope="col">"Updated"</th>
            </tr></thead>
            <tbody>{all.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn form(open: RwSignal<bool>) -> AnyView {
    view! { <NewListForm open/> }.into_any()
}

/// Name and kind. A static list is made at once; an active one begins with its conditions.
#[component]
fn NewListForm(open: RwSignal<bool>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let kind = RwSignal::new("active".to_owned());
    let form = Form::new();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let attempt = StoredValue::new(Attempt::default());
    let session = Session::expect();
    let address = Address::expect();
    let toasts = expect_context::<Toasts>();
    let first = form.control_id("/name");
    request_animation_frame(move || focus_id(&first));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let list = NewList { name: name.with_untracked(|name| name.trim().to_owned()), filter: None };
        if busy.get_untracked() || !form.refuse(list.check()) {
            return;
        }
        if kind.with_untracked(|kind| kind == "active") {
            open.set(false);
            return address.go(&with_query(&Place::NewList.path(), &[("name", Some(&list.name))]));
        }
        let body = serde_json::to_string(&list).unwrap_or_default();
        let key = attempt.try_update_value(|attempt| attempt.key_for(&body, random_key)).unwrap_or_default();
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = lists::create(&list, &key).await;
            busy.try_set(false);
            match answer {
                Ok(list) => {
                    open.set(false);
                    toasts.show("List created");
                    address.go_to(Place::List(list.id));
                }
                Err(refused) => {
                    note(session, &refused);
                    form.refuse(refused.fields().to_vec());
                    failure.try_set(Some(refused).filter(|refused| refused.fields().is_empty()));
                }
            }
        });
    };
    let kinds = vec![
        RadioChoice::new("active", "Active", "Its members are whoever meets conditions you set, at any moment."),
        RadioChoice::new("static", "Static", "Its members are the contacts you put on it."),
    ];
    let words = move || if kind.with(|kind| kind == "active") { "Choose conditions" } else { "Create list" };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            <NotDone what="The list was not created." failure/>
            <Field label="Name" pointer="/name" form><Input value=name required=true attr:maxlength="100"/></Field>
            <Radios label="Kind" value=kind choices=kinds/>
            <div class="form-end">
                <Button on_click=move |_| open.set(false)>"Cancel"</Button>
                <Button kind=Kind::Primary form_type="submit" busy busy_label="Creating…">{words}</Button>
            </div>
        </form>
    }
}
