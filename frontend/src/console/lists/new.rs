//! A new active list: name and conditions, with who would be on it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::filters::FilterProperty;
use openapi::lists::NewList;
use openapi::properties::Object;

use crate::api::console::lists;
use crate::api::idempotency::{Attempt, random_key};
use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::console::address::{Address, param};
use crate::console::desk::note;
use crate::console::lists::editor::{EMPTY, Matches, NameAndFilter};
use crate::console::place::Place;
use crate::console::preview::matches_of;
use crate::console::refused::NotDone;
use crate::console::region::Region;
use crate::console::session::Session;
use crate::ui::{Building, Button, ButtonLink, Form, Heading, Kind, Toasts, Unfinished};

/// The page.
#[component]
pub fn NewListPage() -> impl IntoView {
    let load = Load::new(|| (), |(), _| lists::properties(Object::Contact));
    view! {
        <div class="page"><div class="page-inner">
            <p class="crumbs"><a href=Place::Lists.path()>"Lists"</a></p>
            <div class="page-head"><Heading title="New active list"/></div>
            <Region load loading="Loading properties" failed="The properties could not be loaded."
                ready=move |properties| view! { <Making properties/> }/>
        </div></div>
    }
}

#[component]
fn Making(properties: Vec<FilterProperty>) -> impl IntoView {
    let state = Building::new(None, properties);
    let name = RwSignal::new(param("name").get_untracked().unwrap_or_default());
    let form = Form::new();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let whole = RwSignal::new(None::<String>);
    let attempt = StoredValue::new(Attempt::default());
    let (session, address) = (Session::expect(), Address::expect());
    let toasts = expect_context::<Toasts>();
    let matches = matches_of(state, Object::Contact, None);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        whole.set(None);
        let mut list = NewList { name: name.with_untracked(|name| name.trim().to_owned()), filter: None };
        if busy.get_untracked() || !form.refuse(list.check()) {
            return;
        }
        match state.check() {
            Ok(Some(filter)) => list.filter = Some(filter),
            Ok(None) => return whole.set(Some(EMPTY.into())),
            Err(Unfinished) => return,
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
                    toasts.show("List created");
                    address.go_to(Place::List(list.id));
                }
                Err(refused) => {
                    note(session, &refused);
                    whole.set(state.refuse(refused.fields(), "/filter"));
                    let own = refused.fields().iter().filter(|field| field.pointer == "/name").cloned().collect();
                    if form.refuse(own) {
                        state.to_first_refused();
                    }
                    failure.try_set(Some(refused).filter(|refused| refused.fields().is_empty()));
                }
            }
        });
    };
    view! {
        <form class="record record-filter" novalidate on:submit=submit>
            <div class="record-main">
                <NotDone what="The list was not created." failure/>
                <NameAndFilter form name state=Some(state) whole/>
                <div class="form-end form-start">
                    <Button kind=Kind::Primary form_type="submit" busy busy_label="Creating…">"Create list"</Button>
                    <ButtonLink href=Place::Lists.path()>"Cancel"</ButtonLink>
                </div>
            </div>
            <aside class="record-side" aria-label="Preview"><Matches state load=matches/></aside>
        </form>
    }
}
