//! What the palette offers for a query, and which entry is chosen: commands matched here, records
//! found by the server. Knows no browser.

use openapi::companies::console::CompanyRef;
use openapi::contacts::console::ContactSummary;
use openapi::search::SearchResults;
use openapi::tickets::console::TicketSummary;

use crate::console::shortcuts::Action;

/// A command that the palette can carry out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// What it does, as people read it.
    pub label: &'static str,
    /// Other words somebody may look for.
    pub words: &'static str,
    /// What is done.
    pub action: Action,
}

/// One line of the palette.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// Does something.
    Command(Command),
    /// Opens a ticket.
    Ticket(Box<TicketSummary>),
    /// Opens a contact.
    Contact(ContactSummary),
    /// Opens a company.
    Company(CompanyRef),
}

impl Entry {
    /// The heading it stands under.
    pub const fn group(&self) -> &'static str {
        match self {
            Entry::Command(_) => "Actions",
            Entry::Ticket(_) => "Tickets",
            Entry::Contact(_) => "Contacts",
            Entry::Company(_) => "Companies",
        }
    }
}

/// The palette's lines and the chosen one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entries {
    items: Vec<Entry>,
    active: usize,
}

impl Entries {
    /// The lines for `query`: with no query the commands alone; otherwise what the server found,
    /// then the commands that match. The first line is chosen.
    pub fn new(query: &str, commands: &[Command], found: Option<&SearchResults>) -> Self {
        let mut items = Vec::new();
        if !query.trim().is_empty()
            && let Some(found) = found
        {
            items.extend(found.tickets.iter().map(|ticket| Entry::Ticket(Box::new(ticket.clone()))));
            items.extend(found.contacts.iter().cloned().map(Entry::Contact));
            items.extend(found.companies.iter().cloned().map(Entry::Company));
        }
        let wanted = commands.iter().filter(|command| matches(query, command.label, command.words));
        items.extend(wanted.copied().map(Entry::Command));
        Self { items, active: 0 }
    }

    /// The lines, in order.
    pub fn items(&self) -> &[Entry] {
        &self.items
    }

    /// The position of the chosen line.
    pub fn active(&self) -> usize {
        self.active
    }

    /// The chosen line.
    pub fn chosen(&self) -> Option<&Entry> {
        self.items.get(self.active)
    }

    /// Chooses a line by position; positions past the end are ignored.
    pub fn choose(&mut self, position: usize) {
        if position < self.items.len() {
            self.active = position;
        }
    }

    /// Moves the choice by `step` lines; past an end it comes round at the other.
    pub fn step(&mut self, step: isize) {
        let count = self.items.len();
        if count > 0 {
            self.active = (self.active + count).saturating_add_signed(step % count.cast_signed()) % count;
        }
    }
}

/// Whether every word of `query` begins a word of `label` or of `more`, in any order and case.
pub fn matches(query: &str, label: &str, more: &str) -> bool {
    let text = format!("{label} {more}").to_lowercase();
    query.to_lowercase().split_whitespace().all(|wanted| text.split_whitespace().any(|word| word.starts_with(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::id::CompanyId;

    const COMMANDS: &[Command] = &[
        Command { label: "New ticket", words: "create file call", action: Action::NewTicket },
        Command { label: "Go to contacts", words: "people customers", action: Action::GoContacts },
    ];

    fn found() -> SearchResults {
        let companies = vec![CompanyRef { id: CompanyId(1), name: "Tailspin Toys".into() }];
        SearchResults { tickets: vec![], contacts: vec![], companies }
    }

    #[test]
    fn words_match_from_their_beginning_in_any_order() {
        assert!(matches("tick new", "New ticket", ""));
        assert!(matches("PEOPLE", "Go to contacts", "people customers"));
        assert!(matches("", "New ticket", ""));
        assert!(!matches("icket", "New ticket", ""));
        assert!(!matches("new contact", "New ticket", "call"));
    }

    #[test]
    fn without_a_query_only_commands_are_offered() {
        let entries = Entries::new(" ", COMMANDS, Some(&found()));
        assert_eq!(entries.items().len(), 2);
        assert_eq!(entries.chosen().map(Entry::group), Some("Actions"));
    }

    #[test]
    fn records_come_before_commands() {
        let entries = Entries::new("t", COMMANDS, Some(&found()));
        let groups: Vec<_> = entries.items().iter().map(Entry::group).collect();
        assert_eq!(groups, ["Companies", "Actions", "Actions"]);
    }

    #[test]
    fn the_choice_comes_round() {
        let mut entries = Entries::new("", COMMANDS, None);
        entries.step(-1);
        assert_eq!(entries.active(), 1);
        entries.step(1);
        assert_eq!(entries.active(), 0);
        entries.choose(7);
        assert_eq!(entries.active(), 0);
        let mut nothing = Entries::new("zzz", COMMANDS, None);
        nothing.step(1);
        assert_eq!(nothing.chosen(), None);
    }
}
