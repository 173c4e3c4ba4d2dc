//! Changes that happened while the list is being read. Rows do not jump: the user asks for the news.

use openapi::id::TicketId;

/// Which tickets changed since the list was loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
    tickets: Vec<TicketId>,
    unknown: bool,
}

impl Waiting {
    /// A ticket changed.
    pub fn changed(&mut self, ticket: TicketId) {
        if !self.tickets.contains(&ticket) {
            self.tickets.push(ticket);
        }
    }

    /// Something may have changed unseen.
    pub fn missed(&mut self) {
        self.unknown = true;
    }

    /// "2 tickets changed"; none when there is no news.
    pub fn words(&self) -> Option<String> {
        match self.tickets.len() {
            0 if self.unknown => Some("Tickets may have changed".to_owned()),
            0 => None,
            1 => Some("1 ticket changed".to_owned()),
            count => Some(format!("{count} tickets changed")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_tickets_not_changes() {
        let mut waiting = Waiting::default();
        assert_eq!(waiting.words(), None);
        waiting.missed();
        assert_eq!(waiting.words().as_deref(), Some("Tickets may have changed"));
        waiting.changed(TicketId(1));
        waiting.changed(TicketId(1));
        assert_eq!(waiting.words().as_deref(), Some("1 ticket changed"));
        waiting.changed(TicketId(2));
        assert_eq!(waiting.words().as_deref(), Some("2 tickets changed"));
    }
}
