//! Addresses of what staff set up: lists, portals, and the log of who did what.

use super::Routes;
use crate::audit;
use crate::lists::console as lists_console;
use crate::portals::console as portals_console;

/// `/api/v1`: lists, and the filters that make them.
pub(super) fn lists(routes: Routes<'_, '_>) {
    routes
        .service(lists_console::filters::list_filter_properties)
        .service(lists_console::filters::preview_filter)
        .service(lists_console::lists::list_lists)
        .service(lists_console::lists::create_list)
        .service(lists_console::lists::show_list)
        .service(lists_console::lists::update_list)
        .service(lists_console::lists::delete_list)
        .service(lists_console::lists::preview_list_change)
        .service(lists_console::members::list_list_members)
        .service(lists_console::members::add_list_members)
        .service(lists_console::members::remove_list_member)
        .service(lists_console::members::list_contact_lists)
        .service(audit::console::list_audit_events);
}

/// `/api/v1/portals`: who may enter a portal, and what is seen there.
pub(super) fn portals(routes: Routes<'_, '_>) {
    routes
        .service(portals_console::list_portals)
        .service(portals_console::show_portal_settings)
        .service(portals_console::update_portal_access)
        .service(portals_console::update_portal_visibility)
        .service(portals_console::update_portal_publication)
        .service(portals_console::preview_portal_access)
        .service(portals_console::preview_portal_visibility);
}
