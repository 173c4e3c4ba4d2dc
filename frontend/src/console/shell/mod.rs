//! The frame of every signed-in page: rail, page, and what floats over both.

mod account;
mod overlays;
mod rail;
mod section;
mod stale;

use leptos::prelude::*;

use crate::console::address::Address;
use crate::console::app::Pages;
use crate::console::confirm::ConfirmDialog;
use crate::console::counts::Counts;
use crate::console::desk::Desk;
use crate::console::palette::Palette;
use crate::console::place::Place;
use crate::console::session::Session;
use crate::console::settings::settings_home;
use crate::console::shortcuts::{Action, HelpDialog, Shortcuts};
use crate::console::sign_in::SignInAgain;
use crate::console::ticket::NewTicketDialog;
use crate::ui::dom::focus_id;
use crate::ui::{Banner, Tone};

pub use overlays::Overlays;
use rail::Rail;
pub use rail::ViewCount;
pub use section::Section;
use section::SectionPage;
use stale::StaleBar;

/// The frame around the page that `here` means.
#[component]
pub fn Shell(here: Memo<Place>, pages: Pages) -> impl IntoView {
    let session = Session::expect();
    let counts = Counts::provide();
    let shortcuts = Shortcuts::provide();
    let overlays = Overlays::provide();
    let desk = Desk::provide(session, counts);
    go_by_keyboard(session, shortcuts, overlays);
    let section = Memo::new(move |_| Section::of(here.get()));
    let reading = move || matches!(here.get(), Place::Inbox(_, Some(_)));
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus_id("main");
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip>"Skip to content"</a>
        <div class="shell" class:reading=reading>
            <Rail here/>
            <main class="shell-page" id="main" tabindex="-1">
                <StaleBar live=desk.live/>
                {move || overlays.trouble.get().map(|text| view! {
                    <div role="alert"><Banner tone=Tone::Danger on_dismiss=move |()| overlays.trouble.set(None)>{text}</Banner></div>
                })}
                {move || view! { <SectionPage section=section.get() here pages/> }}
            </main>
        </div>
        <Palette open=overlays.palette/>
        <HelpDialog open=overlays.help/>
        <NewTicketDialog open=overlays.new_ticket contact=overlays.new_ticket_for/>
        <ConfirmDialog/>
        <SignInAgain/>
    }
}

/// Carries out the shortcuts that mean the same on every page.
fn go_by_keyboard(session: Session, shortcuts: Shortcuts, overlays: Overlays) {
    let address = Address::expect();
    shortcuts.on(move |action| {
        let place = match action {
            Action::GoInbox => Place::HOME,
            Action::GoContacts => Place::Contacts,
            Action::GoLists => Place::Lists,
            Action::GoCompanies => Place::Companies,
            Action::GoSettings => settings_home(session).unwrap_or(Place::MailLog),
            _ => return overlays.show(action, session),
        };
        let allowed = Section::of(place).is_allowed(session);
        if allowed {
            address.go_to(place);
        }
        allowed
    });
}
