//! The inbox list as plain data: which rows there are, which one has the focus, and how news from
//! the server is worked in without moving that row. Knows no browser.

use openapi::id::TicketId;
use openapi::page::Page;
use openapi::tickets::console::TicketSummary;

/// The loaded rows of one view, newest activity first, and the row that has the focus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    items: Vec<TicketSummary>,
    next: Option<String>,
    total: Option<u64>,
    focused: Option<TicketId>,
}

impl Rows {
    /// The rows of a first page. A focused row stays focused if it is among them.
    pub fn replace(&mut self, page: Page<TicketSummary>) {
        self.items = page.items;
        self.next = page.next;
        self.total = page.total;
        if self.position().is_none() {
            self.focused = None;
        }
    }

    /// Adds the page after. A row that has moved up meanwhile is not repeated.
    pub fn append(&mut self, page: Page<TicketSummary>) {
        for item in page.items {
            if !self.items.iter().any(|row| row.id == item.id) {
                self.items.push(item);
            }
        }
        self.next = page.next;
    }

    /// Works a fresh first page in. Rows sort by last activity as the server does, except that the
    /// focused row keeps its place, and stays even when it left the view, so that nothing moves
    /// under the reader's hands. A row of `changed` that is not in the fresh page has left the view
    /// (a change makes a row the newest); so has one that the fresh page should span but does not.
    pub fn merge(&mut self, fresh: Page<TicketSummary>, changed: &[TicketId]) {
        let place = self.position();
        let held = self.focused;
        let oldest = fresh.items.last().map(|row| row.last_activity_at);
        let complete = fresh.next.is_none();
        let mut rows = fresh.items;
        let in_fresh = rows.len();
        for old in std::mem::take(&mut self.items) {
            let known = rows[..in_fresh].iter().any(|row| row.id == old.id);
            let left = complete || changed.contains(&old.id) || oldest.is_some_and(|t| old.last_activity_at > t);
            if !known && (!left || held == Some(old.id)) {
                rows.push(old);
            }
        }
        rows.sort_by(|a, b| b.last_activity_at.cmp(&a.last_activity_at).then(b.id.cmp(&a.id)));
        if let (Some(place), Some(at)) = (place, rows.iter().position(|row| held == Some(row.id))) {
            let row = rows.remove(at);
            rows.insert(place.min(rows.len()), row);
        }
        if complete || rows.len() <= in_fresh {
            self.next = fresh.next;
        }
        self.total = fresh.total.or(self.total);
        self.items = rows;
    }

    /// Replaces one row by what is known of it now, where it stands. Unknown rows are left out.
    pub fn update(&mut self, now: TicketSummary) {
        if let Some(row) = self.items.iter_mut().find(|row| row.id == now.id) {
            *row = now;
        }
    }

    /// The rows, in order.
    pub fn items(&self) -> &[TicketSummary] {
        &self.items
    }

    /// The row of a ticket.
    pub fn get(&self, id: TicketId) -> Option<&TicketSummary> {
        self.items.iter().find(|row| row.id == id)
    }

    /// Whether Tab leads to this row: to the focused one, or to the first while none is.
    pub fn is_tab_stop(&self, id: TicketId) -> bool {
        let stop = self.position().unwrap_or(0);
        self.items.get(stop).is_some_and(|row| row.id == id)
    }

    /// Cursor of the page after the last row.
    pub fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// Rows of the whole list, where the server counted them.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// The focused row's ticket.
    pub fn focused(&self) -> Option<TicketId> {
        self.focused
    }

    /// Gives a row the focus, or takes it away.
    pub fn focus(&mut self, id: Option<TicketId>) {
        self.focused = id;
    }

    /// Moves the focus by `step` rows and returns where it is now. Stops at both ends; without a
    /// focused row the first one gets it.
    pub fn step(&mut self, step: isize) -> Option<TicketId> {
        let to = match self.position() {
            Some(at) => at.saturating_add_signed(step).min(self.items.len().saturating_sub(1)),
            None => 0,
        };
        self.focused = self.items.get(to).map(|row| row.id).or(self.focused);
        self.focused
    }

    /// The ticket `step` rows from `id`, if the list reaches that far.
    pub fn neighbour(&self, id: TicketId, step: isize) -> Option<TicketId> {
        let at = self.items.iter().position(|row| row.id == id)?;
        self.items.get(at.checked_add_signed(step)?).map(|row| row.id)
    }

    /// Whether a move down should fetch more: the focus is within three rows of the end.
    pub fn near_end(&self) -> bool {
        self.next.is_some() && self.position().is_some_and(|at| at + 3 >= self.items.len())
    }

    fn position(&self) -> Option<usize> {
        self.items.iter().position(|row| Some(row.id) == self.focused)
    }
}

#[cfg(test)]
mod tests;
