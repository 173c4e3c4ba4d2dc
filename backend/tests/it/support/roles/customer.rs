//! What a customer does.

use openapi::files::Attachment;
use openapi::id::{AttachmentId, TicketId};
use openapi::page::Page;
use openapi::portals::portal::Me;
use openapi::tickets::portal;

use super::{CustomerClient, encoded};
use crate::support::events::Events;
use crate::support::http::Answer;

impl CustomerClient {
    /// An address below the customer's part of the portal.
    pub fn at(&self, path: &str) -> String {
        format!("/api/portal/{}{path}", self.portal)
    }

    /// The same session at another portal.
    pub fn elsewhere(&self, portal: &str) -> CustomerClient {
        CustomerClient { client: self.client.copy(), portal: portal.to_owned() }
    }

    pub fn who_am_i(&self) -> Answer {
        self.get(&self.at("/session")).send()
    }

    #[track_caller]
    pub fn me(&self) -> Me {
        self.who_am_i().expect(200).json()
    }

    pub fn sign_out(&self) -> Answer {
        self.delete(&self.at("/session")).send()
    }

    /// A page of tickets; `query` is what follows the question mark.
    #[track_caller]
    pub fn list(&self, query: &str) -> Page<portal::TicketSummary> {
        self.get(&self.at(&format!("/tickets?{query}"))).send().expect(200).json()
    }

    /// The numbers of a page of tickets.
    #[track_caller]
    pub fn numbers(&self, query: &str) -> Vec<i64> {
        self.list(query).items.iter().map(|ticket| ticket.id.0).collect()
    }

    /// The numbers of the tickets that a search finds.
    #[track_caller]
    pub fn search(&self, q: &str) -> Vec<i64> {
        self.numbers(&format!("q={}", encoded(q)))
    }

    pub fn look_at(&self, id: TicketId) -> Answer {
        self.get(&self.at(&format!("/tickets/{id}"))).send()
    }

    #[track_caller]
    pub fn ticket(&self, id: TicketId) -> portal::Ticket {
        self.look_at(id).expect(200).json()
    }

    pub fn try_file(&self, new: &portal::NewTicket) -> Answer {
        self.post(&self.at("/tickets"), new).send()
    }

    #[track_caller]
    pub fn file(&self, subject: &str, description: &str) -> portal::Ticket {
        let new = portal::NewTicket { subject: subject.into(), description: description.into(), ..Default::default() };
        self.try_file(&new).expect(201).json()
    }

    pub fn try_reply(&self, id: TicketId, text: &str, attachments: &[AttachmentId]) -> Answer {
        let body = portal::NewMessage { text: text.into(), attachments: attachments.to_vec() };
        self.post(&self.at(&format!("/tickets/{id}/messages")), &body).send()
    }

    #[track_caller]
    pub fn reply(&self, id: TicketId, text: &str) -> portal::Message {
        self.try_reply(id, text, &[]).expect(201).json()
    }

    pub fn mark_read(&self, id: TicketId) -> Answer {
        self.put(&self.at(&format!("/tickets/{id}/read-mark")), &()).send()
    }

    pub fn try_upload(&self, name: &str, content: &[u8]) -> Answer {
        self.request("POST", &self.at("/attachments")).file(name, content).send()
    }

    #[track_caller]
    pub fn upload(&self, name: &str, content: &[u8]) -> Attachment {
        self.try_upload(name, content).expect(201).json()
    }

    pub fn download(&self, id: TicketId, file: AttachmentId) -> Answer {
        self.get(&self.at(&format!("/tickets/{id}/attachments/{file}"))).send()
    }

    pub fn events(&self) -> Events {
        Events::open(self.get(&self.at("/events")))
    }
}
