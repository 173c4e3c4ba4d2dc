//! The settings app: the pages under `/console/settings`.

use leptos::prelude::*;

use super::{
    AuditLogPage, ImportPage, ImportsPage, MailLogPage, MailPage, PortalPage, PortalsPage, PrivateContentPage,
    PrivateContentsPage,
};
use crate::console::app;
use crate::console::place::{Place, StaffApp};
use crate::console::shell::Section;

/// Starts the settings in the page they were delivered with.
pub fn start() {
    app::start(StaffApp::Settings, page);
}

fn page(section: Section, _: Memo<Place>) -> Option<AnyView> {
    Some(match section {
        Section::MailLog => view! { <MailLogPage/> }.into_any(),
        Section::Mail(id) => view! { <MailPage id/> }.into_any(),
        Section::Imports => view! { <ImportsPage/> }.into_any(),
        Section::Import(id) => view! { <ImportPage id/> }.into_any(),
        Section::Portals => view! { <PortalsPage/> }.into_any(),
        Section::Portal(id, tab) => view! { <PortalPage id tab/> }.into_any(),
        Section::PrivateContents => view! { <PrivateContentsPage/> }.into_any(),
        Section::PrivateContent(id, tab) => view! { <PrivateContentPage id tab/> }.into_any(),
        Section::AuditLog => view! { <AuditLogPage/> }.into_any(),
        _ => return None,
    })
}
