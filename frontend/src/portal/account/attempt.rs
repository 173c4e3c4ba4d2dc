//! One change of the account under way: sent once, refused in words, or done.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::problem::FieldProblem;

use crate::api::client::Request;
use crate::api::problem::Failure;
use crate::portal::session::{Session, use_session};
use crate::ui::{Banner, Form, Tone, dynamic};
use crate::words;

/// A change. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Attempt {
    /// The errors of its fields.
    pub form: Form,
    /// Whether it is on its way.
    pub busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    session: Session,
}

impl Attempt {
    /// Nothing tried yet.
    pub fn new() -> Self {
        let (busy, failure) = (RwSignal::new(false), RwSignal::new(None));
        Self { form: Form::new(), busy, failure, session: use_session() }
    }

    /// Sends a request unless `problems` speak against it or one is on its way, and calls `done` when the server took it.
    pub fn send(self, problems: Vec<FieldProblem>, request: Request, done: Callback<()>) {
        if self.busy.get_untracked() || !self.form.refuse(problems) {
            return;
        }
        self.failure.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = self.session.exchange(false, request).await;
            self.busy.try_set(false);
            match answer {
                Ok(_) => done.run(()),
                Err(refused) => {
                    self.form.refuse(refused.fields().to_vec());
                    self.failure.try_set(Some(refused));
                }
            }
        });
    }

    /// Why it was refused, where that belongs to no single field.
    pub fn said(self) -> AnyView {
        let said = move || {
            let failure = self.failure.get().filter(|failure| failure.fields().is_empty())?;
            Some(view! { <Banner tone=Tone::Danger>{words::failure(&failure)}</Banner> })
        };
        view! { <div role="alert" class="form-alert">{dynamic(said)}</div> }.into_any()
    }
}
