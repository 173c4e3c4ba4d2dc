//! The menu of the user who is signed in: name, keyboard shortcuts, signing out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::problem::ProblemCode;

use crate::api::console::session;
use crate::console::session::Session;
use crate::console::settings::settings_home;
use crate::console::shell::overlays::Overlays;
use crate::console::shortcuts::{Mode, Shortcuts};
use crate::console::ticket::draft_prefix;
use crate::ui::{Glyph, Kind, Menu, MenuItem, MenuLink, forget_drafts};
use crate::words;

/// The account menu.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let session = Session::expect();
    let overlays = Overlays::expect();
    let name = Signal::derive(move || session.me().map_or_else(String::new, |me| me.name));
    let details = move || {
        session.me().map(|me| view! { <p class="account-mail">{me.email}</p><p class="muted small">{me.role}</p> })
    };
    let sign_out = sign_out(overlays);
    view! {
        <div class="account">
            <Menu label=name icon=Glyph::Person kind=Kind::Quiet>
                <div class="account-who">{details}</div>
                {settings_home(session).map(|to| view! {
                    <div class="account-settings"><MenuLink href=to.path()>"Settings"</MenuLink></div>
                })}
                <ModeChoice/>
                <MenuItem icon=Glyph::Keyboard on_click=move |()| overlays.help.set(true)>"Show shortcuts"</MenuItem>
                <MenuItem icon=Glyph::SignOut on_click=sign_out>"Sign out"</MenuItem>
            </Menu>
        </div>
    }
}

#[component]
fn ModeChoice() -> impl IntoView {
    let shortcuts = Shortcuts::expect();
    let item = move |mode: Mode| {
        let choose = move |()| shortcuts.mode.set(mode);
        view! { <MenuItem current=shortcuts.mode.get() == mode on_click=choose>{mode.label()}</MenuItem> }
    };
    view! {
        <div class="account-group" role="group" aria-label="Keyboard shortcuts">
            <p class="menu-heading">"Keyboard shortcuts"</p>
            {move || Mode::ALL.map(item)}
        </div>
    }
}

/// Ends the session and removes this person's drafts from the browser; the sign-in page opens.
fn sign_out(overlays: Overlays) -> Callback<()> {
    let now = Session::expect();
    Callback::new(move |()| {
        now.signing_out(true);
        spawn_local(async move {
            match session::sign_out().await {
                Ok(()) => {
                    forget_drafts(&draft_prefix(now.my_id()));
                    now.signed_out();
                }
                Err(failure) if failure.is(ProblemCode::Unauthenticated) => now.signed_out(),
                Err(failure) => {
                    now.signing_out(false);
                    overlays.trouble.set(Some(format!("You are still signed in. {}", words::failure(&failure))));
                }
            }
        });
    })
}
