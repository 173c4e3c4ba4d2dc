//! The lists a contact is on at this moment.

use leptos::prelude::*;
use openapi::id::ContactId;
use openapi::lists::ListRef;

use crate::api::console::access;
use crate::api::load::Load;
use crate::console::lists::KindBadge;
use crate::console::place::Place;
use crate::console::region::Region;

/// The card.
#[component]
pub fn ListsCard(contact: ContactId) -> impl IntoView {
    let load = Load::new(move || contact, |contact, _| access::lists(contact));
    let row = |list: ListRef| {
        view! { <li class="contact-list"><a href=Place::List(list.id).path()>{list.name}</a> <KindBadge kind=list.kind/></li> }
    };
    let ready = move |all: Vec<ListRef>| {
        if all.is_empty() {
            return view! { <p class="muted small">"On no list"</p> }.into_any();
        }
        view! { <ul class="side-names">{all.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="contact-lists">
            <h2 id="contact-lists">"Lists"</h2>
            <Region load loading="Loading lists" failed="The lists could not be loaded." rows=1 ready/>
        </section>
    }
}
