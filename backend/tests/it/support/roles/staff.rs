//! What members of staff do.

use openapi::contacts::console::{Invitation, NewInvitation};
use openapi::files::Attachment;
use openapi::id::{AttachmentId, ContactId, MailId, PortalId, StageId, TicketId, UserId};
use openapi::mails::{Mail, MailSummary};
use openapi::page::Page;
use openapi::search::SearchResults;
use openapi::tickets::{Priority, Source, TicketState, console};
use openapi::users;
use serde::Serialize;

use super::{StaffClient, encoded};
use crate::support::events::Events;
use crate::support::http::Answer;

impl StaffClient {
    /// An address below staff's part.
    pub fn at(&self, path: &str) -> String {
        format!("/api/v1{path}")
    }

    pub fn who_am_i(&self) -> Answer {
        self.get(&self.at("/session")).send()
    }

    #[track_caller]
    pub fn me(&self) -> users::Me {
        self.who_am_i().expect(200).json()
    }

    pub fn sign_out(&self) -> Answer {
        self.delete(&self.at("/session")).send()
    }

    #[track_caller]
    pub fn list(&self, query: &str) -> Page<console::TicketSummary> {
        self.get(&self.at(&format!("/tickets?{query}"))).send().expect(200).json()
    }

    #[track_caller]
    pub fn numbers(&self, query: &str) -> Vec<i64> {
        self.list(query).items.iter().map(|ticket| ticket.id.0).collect()
    }

    #[track_caller]
    pub fn ticket(&self, id: TicketId) -> console::Ticket {
        self.get(&self.at(&format!("/tickets/{id}"))).send().expect(200).json()
    }

    #[track_caller]
    pub fn file_for(&self, contact: ContactId, subject: &str, description: &str) -> console::Ticket {
        let new = console::NewTicket {
            subject: subject.into(),
            description: description.into(),
            contact_id: contact,
            priority: None,
            source: Source::Phone,
        };
        self.post(&self.at("/tickets"), &new).send().expect(201).json()
    }

    pub fn try_reply(&self, id: TicketId, body: &console::NewMessage) -> Answer {
        self.post(&self.at(&format!("/tickets/{id}/messages")), body).send()
    }

    #[track_caller]
    pub fn reply(&self, id: TicketId, text: &str) -> console::Message {
        let body = console::NewMessage { text: text.into(), ..Default::default() };
        self.try_reply(id, &body).expect(201).json()
    }

    #[track_caller]
    pub fn note(&self, id: TicketId, text: &str) -> console::Note {
        self.note_with(id, text, &[])
    }

    #[track_caller]
    pub fn note_with(&self, id: TicketId, text: &str, attachments: &[AttachmentId]) -> console::Note {
        let body = console::NewNote { text: text.into(), attachments: attachments.to_vec() };
        self.post(&self.at(&format!("/tickets/{id}/notes")), &body).send().expect(201).json()
    }

    #[track_caller]
    pub fn assign(&self, id: TicketId, user: Option<UserId>) -> console::Ticket {
        let body = console::Assignment { user_id: user };
        self.put(&self.at(&format!("/tickets/{id}/assignment")), &body).send().expect(200).json()
    }

    #[track_caller]
    pub fn set_state(&self, id: TicketId, state: TicketState) -> console::Ticket {
        let body = console::StateChange { state };
        self.put(&self.at(&format!("/tickets/{id}/state")), &body).send().expect(200).json()
    }

    pub fn try_change(&self, id: TicketId, body: &impl Serialize) -> Answer {
        self.patch(&self.at(&format!("/tickets/{id}")), body).send()
    }

    #[track_caller]
    pub fn set_stage(&self, id: TicketId, stage: StageId) -> console::Ticket {
        let body = console::TicketPatch { stage_id: Some(stage), ..Default::default() };
        self.try_change(id, &body).expect(200).json()
    }

    #[track_caller]
    pub fn set_priority(&self, id: TicketId, priority: Option<Priority>) -> console::Ticket {
        let body = console::TicketPatch { priority: Some(priority), ..Default::default() };
        self.try_change(id, &body).expect(200).json()
    }

    #[track_caller]
    pub fn counts(&self) -> console::TicketCounts {
        self.get(&self.at("/ticket-counts")).send().expect(200).json()
    }

    #[track_caller]
    pub fn search(&self, q: &str) -> SearchResults {
        self.get(&self.at(&format!("/search?q={}", encoded(q)))).send().expect(200).json()
    }

    pub fn try_invite(&self, contact: ContactId, portal: PortalId) -> Answer {
        let body = NewInvitation { portal_id: portal };
        self.post(&self.at(&format!("/contacts/{contact}/invitations")), &body).send()
    }

    #[track_caller]
    pub fn invite(&self, contact: ContactId, portal: PortalId) -> Invitation {
        self.try_invite(contact, portal).expect(201).json()
    }

    /// The newest mails of the log.
    #[track_caller]
    pub fn mails(&self) -> Vec<MailSummary> {
        let page: Page<MailSummary> = self.get(&self.at("/mails?limit=100")).send().expect(200).json();
        page.items
    }

    #[track_caller]
    pub fn mail(&self, id: MailId) -> Mail {
        self.get(&self.at(&format!("/mails/{id}"))).send().expect(200).json()
    }

    pub fn send_again(&self, id: MailId) -> Answer {
        self.post(&self.at(&format!("/mails/{id}/deliveries")), &()).send()
    }

    #[track_caller]
    pub fn upload(&self, name: &str, content: &[u8]) -> Attachment {
        self.request("POST", &self.at("/attachments")).file(name, content).send().expect(201).json()
    }

    pub fn download(&self, id: TicketId, file: AttachmentId) -> Answer {
        self.get(&self.at(&format!("/tickets/{id}/attachments/{file}"))).send()
    }

    pub fn events(&self) -> Events {
        Events::open(self.get(&self.at("/events")))
    }
}
