//! One thing that is done because somebody pressed a button: whether it is under way, and why it was refused.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::problem::Failure;
use crate::console::desk::note;
use crate::console::session::Session;

/// What is done; it says itself what came of it.
type Deed = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// An act. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Act {
    /// Whether it is under way.
    pub busy: RwSignal<bool>,
    /// Why it was not done.
    pub failure: RwSignal<Option<Failure>>,
    session: Session,
}

impl Act {
    /// Nothing done yet.
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), failure: RwSignal::new(None), session: Session::expect() }
    }

    /// Does it, unless it is under way; `done` gets what came of it.
    pub fn run<T: 'static>(
        self,
        what: impl Future<Output = Result<T, Failure>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.run_boxed(Box::pin(async move { what.await.map(done) }));
    }

    fn run_boxed(self, deed: Deed) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = deed.await;
            self.busy.try_set(false);
            if let Err(refused) = answer {
                note(self.session, &refused);
                self.failure.try_set(Some(refused));
            }
        });
    }
}
