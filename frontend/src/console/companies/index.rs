//! The list of companies.

use leptos::prelude::*;
use openapi::companies::console::{Company, CompanySummary};

use crate::api::console::directory;
use crate::console::address::Address;
use crate::console::companies::new::NewCompanyForm;
use crate::console::index::{Index, IndexPage};
use crate::console::place::Place;
use crate::ui::time::format_number;
use crate::ui::{Glyph, TimeAgo, Toasts};

const COMPANIES: Index = Index {
    place: Place::Companies,
    title: "Companies",
    search: "Search name and domain",
    loading: "Loading companies",
    failed: "The companies could not be loaded.",
    no_match: "No companies match",
    none: "No companies yet",
    purpose: "A company groups the contacts who work there.",
    glyph: Glyph::Building,
    new: "New company",
    beside: &[],
};

/// The list of companies.
#[component]
pub fn CompaniesPage() -> impl IntoView {
    let read = |query| async move { directory::companies(&query).await };
    view! { <IndexPage index=COMPANIES read table form/> }
}

fn table(companies: Vec<CompanySummary>) -> AnyView {
    let row = |company: CompanySummary| {
        view! {
            <tr>
                <td><a class="row-link" href=Place::Company(company.id).path()>{company.name}</a></td>
                <td data-label="Domains">{company.domains.join(", ")}</td>
                <td class="num end" data-label="Contacts">{format_number(company.contacts)}</td>
                <td data-label="Created"><TimeAgo at=company.created_at/></td>
            </tr>
        }
    };
    view! {
        <table class="index index-cards">
            <caption class="sr-only">"Companies by name"</caption>
            <thead><tr>
                <th scope="col">"Name"</th><th scope="col">"Domains"</th><th scope="col" class="end">"Contacts"</th><th scope="col">"Created"</th>
            </tr></thead>
            <tbody>{companies.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The form for a new company; afterwards the company's page opens.
fn form(open: RwSignal<bool>) -> AnyView {
    let address = Address::expect();
    let toasts = expect_context::<Toasts>();
    let done = Callback::new(move |company: Company| {
        open.set(false);
        toasts.show("Company created");
        address.go_to(Place::Company(company.id));
    });
    view! { <NewCompanyForm done cancel=move |()| open.set(false)/> }.into_any()
}
