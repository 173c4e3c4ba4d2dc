//! The app as a whole: what it starts with, what every page shares, and which page is at which address.

use leptos::prelude::*;
use openapi::portals::portal::Boot;

use super::account::Account;
use super::lead::LeadOn;
use super::not_found::NotFound;
use super::session::Session;
use super::shell::Shell;
use super::tickets::{ListMemory, NewTicketPage, TicketList, TicketPage};
use crate::api::live::Live;
use crate::api::portal::tickets::events_url;
use crate::customer::Router;
use crate::routes::portal::Page;
use crate::ui::{Announcer, Clock, PageTitles, Toasts, dynamic};

/// The portal app.
#[component]
pub fn App(
    /// The portal and who is signed in.
    boot: Boot,
) -> impl IntoView {
    crate::start::set_language(&boot.portal.language);
    let announcer = Announcer::new();
    let toasts = Toasts::new(announcer);
    provide_context(announcer);
    provide_context(toasts);
    provide_context(Clock::start());
    provide_context(PageTitles::new(boot.portal.name.clone()));
    provide_context(ListMemory::start());
    let live = Live::new(events_url(&boot.portal.slug));
    provide_context(live);
    let router = Router::start(boot.portal.slug.clone(), Page::is_inside);
    provide_context(router);
    let session = Session::new(boot);
    provide_context(session);
    session.follow(live);
    let page = router.page();
    let shown =
        move || (!session.leaving.get()).then(|| view! { <Shell page>{dynamic(move || content(page.get()))}</Shell> });
    dynamic(shown)
}

/// Which page is at which address.
fn content(page: Page) -> AnyView {
    match page {
        Page::Home | Page::SignIn => view! { <LeadOn/> }.into_any(),
        Page::Tickets => view! { <TicketList/> }.into_any(),
        Page::NewTicket => view! { <NewTicketPage/> }.into_any(),
        Page::Ticket(id) => view! { <TicketPage id/> }.into_any(),
        Page::Account => view! { <Account/> }.into_any(),
        _ => view! { <NotFound/> }.into_any(),
    }
}
