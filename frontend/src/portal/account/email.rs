//! Another e-mail address. The password is asked for, and nothing changes before the link in the mail to
//! the new address was used.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use openapi::check::Check;
use openapi::portals::account::NewEmailChange;

use super::attempt::Attempt;
use super::change::Change;
use crate::api::portal::account::create_email_change;
use crate::portal::session::use_session;
use crate::ui::{Banner, ErrorSummary, Field, Input, PasswordInput, Tone, dynamic};

/// Change the address.
#[component]
pub fn ChangeEmail() -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    let said =
        move || {
            sent_to.get().map(|email| view! {
            <Banner tone=Tone::Open>
                "Open the link that we sent to " <b class="break-anywhere">{email}</b>
                ". It works for 60 minutes; until then nothing changes. Your old address got a mail about it, too."
            </Banner>
        })
        };
    view! {
        <div role="status">{dynamic(said)}</div>
        <Change label="Change e-mail address" form=move |open| view! { <EmailForm open sent_to/> }.into_any()/>
    }
}

#[component]
fn EmailForm(
    /// Closes the form.
    open: RwSignal<bool>,
    /// Takes the address that was written to.
    sent_to: RwSignal<Option<String>>,
) -> impl IntoView {
    let slug = use_session().slug();
    let attempt = Attempt::new();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let body = move || NewEmailChange { email: email.get().trim().to_owned(), password: password.get() };
    Effect::new(move |_| attempt.form.recheck(&body().check()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body = untrack(body);
        let address = body.email.clone();
        let done = Callback::new(move |()| {
            sent_to.set(Some(address.clone()));
            open.set(false);
        });
        attempt.send(body.check(), create_email_change(&slug, &body), done);
    };
    let form = attempt.form;
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary form/>
            {attempt.said()}
            <p class="muted">"Both addresses get a mail: the new one with a link to confirm it, the old one so that you know."</p>
            <Field label="New e-mail address" pointer="/email" form>
                <Input value=email kind="email" autocomplete="email" required=true/>
            </Field>
            <Field label="Your password" pointer="/password" form>
                <PasswordInput value=password autocomplete="current-password"/>
            </Field>
            {super::change::buttons("Send link", attempt.busy, open)}
        </form>
    }
}
