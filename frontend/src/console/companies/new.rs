//! The form for a new company.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::companies::console::{Company, NewCompany};

use crate::api::console::directory;
use crate::api::idempotency::{Attempt, random_key};
use crate::api::problem::Failure;
use crate::console::desk::note;
use crate::console::refused::NotDone;
use crate::console::session::Session;
use crate::ui::dom::focus_id;
use crate::ui::{Button, ErrorSummary, Field, Form, Input, Kind};

/// The form. `done` gets the new company.
#[component]
pub fn NewCompanyForm(done: Callback<Company>, #[prop(into)] cancel: Callback<()>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let domains = RwSignal::new(String::new());
    let form = Form::new();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let attempt = StoredValue::new(Attempt::default());
    let session = Session::expect();
    let first = form.control_id("/name");
    request_animation_frame(move || focus_id(&first));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let company = NewCompany {
            name: name.with_untracked(|name| name.trim().to_owned()),
            domains: domains.with_untracked(|text| split(text)),
        };
        if busy.get_untracked() || !form.refuse(company.check()) {
            return;
        }
        let body = serde_json::to_string(&company).unwrap_or_default();
        let key = attempt.try_update_value(|attempt| attempt.key_for(&body, random_key)).unwrap_or_default();
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = directory::create_company(&company, &key).await;
            busy.try_set(false);
            match answer {
                Ok(company) => done.run(company),
                Err(refused) => {
                    note(session, &refused);
                    form.refuse(refused.fields().to_vec());
                    failure.try_set(Some(refused).filter(|refused| refused.fields().is_empty()));
                }
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            <NotDone what="The company was not created." failure/>
            <Field label="Name" pointer="/name" form><Input value=name required=true/></Field>
            <Field label="E-mail domains" pointer="/domains" form optional=true hint="Separated by commas, like northwind.example">
                <Input value=domains/>
            </Field>
            <div class="form-end">
                <Button on_click=move |_| cancel.run(())>"Cancel"</Button>
                <Button kind=Kind::Primary form_type="submit" busy busy_label="Creating…">"Create company"</Button>
            </div>
        </form>
    }
}

/// The domains of a list typed with commas, spaces or both; an `@` before a domain is left out.
fn split(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c == ',' || c == ';' || c.is_whitespace());
    parts.map(|part| part.trim_start_matches('@').to_lowercase()).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_typed_in_many_ways() {
        assert_eq!(split(" a.example, @B.example;c.example\n"), ["a.example", "b.example", "c.example"]);
        assert!(split(" , ").is_empty());
    }
}
