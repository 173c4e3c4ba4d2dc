//! An e-mail while it is written.

use leptos::prelude::*;
use openapi::domains::mails::{DomainMail, MailKind, MailWords, SavedDomainMail};
use openapi::id::DomainId;

use crate::api::console::domains;
use crate::console::session::Session;
use crate::console::settings::private::saving::Saving;

/// The e-mail in its fields. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The domain it is sent for.
    pub domain: DomainId,
    /// Which e-mail.
    pub kind: MailKind,
    version: RwSignal<i64>,
    /// As it was saved last.
    pub saved: RwSignal<DomainMail>,
    pub subject: RwSignal<String>,
    pub body: RwSignal<String>,
    /// How saving goes.
    pub saving: Saving,
    /// How sending a test goes.
    pub testing: RwSignal<bool>,
}

impl Editing {
    /// Begins with what is saved.
    pub fn new(domain: DomainId, mail: DomainMail, version: i64) -> Self {
        let editing = Self {
            domain,
            kind: mail.kind,
            version: RwSignal::new(version),
            subject: RwSignal::new(mail.subject.clone()),
            body: RwSignal::new(mail.body.clone()),
            saved: RwSignal::new(mail),
            saving: Saving::new(),
            testing: RwSignal::new(false),
        };
        Effect::new(move |_| editing.saving.form.recheck(&editing.wanted().check_for(editing.kind)));
        editing
    }

    /// What the fields say.
    pub fn wanted(self) -> MailWords {
        let text = |field: RwSignal<String>| field.with(|text| text.trim().to_owned());
        MailWords { subject: text(self.subject), body: text(self.body) }
    }

    /// Whether anything differs from what is saved.
    pub fn is_unsaved(self) -> bool {
        let wanted = self.wanted();
        self.saved.with(|saved| (saved.subject.trim(), saved.body.trim()) != (&*wanted.subject, &*wanted.body))
    }

    /// Saves it.
    pub fn save(self) {
        let wanted = untrack(|| self.wanted());
        if !self.saving.may_send(wanted.check_for(self.kind)) {
            return;
        }
        let (domain, kind, version) = (self.domain, self.kind, self.version.get_untracked());
        let call = domains::set_mail(domain, version, kind, &wanted);
        self.saving.send_confirmed(call, "E-mail saved", move |answer| self.adopt(answer, false));
    }

    /// Gives it its own words back.
    pub fn reset(self) {
        let call = domains::reset_mail(self.domain, self.version.get_untracked(), self.kind);
        self.saving
            .send_confirmed(call, "The e-mail has its default words again", move |answer| self.adopt(answer, true));
    }

    /// Sends it as it is written now to whoever is signed in.
    pub fn test(self) {
        let wanted = untrack(|| self.wanted());
        if !self.saving.may_send(wanted.check_for(self.kind)) {
            return;
        }
        let (domain, kind, testing) = (self.domain, self.kind, self.testing);
        let session = Session::expect();
        let to = untrack(|| session.me()).map(|me| me.email).unwrap_or_default();
        let place = if session.outbox() { "It waits in the outbox." } else { "It is on its way." };
        testing.set(true);
        let sent = async move { domains::test_mail(domain, kind, &wanted).await };
        self.saving.send(sent, format!("Test sent to {to}. {place}"), move |_| {
            testing.try_set(false);
        });
    }

    fn adopt(self, answer: Option<SavedDomainMail>, in_fields: bool) {
        let Some(SavedDomainMail { version, mail }) = answer else { return };
        self.version.try_set(version);
        if in_fields {
            self.subject.try_set(mail.subject.clone());
            self.body.try_set(mail.body.clone());
        }
        self.saved.try_set(mail);
    }
}
