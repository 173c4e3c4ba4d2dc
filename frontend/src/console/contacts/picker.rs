//! Choosing a contact by name or e-mail address, or making a new one on the spot.

use leptos::prelude::*;
use openapi::contacts::console::{ContactRef, DirectoryQuery};
use openapi::users::Permission;

use crate::api::console::directory;
use crate::console::session::Session;
use crate::ui::{Button, Field, Form, Found, Glyph, Kind, Lookup, Matches};

/// How many contacts are offered at once.
const OFFERED: u32 = 8;

/// A contact as the list of matches shows it.
pub fn found(contact: ContactRef) -> Found<ContactRef> {
    Found { label: contact.name.clone(), detail: contact.email.clone(), value: contact }
}

/// The field. `create` is asked for when nobody fits, with what was typed.
#[component]
pub fn ContactPicker(
    chosen: RwSignal<Option<Found<ContactRef>>>,
    form: Form,
    create: Callback<String>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let problem = form.error_of("/contact_id");
    let may_create = Session::expect().may(Permission::ContactsEdit);
    let last = move || {
        may_create.then(|| view! {
            <Button kind=Kind::Quiet dense=true icon=Glyph::Plus on_click=move |_| create.run(typed.get_untracked())>"New contact"</Button>
        })
    };
    view! {
        <Field label="Contact" pointer="/contact_id" form>
            <Lookup id=form.control_id("/contact_id") chosen typed search placeholder="Name or e-mail address" last
                invalid=Signal::derive(move || problem.with(Option::is_some))/>
        </Field>
    }
}

/// The contacts whose name or address has `words` in it.
pub fn search(words: String) -> Matches<ContactRef> {
    Box::pin(async move {
        let q = Some(words).filter(|words| !words.is_empty());
        let page =
            directory::contacts(&DirectoryQuery { q, limit: Some(OFFERED), ..DirectoryQuery::default() }).await?;
        let one = |row: openapi::contacts::console::ContactSummary| {
            let company = row.company.map(|company| format!(" · {}", company.name)).unwrap_or_default();
            let detail = format!("{}{company}", row.email);
            Found {
                label: row.name.clone(),
                detail,
                value: ContactRef { id: row.id, name: row.name, email: row.email },
            }
        };
        Ok(page.items.into_iter().map(one).collect())
    })
}
