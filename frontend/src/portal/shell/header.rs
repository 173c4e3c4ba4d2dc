//! The header: whose portal this is, where to go, who is signed in.

use crate::ui::dynamic;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::customer::Brand;
use crate::portal::session::{Session, use_session};
use crate::routes::portal::{self as routes, Page};
use crate::ui::{Glyph, Kind, Menu, MenuItem, MenuLink, Toasts, leave_note};
use crate::words;

/// The header.
#[component]
pub fn Header(
    /// Which page is shown.
    page: Memo<Page>,
) -> impl IntoView {
    let session = use_session();
    let slug = session.slug();
    let list = routes::tickets(&slug);
    let current = move |here: fn(Page) -> bool| Signal::derive(move || here(page.get()).then_some("page"));
    view! {
        <header class="top">
            <Brand name=session.portal().name href=list.clone()/>
            <nav class="top-nav" aria-label="Main">
                <a href=list aria-current=current(|page| matches!(page, Page::Tickets | Page::Ticket(_)))>"Tickets"</a>
                {(!session.is_preview()).then(|| view! {
                    <a href=routes::new_ticket(&slug) aria-current=current(|page| page == Page::NewTicket)>"File a support ticket"</a>
                })}
            </nav>
            <div class="top-end">
                <AccountMenu/>
            </div>
        </header>
    }
}

/// Who is signed in, and the way out. On narrow pages it is the whole menu.
#[component]
fn AccountMenu() -> impl IntoView {
    let session = use_session();
    let sign_out = sign_out_action(session);
    let name = Signal::derive(move || session.me.with(|me| me.name.clone()));
    let email = move || session.me.with(|me| me.email.clone());
    let slug = StoredValue::new(session.slug());
    let preview = session.is_preview();
    let leave = if preview { "End preview" } else { "Sign out" };
    let entries = move || {
        view! {
            <p class="menu-head"><b>{move || name.get()}</b><span class="muted">{dynamic(email)}</span></p>
            <MenuLink href=slug.with_value(|slug| routes::account(slug))>"Your account"</MenuLink>
            <MenuItem icon=Glyph::SignOut on_click=sign_out>{leave}</MenuItem>
        }
    };
    view! {
        <div class="top-wide">
            <Menu label="Account" icon=Glyph::Person kind=Kind::Quiet align_end=true>{entries()}</Menu>
        </div>
        <div class="top-narrow">
            <Menu label="Menu" icon=Glyph::Menu kind=Kind::Quiet icon_only=true align_end=true>
                <MenuLink href=slug.with_value(|slug| routes::tickets(slug))>"Tickets"</MenuLink>
                {(!preview).then(|| view! { <MenuLink href=slug.with_value(|slug| routes::new_ticket(slug))>"File a support ticket"</MenuLink> })}
                {entries()}
            </Menu>
        </div>
    }
}

/// Signs out, which leads to the sign-in page; says so if that did not work.
pub fn sign_out_action(session: Session) -> Callback<()> {
    let toasts = expect_context::<Toasts>();
    Callback::new(move |()| {
        spawn_local(async move {
            match session.sign_out().await {
                Ok(()) if session.is_preview() => leave_note("The preview has ended"),
                Ok(()) => {}
                Err(failure) => toasts.show(format!("You are still signed in. {}", words::failure(&failure))),
            }
        });
    })
}
