//! Confirming with the password that it is still the same user, before what a session left open must not do.
//! The server says when that is needed; what was to be done is done then.

use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::problem::ProblemCode;
use openapi::session::SessionConfirmation;
use serde::de::DeserializeOwned;

use crate::api::client::{Answer, Call, Request};
use crate::api::console::session;
use crate::api::problem::Failure;
use crate::console::desk::note;
use crate::console::session::Session;
use crate::ui::dom::focus_id;
use crate::ui::{Banner, Button, Dialog, Field, Form, Kind, PasswordInput, Tone, dynamic};
use crate::words;

/// The asking. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Confirming {
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    waiting: StoredValue<Vec<oneshot::Sender<bool>>, LocalStorage>,
}

impl Confirming {
    /// Nothing asked yet.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), waiting: StoredValue::new_local(Vec::new()) }
    }

    /// Opens the dialog and waits for its end; whether it was confirmed.
    async fn ask(self) -> bool {
        let (sender, answer) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(sender));
        self.open.set(true);
        answer.await.unwrap_or(false)
    }

    /// Ends the dialog.
    pub fn answer(self, confirmed: bool) {
        self.open.set(false);
        for sender in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            let _ = sender.send(confirmed);
        }
    }
}

impl Session {
    /// Makes a call; where it needs confirming, asks for the password and makes it again.
    ///
    /// # Errors
    /// Whatever the call fails with; `confirmation_needed` if the user did not confirm.
    pub async fn confirmed<T: DeserializeOwned>(self, call: Call<T>) -> Result<T, Failure> {
        self.confirmed_request(call.request).await?.read()
    }

    /// Like [`Session::confirmed`], for a request whose answer may be empty.
    ///
    /// # Errors
    /// Whatever the request fails with; `confirmation_needed` if the user did not confirm.
    pub async fn confirmed_request(self, request: Request) -> Result<Answer, Failure> {
        loop {
            match request.clone().exchange().await {
                Err(failure) if failure.is(ProblemCode::ConfirmationNeeded) && self.confirming().ask().await => {}
                answer => return answer,
            }
        }
    }
}

/// The dialog that asks for the password.
#[component]
pub fn ConfirmDialog() -> impl IntoView {
    let session = Session::expect();
    let confirming = session.confirming();
    view! {
        <Dialog open=confirming.open title="Confirm that it is you" class="dialog-form" on_dismiss=move |()| confirming.answer(false)>
            <PasswordForm session confirming/>
        </Dialog>
    }
}

#[component]
fn PasswordForm(session: Session, confirming: Confirming) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let form = Form::new();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let field = StoredValue::new(form.control_id("/password"));
    // there is one field: whoever was refused types there again
    let again = move || request_animation_frame(move || focus_id(&field.get_value()));
    again();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let given = SessionConfirmation { password: password.get_untracked() };
        if busy.get_untracked() {
            return;
        }
        if !form.refuse(given.check()) {
            return again();
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = session::confirm(&given).await;
            busy.try_set(false);
            match answer {
                Ok(()) => confirming.answer(true),
                Err(refused) => {
                    note(session, &refused);
                    form.refuse(refused.fields().to_vec());
                    failure.try_set(Some(refused));
                    password.try_set(String::new());
                    again();
                }
            }
        });
    };
    let trouble = move || {
        let shown = failure.get().filter(|failure| failure.fields().is_empty());
        shown.map(|failure| {
            let words = match (failure.is(ProblemCode::RateLimited), failure.retry_after()) {
                (true, Some(seconds)) => {
                    format!("There were too many wrong passwords. Try again in {}.", words::duration(seconds))
                }
                _ => words::failure(&failure),
            };
            view! { <div role="alert"><Banner tone=Tone::Danger>{words}</Banner></div> }
        })
    };
    let email = session.me().map_or_else(String::new, |me| me.email);
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p class="muted">{format!("This changes who gets in or what they see. You are signed in as {email}; your password is asked for at most every ten minutes.")}</p>
            {dynamic(trouble)}
            <Field label="Your password" pointer="/password" form>
                <PasswordInput value=password autocomplete="current-password"/>
            </Field>
            <div class="form-end">
                <Button on_click=move |_| confirming.answer(false)>"Cancel"</Button>
                <Button kind=Kind::Primary form_type="submit" busy busy_label="Checking…">"Confirm"</Button>
            </div>
        </form>
    }
}
