//! Saving against the version that was read: errors at their fields, and the way out where somebody else was
//! faster.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::problem::{FieldProblem, ProblemCode};
use serde::de::DeserializeOwned;

use crate::api::client::Call;
use crate::api::problem::Failure;
use crate::console::desk::note;
use crate::console::session::Session;
use crate::ui::dom::first;
use crate::ui::{Banner, Button, Form, Toasts, Tone, dynamic};
use crate::words;

/// A change; it takes over itself what came of it.
type Change = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// How saving goes. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Saving {
    /// What was refused.
    pub form: Form,
    /// Whether something is being saved.
    pub busy: RwSignal<bool>,
    /// Why it was not saved.
    pub failure: RwSignal<Option<Failure>>,
    session: Session,
    toasts: Toasts,
}

impl Saving {
    /// Nothing saved yet.
    pub fn new() -> Self {
        Self {
            form: Form::new(),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            session: Session::expect(),
            toasts: expect_context(),
        }
    }

    /// Whether nothing is on its way and nothing is `refused`, which is shown otherwise.
    pub fn may_send(self, refused: Vec<FieldProblem>) -> bool {
        !self.busy.get_untracked() && self.form.refuse(refused)
    }

    /// Sends a change. `then` gets what came of it, if it was done; `done` is said then.
    pub fn send<T: 'static>(
        self,
        change: impl Future<Output = Result<T, Failure>> + 'static,
        done: impl Into<String> + 'static,
        then: impl FnOnce(Option<T>) + 'static,
    ) {
        let toasts = self.toasts;
        self.send_boxed(Box::pin(async move {
            let (answer, refused) = match change.await {
                Ok(answer) => (Some(answer), Ok(())),
                Err(refused) => (None, Err(refused)),
            };
            if answer.is_some() {
                toasts.show(done);
            }
            then(answer);
            refused
        }));
    }

    /// Makes a call that may need confirming.
    pub fn send_confirmed<T: DeserializeOwned + 'static>(
        self,
        call: Call<T>,
        done: impl Into<String> + 'static,
        then: impl FnOnce(Option<T>) + 'static,
    ) {
        self.send(self.session.confirmed(call), done, then);
    }

    fn send_boxed(self, change: Change) {
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = change.await;
            self.busy.try_set(false);
            if let Err(refused) = answer {
                note(self.session, &refused);
                self.form.refuse(refused.fields().to_vec());
                self.failure.try_set(Some(refused));
            }
        });
    }
}

/// Why something was not saved that no single field is to blame for.
#[component]
pub fn NotSaved(
    /// "The page was not saved."
    what: &'static str,
    saving: Saving,
    /// Reads anew what is saved.
    #[prop(into)]
    reload: Callback<()>,
) -> impl IntoView {
    dynamic(move || {
        saving.failure.get().filter(|failure| failure.fields().is_empty()).map(|failure| {
            // it may stand where nobody looks
            request_animation_frame(|| drop(first(".not-saved").map(|alert| alert.focus())));
            let stale = failure.is(ProblemCode::ChangedMeanwhile);
            view! {
                <div role="alert" class="not-saved" tabindex="-1"><Banner tone=Tone::Danger>
                    {what} " " {words::failure(&failure)}
                    {stale.then(|| view! { " " <Button dense=true on_click=move |_| reload.run(())>"Reload"</Button> })}
                </Banner></div>
            }
        })
    })
}
