//! Choosing a company by name.

use leptos::prelude::*;
use openapi::companies::console::CompanyRef;
use openapi::contacts::console::DirectoryQuery;

use crate::api::console::directory;
use crate::ui::{Field, Form, Found, Lookup, Matches};

/// How many companies are offered at once.
const OFFERED: u32 = 8;

/// The field; leaving it empty is allowed.
#[component]
pub fn CompanyPicker(chosen: RwSignal<Option<CompanyRef>>, form: Form) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Found<CompanyRef>>);
    Effect::new(move |_| chosen.set(found.with(|found| found.as_ref().map(|found| found.value.clone()))));
    let problem = form.error_of("/company_id");
    view! {
        <Field label="Company" pointer="/company_id" form optional=true>
            <Lookup id=form.control_id("/company_id") chosen=found typed search placeholder="Name or domain"
                invalid=Signal::derive(move || problem.with(Option::is_some))/>
        </Field>
    }
}

fn search(words: String) -> Matches<CompanyRef> {
    Box::pin(async move {
        let q = Some(words).filter(|words| !words.is_empty());
        let page =
            directory::companies(&DirectoryQuery { q, limit: Some(OFFERED), ..DirectoryQuery::default() }).await?;
        let one = |row: openapi::companies::console::CompanySummary| Found {
            label: row.name.clone(),
            detail: row.domains.join(", "),
            value: CompanyRef { id: row.id, name: row.name },
        };
        Ok(page.items.into_iter().map(one).collect())
    })
}
