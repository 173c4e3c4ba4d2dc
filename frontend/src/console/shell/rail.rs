//! The rail: where one can go. Shows only what the role permits.

use leptos::prelude::*;
use openapi::tickets::console::View;
use openapi::users::Permission;

use crate::console::counts::{Counts, VIEWS, view_label};
use crate::console::place::Place;
use crate::console::session::Session;
use crate::console::settings::settings_home;
use crate::console::shell::account::AccountMenu;
use crate::console::shell::overlays::Overlays;
use crate::console::shell::section::Section;
use crate::console::shortcuts::{Action, Shortcuts};
use crate::ui::time::format_number;
use crate::ui::{Glyph, Icon, Kbd};

/// The rail; below 800 px the bar at the bottom.
#[component]
pub fn Rail(here: Memo<Place>) -> impl IntoView {
    let session = Session::expect();
    let at = move |sections: fn(Section) -> bool| Signal::derive(move || sections(Section::of(here.get())));
    let tickets = session.may(Permission::TicketsView);
    let people = session.may(Permission::ContactsView);
    let settings = settings_home(session);
    view! {
        <nav class="rail" aria-label="Main">
            <a class="rail-brand" href=Place::HOME.path() aria-label=session.account() title=session.account()>
                <span class="rail-mark" aria-hidden="true"></span>
                <span>{session.account()}</span>
            </a>
            <SearchButton/>
            {tickets.then(|| view! {
                <RailLink glyph=Glyph::Inbox label="Inbox" to=Place::HOME current=at(|section| section == Section::Inbox)/>
                <Views here/>
            })}
            {people.then(|| view! {
                <RailLink glyph=Glyph::People label="Contacts" to=Place::Contacts
                    current=at(|section| matches!(section, Section::Contacts | Section::Contact(_)))/>
                <div class="rail-sub">
                    <a class="rail-item" href=Place::Lists.path()
                        aria-current=move || matches!(Section::of(here.get()), Section::Lists | Section::List(_) | Section::NewList).then_some("true")>
                        <span class="label">"Lists"</span>
                    </a>
                </div>
                <RailLink glyph=Glyph::Building label="Companies" to=Place::Companies
                    current=at(|section| matches!(section, Section::Companies | Section::Company(_)))/>
            })}
            <div class="rail-end">
                {settings.map(|to| view! {
                    <RailLink glyph=Glyph::Settings label="Settings" to class="rail-item rail-settings"
                        current=at(Section::is_setting)/>
                })}
                <AccountMenu/>
            </div>
        </nav>
    }
}

#[component]
fn RailLink(
    glyph: Glyph,
    label: &'static str,
    to: Place,
    current: Signal<bool>,
    #[prop(default = "rail-item")] class: &'static str,
) -> impl IntoView {
    view! {
        <a class=class href=to.path() title=label aria-current=move || current.get().then_some("true")>
            <Icon glyph/>
            <span class="label">{label}</span>
        </a>
    }
}

#[component]
fn SearchButton() -> impl IntoView {
    let overlays = Overlays::expect();
    let shortcuts = Shortcuts::expect();
    view! {
        <button type="button" class="rail-item rail-search" aria-keyshortcuts="Control+K" title="Search"
            on:click=move |_| { overlays.show(Action::Search, Session::expect()); }>
            <Icon glyph=Glyph::Search/>
            <span class="label">"Search"</span>
            {move || shortcuts.hint(Action::Search).map(|keys| view! { <Kbd keys/> })}
        </button>
    }
}

#[component]
fn Views(here: Memo<Place>) -> impl IntoView {
    let link = move |view: View| {
        let current = move || matches!(here.get(), Place::Inbox(shown, _) if shown == view).then_some("page");
        view! {
            <a class="rail-item" href=Place::Inbox(view, None).path() aria-current=current>
                <span class="label">{view_label(view)}</span>
                <ViewCount view/>
            </a>
        }
    };
    view! { <div class="rail-sub">{VIEWS.map(link)}</div> }
}

/// How many tickets a view holds, if that is counted.
#[component]
pub fn ViewCount(view: View) -> impl IntoView {
    let counts = Counts::expect();
    move || counts.of(view).map(|count| view! { <span class="count">{format_number(count)}</span> })
}
