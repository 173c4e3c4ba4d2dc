//! Signing in: the page, and the dialog that asks again when a session ended while somebody worked.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::problem::ProblemCode;
use openapi::session::NewSession;

use crate::api::console::session;
use crate::api::problem::Failure;
use crate::console::session::Session;
use crate::ui::dom::focus_id;
use crate::ui::{Banner, Button, Dialog, ErrorSummary, Field, Form, Heading, Input, Kind, PasswordInput, Tone};
use crate::words;

/// The sign-in page. Once signed in, the app leads on by itself.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = Session::expect();
    view! {
        <main class="sign-in" id="main" tabindex="-1">
            <div class="sign-in-box">
                <p class="sign-in-brand"><span class="rail-mark" aria-hidden="true"></span>{move || session.account()}</p>
                <Heading title="Sign in to the console"/>
                <SignInForm email=RwSignal::new(String::new())/>
            </div>
        </main>
    }
}

/// Asks for the password again while everything on the page stays as it is.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = Session::expect();
    let open = RwSignal::new(false);
    let email = RwSignal::new(String::new());
    Effect::new(move |_| {
        let ended = session.has_ended();
        if ended {
            email.set(session.me().map_or_else(String::new, |me| me.email));
        }
        open.set(ended);
    });
    view! {
        <Dialog open title="Sign in again" on_dismiss=move |()| session.signed_out()>
            <p class="muted">"Your session has ended. What you wrote is still here."</p>
            <SignInForm email/>
        </Dialog>
    }
}

/// E-mail address and password.
#[component]
fn SignInForm(email: RwSignal<String>) -> impl IntoView {
    let session = Session::expect();
    let password = RwSignal::new(String::new());
    let form = Form::new();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let credentials = NewSession { email: email.get_untracked(), password: password.get_untracked(), keep: false };
        if busy.get_untracked() || !form.refuse(credentials.check()) {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = session::sign_in(&credentials).await;
            busy.try_set(false);
            match answer {
                Ok(me) => session.signed_in(me),
                Err(refused) => {
                    form.refuse(refused.fields().to_vec());
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    // In the dialog the address is known: what is missing is the password.
    if email.with_untracked(|email| !email.is_empty()) {
        let field = form.control_id("/password");
        request_animation_frame(move || focus_id(&field));
    }
    let trouble = move || {
        let shown = failure.get().filter(|failure| failure.fields().is_empty());
        shown.map(|failure| view! { <div role="alert"><Banner tone=Tone::Danger>{why(&failure)}</Banner></div> })
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            {trouble}
            <Field label="E-mail address" pointer="/email" form>
                <Input value=email kind="email" autocomplete="username" required=true attr:autocapitalize="none" attr:spellcheck="false"/>
            </Field>
            <Field label="Password" pointer="/password" form>
                <PasswordInput value=password autocomplete="current-password"/>
            </Field>
            <Button kind=Kind::Primary form_type="submit" busy busy_label="Signing in…" class="wide">"Sign in"</Button>
        </form>
    }
}

/// Unknown address, wrong password and too many tries read the same, so that nobody learns which
/// addresses exist.
fn why(failure: &Failure) -> String {
    match (failure.is(ProblemCode::SignInFailed), failure.retry_after()) {
        (true, Some(seconds)) => {
            format!("E-mail or password is wrong, or too many tries. Try again in {seconds} s.")
        }
        (true, None) => "E-mail or password is wrong, or too many tries. Check both and try again.".into(),
        (false, _) => words::failure(failure),
    }
}
