//! The inbox under the keyboard: through the rows, into a ticket, to its neighbours and back.

use crate::console::inbox::{Inbox, row};
use crate::console::shortcuts::{Action, Shortcuts};
use leptos::prelude::*;

/// Carries out the shortcuts of the list for as long as the inbox is shown.
pub fn follow_keys(inbox: Inbox) {
    Shortcuts::expect().on(move |action| match action {
        Action::Next => step(inbox, 1),
        Action::Previous => step(inbox, -1),
        Action::NextTicket => turn(inbox, 1),
        Action::PreviousTicket => turn(inbox, -1),
        Action::Open => {
            let focused = inbox.source.rows.with_untracked(|rows| rows.focused());
            focused.inspect(|id| inbox.go_to(Some(*id))).is_some()
        }
        Action::Back if inbox.open.get_untracked().is_some() => {
            inbox.go_to(None);
            true
        }
        _ => false,
    });
}

/// Focuses a row further down or up.
fn step(inbox: Inbox, by: isize) -> bool {
    let mut focused = None;
    inbox.source.rows.update(|rows| focused = rows.step(by));
    if let Some(id) = focused {
        row::focus(id);
    }
    if inbox.source.rows.with_untracked(|rows| rows.near_end()) {
        inbox.source.read_more();
    }
    focused.is_some()
}

/// Opens the neighbour of the open ticket.
fn turn(inbox: Inbox, by: isize) -> bool {
    let Some(open) = inbox.open.get_untracked() else { return false };
    let to = inbox.source.rows.with_untracked(|rows| rows.neighbour(open, by));
    if to.is_some() {
        inbox.go_to(to);
    }
    true
}
