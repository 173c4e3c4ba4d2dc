//! Who is signed in, what they may do, and what the console started with.

use leptos::prelude::*;
use openapi::id::UserId;
use openapi::mails::MailTransport;
use openapi::users::{ConsoleBoot, Me, Permission};

use crate::console::confirm::Confirming;

/// The session, offered to every page. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Session {
    boot: RwSignal<ConsoleBoot>,
    expired: RwSignal<bool>,
    signing_out: RwSignal<bool>,
    confirming: Confirming,
}

impl Session {
    /// Offers the session to everything below.
    pub fn provide(boot: ConsoleBoot) -> Self {
        let session = Self {
            boot: RwSignal::new(boot),
            expired: RwSignal::new(false),
            signing_out: RwSignal::new(false),
            confirming: Confirming::new(),
        };
        provide_context(session);
        session
    }

    /// The one that a parent provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Who is signed in.
    pub fn me(&self) -> Option<Me> {
        self.boot.with(|boot| boot.me.clone())
    }

    /// The id of who is signed in.
    pub fn my_id(&self) -> Option<UserId> {
        self.boot.with(|boot| boot.me.as_ref().map(|me| me.id))
    }

    /// Whether somebody is signed in.
    pub fn is_signed_in(&self) -> bool {
        self.boot.with(|boot| boot.me.is_some())
    }

    /// Whether the role permits something.
    pub fn may(&self, permission: Permission) -> bool {
        self.boot.with(|boot| boot.me.as_ref().is_some_and(|me| me.permissions.contains(&permission)))
    }

    /// The account's name.
    pub fn account(&self) -> String {
        self.boot.with(|boot| boot.account.clone())
    }

    /// Whether mails only wait in the outbox.
    pub fn outbox(&self) -> bool {
        self.boot.with(|boot| boot.mail == MailTransport::Outbox)
    }

    /// Notes who has signed in. If it is somebody else than before, the page starts anew: what it
    /// shows is not theirs.
    pub fn signed_in(&self, me: Me) {
        let before = self.boot.with_untracked(|boot| boot.me.as_ref().map(|me| me.id));
        if before.is_some_and(|before| before != me.id) {
            let _ = window().location().reload();
            return;
        }
        self.expired.set(false);
        self.boot.update(|boot| boot.me = Some(me));
    }

    /// Notes that the user is signing out, or that it did not work. The server ends the session before it
    /// answers: what it says of that on the event stream is no news then.
    pub fn signing_out(&self, now: bool) {
        self.signing_out.set(now);
    }

    /// Notes that nobody is signed in any more.
    pub fn signed_out(&self) {
        self.expired.set(false);
        self.signing_out.set(false);
        // what waited for a password is not done by whoever signs in next
        self.confirming.answer(false);
        self.boot.update(|boot| boot.me = None);
    }

    /// Notes that the session has ended while somebody was working: what is on the screen stays
    /// until they have signed in again.
    pub fn ended(&self) {
        if self.is_signed_in() {
            self.expired.set(true);
        }
    }

    /// Whether the session has ended while somebody was working.
    pub fn has_ended(&self) -> bool {
        self.expired.get()
    }

    /// The asking for the password where something needs it.
    pub fn confirming(&self) -> Confirming {
        self.confirming
    }

    /// Whether live news is of use: the session has not ended and is not being ended.
    pub fn is_live(&self) -> bool {
        !self.expired.get() && !self.signing_out.get()
    }
}
