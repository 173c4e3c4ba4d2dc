//! The console: the pages where staff work.

use leptos::prelude::*;

use crate::console::app;
use crate::console::companies::{CompaniesPage, CompanyPage};
use crate::console::contacts::{ContactPage, ContactsPage};
use crate::console::inbox::InboxPage;
use crate::console::lists::{ListPage, ListsPage, NewListPage};
use crate::console::place::{Place, StaffApp};
use crate::console::shell::Section;

/// Starts the console in the page it was delivered with.
pub fn start() {
    app::start(StaffApp::Console, page);
}

fn page(section: Section, here: Memo<Place>) -> Option<AnyView> {
    Some(match section {
        Section::Inbox => view! { <InboxPage here/> }.into_any(),
        Section::Contacts => view! { <ContactsPage/> }.into_any(),
        Section::Contact(id) => view! { <ContactPage id/> }.into_any(),
        Section::Lists => view! { <ListsPage/> }.into_any(),
        Section::NewList => view! { <NewListPage/> }.into_any(),
        Section::List(id) => view! { <ListPage id/> }.into_any(),
        Section::Companies => view! { <CompaniesPage/> }.into_any(),
        Section::Company(id) => view! { <CompanyPage id/> }.into_any(),
        _ => return None,
    })
}
