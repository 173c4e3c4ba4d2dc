//! Asking for a mail with a link: to set a new password, or to sign in. One field, and always the same
//! answer, whether the address is known or not.

use std::future::Future;
use std::pin::Pin;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::portals::entry::Page as Words;
use openapi::session::{NewPasswordReset, NewSignInLink};

use super::card::{Card, WordedCard};
use super::use_entry;
use crate::api::entry::{create_password_reset, create_sign_in_link};
use crate::api::problem::Failure;
use crate::customer::use_router;
use crate::routes::portal as routes;
use crate::ui::{Banner, Button, ErrorSummary, Field, Form, Glyph, Icon, Input, Kind, Tone, dynamic};
use crate::words;

/// A mail somebody can ask for.
#[derive(Clone)]
struct Mail {
    /// How long its link works: "60 minutes".
    works: &'static str,
    words: Words,
    send: fn(String, String) -> Sent,
}

type Sent = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// Forgot password.
#[component]
pub fn Forgot() -> impl IntoView {
    let mail = Mail {
        works: "60 minutes",
        words: use_entry().pages().password_reset_request,
        send: |slug, email| Box::pin(create_password_reset(slug, NewPasswordReset { email })),
    };
    view! { <Ask mail/> }
}

/// E-mail me a sign-in link.
#[component]
pub fn AskSignInLink() -> impl IntoView {
    let text = "Enter your e-mail address and we will send you a link that signs you in, without a password.";
    let words = Words {
        heading: "Sign in by e-mail".to_owned(),
        body_html: format!("<p>{text}</p>"),
        button: "Send link".to_owned(),
        template: use_entry().pages().sign_in.template,
    };
    let mail = Mail {
        works: "10 minutes",
        words,
        send: |slug, email| Box::pin(create_sign_in_link(slug, NewSignInLink { email })),
    };
    view! { <Ask mail/> }
}

#[component]
fn Ask(mail: Mail) -> impl IntoView {
    let email = RwSignal::new(untrack(|| use_router().parameter("email")).unwrap_or_default());
    let sent = RwSignal::new(false);
    let content = move || {
        if sent.get() {
            view! { <CheckInbox works=mail.works email=email.get_untracked() on_again=move |()| sent.set(false)/> }
                .into_any()
        } else {
            view! { <AskForm mail=mail.clone() email on_sent=move |()| sent.set(true)/> }.into_any()
        }
    };
    dynamic(content)
}

#[component]
fn Back() -> impl IntoView {
    let back = routes::sign_in(&use_entry().slug());
    view! { <p class="small"><a class="with-icon" href=back><Icon glyph=Glyph::ArrowLeft/> "Back to sign in"</a></p> }
}

/// One field.
#[component]
fn AskForm(
    /// What for.
    mail: Mail,
    /// What is typed.
    email: RwSignal<String>,
    /// Called when the server took it.
    #[prop(into)]
    on_sent: Callback<()>,
) -> impl IntoView {
    let entry = use_entry();
    let Mail { send, words, .. } = mail;
    let button = words.button.clone();
    let form = Form::new();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let address = email.get_untracked().trim().to_owned();
        let refused = NewPasswordReset { email: address.clone() }.check();
        failure.set(None);
        if busy.get_untracked() || !form.refuse(refused) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = send(entry.slug(), address).await;
            busy.try_set(false);
            match answer {
                Ok(()) => on_sent.run(()),
                Err(refused) => failure.try_set(Some(refused)).map_or((), drop),
            }
        });
    };
    let said =
        move || failure.get().map(|failure| view! { <Banner tone=Tone::Danger>{words::failure(&failure)}</Banner> });
    view! {
        <WordedCard words>
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary form/>
            <div role="alert" class="form-alert">{dynamic(said)}</div>
            <Field label="E-mail" pointer="/email" form>
                <Input value=email kind="email" autocomplete="username" required=true/>
            </Field>
            <Button kind=Kind::Primary form_type="submit" class="btn-wide" busy busy_label="Sending…">{button.clone()}</Button>
        </form>
        <Back/>
        </WordedCard>
    }
}

/// The same words for everybody.
#[component]
fn CheckInbox(
    /// How long the link works.
    works: &'static str,
    /// The address that was entered.
    email: String,
    /// Shows the form again.
    #[prop(into)]
    on_again: Callback<()>,
) -> impl IntoView {
    view! {
        <Card title="Check your inbox">
        <p>
            "If " <b class="break-anywhere">{email}</b> " belongs to an account here, a link is on its way. It works for "
            {works} "."
        </p>
        <p class="small muted">"Nothing there? Look into the spam folder, or try another address."</p>
        <Button class="btn-wide" on_click=move |_| on_again.run(())>"Use another address"</Button>
        <Back/>
        </Card>
    }
}
