//! The words of the conversation: who wrote, what happened, how a mail is doing.

use openapi::id::UserId;
use openapi::mails::MailStatus;
use openapi::tickets::console::{Author, Event, EventKind};

/// The name to show for an author: "You" for the user who is signed in.
pub fn author_name(author: &Author, me: Option<UserId>) -> String {
    match author {
        Author::Contact(contact) => contact.name.clone(),
        Author::User(user) if Some(user.id) == me => "You".into(),
        Author::User(user) => user.name.clone(),
        Author::System => "Portico".into(),
    }
}

/// One sentence about an event: "You changed the stage to Waiting on contact".
pub fn event_sentence(event: &Event, me: Option<UserId>) -> String {
    let who = author_name(&event.actor, me);
    match &event.what {
        EventKind::Created { source } => format!("{who} created the ticket · {}", source.label()),
        EventKind::StageChanged { to, .. } => format!("{who} changed the stage to {to}"),
        EventKind::OwnerChanged { to: Some(to), .. } if is_name(&event.actor, to) => format!("{who} took the ticket"),
        EventKind::OwnerChanged { to: Some(to), .. } => format!("{who} assigned the ticket to {to}"),
        EventKind::OwnerChanged { to: None, from: Some(from) } => format!("{who} took the ticket off {from}"),
        EventKind::OwnerChanged { to: None, from: None } => format!("{who} left the ticket unassigned"),
        EventKind::PropertyChanged { property, to: Some(to), .. } => format!("{who} changed {property} to {to}"),
        EventKind::PropertyChanged { property, to: None, .. } => format!("{who} cleared {property}"),
        EventKind::ParticipantAdded { name } => format!("{who} added {name}"),
        EventKind::ParticipantRemoved { name } => format!("{who} removed {name}"),
        EventKind::PrivacyChanged { is_private: true } => format!("{who} made the ticket private"),
        EventKind::PrivacyChanged { is_private: false } => format!("{who} showed the ticket to the company again"),
    }
}

fn is_name(author: &Author, name: &str) -> bool {
    matches!(author, Author::User(user) if user.name == name)
}

/// How the e-mail of a message is doing. `outbox` when no SMTP server is configured.
pub const fn delivery_words(status: MailStatus, outbox: bool) -> &'static str {
    match (status, outbox) {
        (MailStatus::Queued, true) => "waits in the outbox",
        (MailStatus::Queued, false) => "sending",
        (MailStatus::Sent, _) => "sent",
        (MailStatus::Failed, _) => "e-mail failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::id::EventId;
    use openapi::tickets::{Source, TicketState};
    use openapi::users::UserRef;

    fn by_user(what: EventKind) -> Event {
        let actor = Author::User(UserRef { id: UserId(1), name: "Maya Lindqvist".into() });
        Event { id: EventId(1), actor, what, at: chrono::DateTime::UNIX_EPOCH }
    }

    #[test]
    fn events_read_as_sentences() {
        let stage = EventKind::StageChanged { from: "New".into(), to: "Closed".into(), state: TicketState::Closed };
        assert_eq!(event_sentence(&by_user(stage), Some(UserId(1))), "You changed the stage to Closed");
        let took = EventKind::OwnerChanged { from: None, to: Some("Maya Lindqvist".into()) };
        assert_eq!(event_sentence(&by_user(took.clone()), Some(UserId(1))), "You took the ticket");
        assert_eq!(event_sentence(&by_user(took), None), "Maya Lindqvist took the ticket");
        let given = EventKind::OwnerChanged { from: None, to: Some("Tom Okafor".into()) };
        assert_eq!(event_sentence(&by_user(given), None), "Maya Lindqvist assigned the ticket to Tom Okafor");
        let off = EventKind::OwnerChanged { from: Some("Tom Okafor".into()), to: None };
        assert_eq!(event_sentence(&by_user(off), Some(UserId(1))), "You took the ticket off Tom Okafor");
        let cleared = EventKind::PropertyChanged { property: "Priority".into(), from: Some("High".into()), to: None };
        assert_eq!(event_sentence(&by_user(cleared), Some(UserId(1))), "You cleared Priority");
    }

    #[test]
    fn the_importer_has_a_name() {
        let event = Event { actor: Author::System, ..by_user(EventKind::Created { source: Source::Phone }) };
        assert_eq!(event_sentence(&event, None), "Portico created the ticket · Phone");
    }

    #[test]
    fn a_queued_mail_without_a_server_waits_in_the_outbox() {
        assert_eq!(delivery_words(MailStatus::Queued, true), "waits in the outbox");
        assert_eq!(delivery_words(MailStatus::Queued, false), "sending");
    }
}
