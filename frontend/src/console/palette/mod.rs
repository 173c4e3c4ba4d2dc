//! The palette: one dialog that finds tickets, contacts, companies and actions. A combobox: the
//! focus stays in the field while arrows move through the list.

mod entries;
mod line;

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use openapi::search::SearchResults;
use openapi::tickets::console::View;
use openapi::users::Permission;

use crate::api::console::search;
use crate::api::problem::Failure;
use crate::console::address::Address;
use crate::console::desk::note;
use crate::console::place::Place;
use crate::console::session::Session;
use crate::console::settings::settings_home;
use crate::console::shortcuts::{Action, Shortcuts};
use crate::ui::{Glyph, Icon, Kbd};
use crate::words;
use entries::{Command, Entries, Entry};
use line::Line;

/// The pause after the last key before the server is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// The palette, open while `open` is set.
#[component]
pub fn Palette(open: RwSignal<bool>) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    // A press beside the box lands on the dialog itself: that is its backdrop.
    let beside = move |event: leptos::ev::MouseEvent| {
        if event.target() == event.current_target() {
            open.set(false);
        }
    };
    view! {
        <dialog node_ref=element class="palette" aria-label="Find anything" on:close=move |_| open.set(false) on:click=beside>
            <Show when=move || open.get()><Finder open/></Show>
        </dialog>
    }
}

#[component]
fn Finder(open: RwSignal<bool>) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let finding = Finding::new(query);
    let commands = commands(Session::expect());
    let entries = RwSignal::new(Entries::default());
    Effect::new(move |_| {
        finding.found.with(|found| entries.set(Entries::new(&query.get(), &commands, found.as_ref())));
    });
    let choose = chooser(open);
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => entries.update(|entries| entries.step(1)),
            "ArrowUp" => entries.update(|entries| entries.step(-1)),
            "Enter" if !event.is_composing() => {
                if let Some(entry) = entries.with_untracked(|entries| entries.chosen().cloned()) {
                    choose.run(entry);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let active = move || entries.with(|entries| entries.chosen().map(|_| line::id(entries.active())));
    view! {
        <div class="palette-field">
            <Icon glyph=Glyph::Search/>
            <input type="text" role="combobox" autofocus=true autocomplete="off" spellcheck="false" maxlength="200"
                placeholder="Find a ticket, contact, company or action" aria-label="Find a ticket, contact, company or action"
                aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" aria-activedescendant=active
                prop:value=move || query.get() on:input=move |event| query.set(event_target_value(&event)) on:keydown=on_key/>
        </div>
        <Lines entries busy=finding.busy choose/>
        <Remark finding entries query/>
        <p class="palette-foot" aria-hidden="true">
            <span><Kbd keys="↑"/> <Kbd keys="↓"/> " move"</span><span><Kbd keys="↵"/> " open"</span><span><Kbd keys="Esc"/> " close"</span>
        </p>
    }
}

#[component]
fn Lines(entries: RwSignal<Entries>, busy: RwSignal<bool>, choose: Callback<Entry>) -> impl IntoView {
    let lines = move || {
        let all = entries.get();
        let mut group = "";
        let line = |(position, entry): (usize, &Entry)| {
            let heading = (entry.group() != group).then(|| entry.group());
            group = entry.group();
            let chosen = Signal::derive(move || entries.with(|entries| entries.active() == position));
            let hover = move |_| {
                if !chosen.get_untracked() {
                    entries.update(|entries| entries.choose(position));
                }
            };
            let entry = entry.clone();
            let picked = entry.clone();
            view! {
                {heading.map(|heading| view! { <li class="palette-group" role="presentation">{heading}</li> })}
                <li class="palette-item" role="option" id=line::id(position) aria-selected=move || chosen.get().to_string()
                    on:pointermove=hover on:click=move |_| choose.run(picked.clone())>
                    <Line entry/>
                </li>
            }
        };
        all.items().iter().enumerate().map(line).collect_view()
    };
    // Only other lines are drawn anew; moving the choice changes attributes alone.
    let drawn = Memo::new_with_compare(
        move |_| entries.get(),
        |a, b| a.map(|entries: &Entries| entries.items()) != b.map(|entries: &Entries| entries.items()),
    );
    Effect::new(move |_| {
        let active = entries.with(Entries::active);
        if let Some(element) = crate::ui::dom::by_id(&line::id(active)) {
            crate::ui::dom::reveal(&element, false);
        }
    });
    view! {
        <ul class="palette-list" id="palette-list" role="listbox" aria-label="Results" aria-busy=move || busy.get().to_string()>
            {move || drawn.with(|_| untrack(lines))}
        </ul>
    }
}

/// Says what is going on where the list does not: searching, nothing found, failed.
#[component]
fn Remark(finding: Finding, entries: RwSignal<Entries>, query: RwSignal<String>) -> impl IntoView {
    let text = move || match (finding.failure.get(), finding.busy.get()) {
        (Some(failure), _) => Some(words::failure(&failure)),
        (None, true) if entries.with(|entries| entries.items().is_empty()) => Some("Searching…".into()),
        (None, false) if entries.with(|entries| entries.items().is_empty()) => {
            Some(format!("Nothing found for “{}”", query.get().trim()))
        }
        _ => None,
    };
    view! { <div role="status">{move || text().map(|text| view! { <p class="palette-note">{text}</p> })}</div> }
}

/// What the server found for the present query.
#[derive(Clone, Copy)]
struct Finding {
    found: RwSignal<Option<SearchResults>>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
}

impl Finding {
    fn new(query: RwSignal<String>) -> Self {
        let finding = Self { found: RwSignal::new(None), failure: RwSignal::new(None), busy: RwSignal::new(false) };
        let session = Session::expect();
        let asked = Memo::new(move |_| query.with(|query| query.trim().to_owned()));
        Effect::new(move |_| {
            let words = asked.get();
            finding.failure.set(None);
            finding.busy.set(!words.is_empty());
            if words.is_empty() {
                finding.found.set(None);
                return;
            }
            let ask = move || {
                spawn_local_scoped_with_cancellation(async move {
                    match search::find(&words).await {
                        Ok(found) => finding.found.set(Some(found)),
                        Err(failure) => {
                            note(session, &failure);
                            finding.failure.set(Some(failure));
                        }
                    }
                    finding.busy.set(false);
                });
            };
            let owner = Owner::current();
            let timer = set_timeout_with_handle(
                move || match owner {
                    Some(owner) => owner.with(ask),
                    None => ask(),
                },
                PAUSE,
            );
            on_cleanup(move || drop(timer.map(|timer| timer.clear())));
        });
        finding
    }
}

/// Goes where an entry leads, or does what it says, and closes the palette.
fn chooser(open: RwSignal<bool>) -> Callback<Entry> {
    let address = Address::expect();
    let shortcuts = Shortcuts::expect();
    Callback::new(move |entry: Entry| {
        open.set(false);
        match entry {
            Entry::Command(command) => drop(shortcuts.run(command.action)),
            Entry::Ticket(ticket) => address.go_to(Place::Inbox(View::All, Some(ticket.id))),
            Entry::Contact(contact) => address.go_to(Place::Contact(contact.id)),
            Entry::Company(company) => address.go_to(Place::Company(company.id)),
        }
    })
}

/// The commands that the role permits.
fn commands(session: Session) -> Vec<Command> {
    const ALL: [(Permission, Command); 5] = [
        (
            Permission::TicketsEdit,
            Command { label: "New ticket", words: "create file call phone", action: Action::NewTicket },
        ),
        (
            Permission::TicketsView,
            Command { label: "Go to inbox", words: "tickets conversations mine", action: Action::GoInbox },
        ),
        (
            Permission::ContactsView,
            Command { label: "Go to contacts", words: "people customers", action: Action::GoContacts },
        ),
        (
            Permission::ContactsView,
            Command { label: "Go to lists", words: "segments filters static active", action: Action::GoLists },
        ),
        (
            Permission::ContactsView,
            Command { label: "Go to companies", words: "organizations", action: Action::GoCompanies },
        ),
    ];
    let mut commands: Vec<_> =
        ALL.into_iter().filter(|(needed, _)| session.may(*needed)).map(|(_, command)| command).collect();
    if settings_home(session).is_some() {
        let words = "portals access visibility mail log imports audit";
        commands.push(Command { label: "Go to settings", words, action: Action::GoSettings });
    }
    commands.push(Command { label: "Show keyboard shortcuts", words: "keys help", action: Action::Help });
    commands
}
