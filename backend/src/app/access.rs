//! Addresses of how customers get in, stay in, and are kept out.

use super::Routes;
use crate::{contacts, domains, letters, memberships, registrations};

/// `/api/public/portals/{portal}`: registering, signing in without a password, confirming an address.
pub(super) fn strangers(routes: Routes<'_, '_>) {
    routes
        .service(registrations::public::create_registration)
        .service(registrations::public::create_verification)
        .service(memberships::by_link::create_sign_in_link)
        .service(memberships::by_link::create_session_by_link)
        .service(contacts::public::create_email_confirmation);
}

/// `/api/portal/{portal}`: a customer's own account.
pub(super) fn account(routes: Routes<'_, '_>) {
    routes
        .service(memberships::portal::put_session_activity)
        .service(memberships::portal::list_sessions)
        .service(memberships::portal::revoke_session)
        .service(memberships::portal::revoke_other_sessions)
        .service(memberships::portal::put_password)
        .service(contacts::portal::create_email_change);
}

/// `/api/v1`: a contact's access, and how a domain lets customers in, as staff decide it.
pub(super) fn by_staff(routes: Routes<'_, '_>) {
    routes
        .service(memberships::console::create_contact_password_reset)
        .service(memberships::console::put_portal_access)
        .service(memberships::console::list_contact_sessions)
        .service(memberships::console::delete_contact_sessions)
        .service(memberships::console::list_contact_consents)
        .service(domains::console::list_domains)
        .service(domains::console::show_private_content)
        .service(domains::console::update_private_content)
        .configure(words);
}

/// `/api/v1/domains`: what a domain's pages and mails say.
fn words(routes: Routes<'_, '_>) {
    routes
        .service(domains::pages::console::list_system_pages)
        .service(domains::pages::console::put_system_page)
        .service(domains::pages::console::delete_system_page)
        .service(domains::pages::console::create_rich_text)
        .service(letters::console::list_domain_mails)
        .service(letters::console::put_domain_mail)
        .service(letters::console::delete_domain_mail)
        .service(letters::console::preview_domain_mail)
        .service(letters::console::test_domain_mail);
}
