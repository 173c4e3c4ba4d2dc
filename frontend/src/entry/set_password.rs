//! Choosing a password by a mailed link.

use crate::ui::dynamic;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::portals::entry::Page as Words;
use openapi::problem::ProblemCode;
use openapi::session::{Link, LinkPurpose, NewPassword};

use super::card::{Card, WordedCard};
use super::expired::Expired;
use super::state::Denied;
use super::{token, use_entry};
use crate::api::entry::{create_password, inspect_link};
use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::customer::NewPasswordField;
use crate::routes::portal as routes;
use crate::ui::{Banner, Button, ErrorSummary, FailurePanel, Field, Form, Input, Kind, Skeleton, Tone, leave_note};
use crate::words;

/// Set a password by link.
#[component]
pub fn SetPassword() -> impl IntoView {
    let entry = use_entry();
    let token = token::take().unwrap_or_default();
    let asked = token.clone();
    let load = Load::new(|| (), move |(), _| inspect_link(entry.slug(), asked.clone()));
    let content = move || {
        match (load.data.get(), load.failure.get()) {
        (Some(link), _) => view! { <Choose link token=token.clone()/> }.into_any(),
        (None, Some(failure)) if failure.is(ProblemCode::TokenInvalid) || failure.is(ProblemCode::ValidationFailed) => {
            view! { <Expired again=routes::forgot(&entry.slug()) label="Send a new link"/> }.into_any()
        }
        (None, Some(failure)) => {
            view! { <Card title="Choose a password"><FailurePanel what="The link could not be checked" failure on_retry=move |()| load.retry()/></Card> }.into_any()
        }
        (None, None) => view! {
            <Card title="Choose a password"><div class="form" aria-busy="true"><Skeleton class="skeleton-title"/><Skeleton class="skeleton-block"/></div></Card>
        }
        .into_any(),
    }
    };
    dynamic(content)
}

/// The form.
#[component]
fn Choose(
    /// What the link is good for.
    link: Link,
    /// Its token.
    token: String,
) -> impl IntoView {
    let entry = use_entry();
    let password = RwSignal::new(String::new());
    let (form, busy, failure) = (Form::new(), RwSignal::new(false), RwSignal::new(None::<Failure>));
    let email = RwSignal::new(link.email);
    let body = move || NewPassword { token: token.clone(), password: password.get_untracked() };
    let reset = entry.pages().password_reset;
    let (words, done) = match link.purpose {
        LinkPurpose::Invitation => {
            let (heading, button) = ("Choose your password".to_owned(), "Set password and sign in".to_owned());
            (Words { heading, button, body_html: String::new(), ..reset }, "Your password is set")
        }
        LinkPurpose::PasswordReset => (reset, "Your password is changed. Other devices were signed out"),
    };
    let button = words.button.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body = body();
        failure.set(None);
        if busy.get_untracked() || !form.refuse(body.check()) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = create_password(entry.slug(), body).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    leave_note(done);
                    entry.go_in(None);
                }
                Err(refused) if entry.is_denied(&refused, Denied::Tried(email.get_untracked())) => {}
                Err(refused) => {
                    form.refuse(refused.fields().to_vec());
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    let said = move || {
        failure.get().filter(|failure| failure.fields().is_empty()).map(|failure| {
            view! { <Banner tone=Tone::Danger>{words::failure(&failure)}</Banner> }
        })
    };
    view! {
        <WordedCard words>
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary form/>
            <div role="alert" class="form-alert">{dynamic(said)}</div>
            <Field label="E-mail">
                <Input value=email kind="email" autocomplete="username" readonly=true/>
            </Field>
            <NewPasswordField label="New password" pointer="/password" form value=password/>
            <Button kind=Kind::Primary form_type="submit" class="btn-wide" busy busy_label="Saving…">{button.clone()}</Button>
        </form>
        </WordedCard>
    }
}
