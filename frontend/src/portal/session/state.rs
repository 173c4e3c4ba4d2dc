//! The session as every page sees it. When it ends, a request the user is waiting for asks for signing
//! in again in place and then goes on; background requests only leave a note.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::portals::portal::{Boot, Me, Portal};
use openapi::problem::ProblemCode;
use serde::de::DeserializeOwned;

use crate::api::client::{Answer, Call, Request};
use crate::api::live::{Live, News};
use crate::api::portal::session::{delete_session, get_session};
use crate::api::problem::Failure;
use crate::routes::portal as routes;
use crate::ui::time::now_ms;
use crate::ui::{cross_to, expect_crossing, forget_drafts, leave_note};
use crate::words;

/// The portal and who is signed in to it. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Session {
    /// Who is signed in, or was until the session ended by itself: signing in again is one field then.
    pub me: RwSignal<Me>,
    /// Whether the browser is about to load another page: nothing of this one is shown any more.
    pub leaving: RwSignal<bool>,
    /// Whether they are signing out: the server ends the session before it answers, and nobody is told or asked.
    signing_out: RwSignal<bool>,
    /// Whether the session has ended without the user wanting it.
    pub ended: RwSignal<bool>,
    /// Whether the dialog for signing in again is open.
    pub asking: RwSignal<bool>,
    portal: StoredValue<Portal>,
    /// Until when the session is good if nobody ends it, in milliseconds since 1970 by this browser's clock.
    good_until: StoredValue<f64>,
    waiting: StoredValue<Vec<oneshot::Sender<bool>>, LocalStorage>,
}

/// The session of this app.
pub fn use_session() -> Session {
    expect_context::<Session>()
}

impl Session {
    /// The session the page was delivered with.
    pub fn new(boot: Boot) -> Self {
        Self {
            good_until: StoredValue::new(good_until(&boot.me)),
            me: RwSignal::new(boot.me),
            leaving: RwSignal::new(false),
            signing_out: RwSignal::new(false),
            ended: RwSignal::new(false),
            asking: RwSignal::new(false),
            portal: StoredValue::new(boot.portal),
            waiting: StoredValue::new_local(Vec::new()),
        }
    }

    /// The portal's slug.
    pub fn slug(&self) -> String {
        self.portal.with_value(|portal| portal.slug.clone())
    }

    /// The portal.
    pub fn portal(&self) -> Portal {
        self.portal.get_value()
    }

    /// Whether a user looks at the portal as one of its customers, so that nothing can be changed. That does
    /// not change while the page is there.
    pub fn is_preview(&self) -> bool {
        self.me.with_untracked(|me| me.is_preview)
    }

    /// The key under which this person's draft for `place` is kept.
    pub fn draft_key(&self, place: &str) -> String {
        format!("{}{place}", self.draft_prefix())
    }

    fn draft_prefix(&self) -> String {
        let email = self.me.with_untracked(|me| me.email.clone());
        format!("{}:{email}:", self.slug())
    }

    /// They signed in again.
    pub fn begin(&self, me: Me) {
        self.learn(&me);
        self.me.set(me);
        self.ended.set(false);
        self.answer(true);
    }

    /// Takes how long the server says that the session is good.
    pub fn learn(&self, me: &Me) {
        self.good_until.set_value(good_until(me));
    }

    /// Heeds what a failure says of the session: that it has ended, or that the portal is closed by now.
    /// Returns whether it has ended in a way that signing in again could mend.
    pub fn heed(&self, failure: &Failure) -> bool {
        match failure.code() {
            // nobody can sign in to a preview again: it starts in the console
            Some(ProblemCode::Unauthenticated) if self.is_preview() => self.leave(None),
            Some(ProblemCode::Unauthenticated) => {
                self.ended.set(true);
                return true;
            }
            Some(ProblemCode::AccessDenied) => self.leave(None),
            _ => {}
        }
        false
    }

    /// Leaves this app: to `href`, or for what the present address now means to whoever is here. At once
    /// nothing is shown any more; what was written is kept.
    pub fn leave(&self, href: Option<String>) {
        if self.leaving.get_untracked() {
            return;
        }
        self.leaving.set(true);
        self.answer(false);
        // when the pages are gone and have written down what was waiting
        set_timeout(
            move || match href {
                Some(href) => cross_to(&href, false),
                None => {
                    expect_crossing();
                    let _ = window().location().reload();
                }
            },
            Duration::ZERO,
        );
    }

    /// The portal is closed to whom the dialog for signing in again was for.
    pub fn deny(&self) {
        leave_note(words::problem(ProblemCode::AccessDenied));
        self.leave(None);
    }

    /// Heeds the failures of uploads, and asks for signing in again where that helps.
    pub fn heeding(self) -> Callback<Failure> {
        Callback::new(move |failure: Failure| {
            if self.heed(&failure) {
                self.asking.set(true);
            }
        })
    }

    /// Keeps the event stream open while somebody is signed in, and notices when it says they no longer are.
    pub fn follow(self, live: Live) {
        let active = Memo::new(move |_| !self.leaving.get() && !self.signing_out.get() && !self.ended.get());
        Effect::new(move |_| if active.get() { live.open() } else { live.close() });
        live.listen(move |news| match news {
            News::SignedOut(how) => spawn_local(self.verify(Some(live), how.revoked)),
            // the stream tries again by itself, after a pause
            News::Refused => spawn_local(self.verify(None, now_ms() < self.good_until.get_value())),
            News::Change(_) | News::Resync => {}
        });
    }

    /// Asks the server who is signed in, after the event stream was closed; opens `reopen` if it is still us.
    /// Where somebody `revoked` the session nothing stays to be seen; what was written is kept.
    async fn verify(self, reopen: Option<Live>, revoked: bool) {
        match get_session(self.slug()).await {
            // Somebody else signed in, in another tab: nothing on this page may stay.
            Ok(now) if self.me.with_untracked(|me| me.email != now.email) => self.leave(None),
            Ok(_) => {
                if let Some(live) = reopen {
                    live.open();
                }
            }
            Err(failure) if revoked && failure.is(ProblemCode::Unauthenticated) => {
                leave_note("You were signed out on this device");
                self.leave(None);
            }
            Err(failure) => drop(self.heed(&failure)),
        }
    }

    /// Makes a call; if the session has ended, asks for signing in and makes it again. A `quiet` call does not
    /// count as activity and does not ask: it only leaves the note that the session has ended.
    ///
    /// # Errors
    /// Whatever the call fails with; `unauthenticated` if the user did not sign in again.
    pub async fn call<T: DeserializeOwned>(self, quiet: bool, call: Call<T>) -> Result<T, Failure> {
        self.exchange(quiet, call.request.background(quiet)).await?.read()
    }

    /// Like [`Session::call`], for a request whose answer may be empty.
    pub fn exchange(self, quiet: bool, request: Request) -> Pin<Box<dyn Future<Output = Result<Answer, Failure>>>> {
        Box::pin(async move {
            loop {
                match request.clone().exchange().await {
                    Err(failure) if !self.heed(&failure) || quiet || !self.ask().await => return Err(failure),
                    Err(_) => {}
                    answer => return answer,
                }
            }
        })
    }

    /// Opens the dialog and waits for its end; whether somebody signed in.
    async fn ask(self) -> bool {
        let (sender, answer) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(sender));
        self.asking.set(true);
        answer.await.unwrap_or(false)
    }

    /// Ends the dialog for signing in again.
    pub fn answer(&self, signed_in: bool) {
        self.asking.set(false);
        for sender in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            let _ = sender.send(signed_in);
        }
    }

    /// Signs out on purpose, which removes the drafts from this device too.
    ///
    /// # Errors
    /// Any failure but "you were not signed in": then the session may still be open.
    pub async fn sign_out(self) -> Result<(), Failure> {
        self.signing_out.set(true);
        match delete_session(self.slug()).await {
            Err(failure) if !failure.is(ProblemCode::Unauthenticated) => {
                self.signing_out.set(false);
                Err(failure)
            }
            _ => {
                forget_drafts(&self.draft_prefix());
                let slug = self.slug();
                // a preview is not signed out of: it ends
                self.leave(Some(if self.is_preview() { routes::sign_in(&slug) } else { routes::signed_out(&slug) }));
                Ok(())
            }
        }
    }
}

/// Until when a session is good that nobody ends and nobody uses.
fn good_until(me: &Me) -> f64 {
    now_ms() + me.idle_left_seconds.min(me.ends_left_seconds) as f64 * 1000.0
}
