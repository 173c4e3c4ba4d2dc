//! Confirming a registration by the mailed link. A button uses it; in another browser than the one that
//! registered, the server wants the chosen password as well.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::problem::ProblemCode;
use openapi::registrations::NewVerification;

use super::card::Card;
use super::expired::Expired;
use super::state::Denied;
use super::{token, use_entry};
use crate::api::entry::create_verification;
use crate::api::problem::Failure;
use crate::routes::portal as routes;
use crate::ui::{Banner, Button, Field, Form, Kind, PasswordInput, Tone, dynamic, leave_note};
use crate::words;

/// The page a mailed link leads to.
#[component]
pub fn Verify() -> impl IntoView {
    let entry = use_entry();
    let token = token::take();
    let gone = RwSignal::new(token.is_none());
    let token = StoredValue::new(token.unwrap_or_default());
    let content = move || {
        if gone.get() {
            let slug = entry.slug();
            let sign_in = routes::sign_in(&slug);
            if !entry.portal().self_registration {
                return view! { <Expired again=sign_in label="Go to sign in"/> }.into_any();
            }
            return view! {
                <Expired again=routes::register(&slug) label="Register again">
                    <p class="small">"Confirmed already? " <a href=sign_in>"Sign in"</a></p>
                </Expired>
            }
            .into_any();
        }
        view! { <Confirm token=token.get_value() gone/> }.into_any()
    };
    dynamic(content)
}

/// The button, and the password where it is needed.
#[component]
fn Confirm(
    /// The token of the link.
    token: String,
    /// Set when the link turns out not to work.
    gone: RwSignal<bool>,
) -> impl IntoView {
    let entry = use_entry();
    let password = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let (form, busy, failure) = (Form::new(), RwSignal::new(false), RwSignal::new(None::<Failure>));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = password.get_untracked();
        let body = NewVerification { token: token.clone(), password: Some(typed).filter(|_| asked.get_untracked()) };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = create_verification(entry.slug(), body).await;
            busy.try_set(false);
            let refused = match answer {
                Ok(_) => {
                    leave_note("Your e-mail address is confirmed");
                    return entry.go_in(None);
                }
                Err(refused) => refused,
            };
            let dead = refused.is(ProblemCode::TokenInvalid) || refused.is(ProblemCode::NotFound);
            if dead || refused.fields().iter().any(|field| field.pointer == "/token") {
                gone.try_set(true);
            } else if !entry.is_denied(&refused, Denied::ByLink) {
                let first = !refused.fields().is_empty() && !asked.get_untracked();
                asked.try_set(asked.get_untracked() || first);
                // that it is needed is no mistake of theirs
                form.errors.set(if first { Vec::new() } else { refused.fields().to_vec() });
                failure.try_set(Some(refused).filter(|refused| refused.fields().is_empty()));
                let field = form.control_id("/password");
                request_animation_frame(move || crate::ui::dom::focus_id(&field));
            }
        });
    };
    let said =
        move || failure.get().map(|failure| view! { <Banner tone=Tone::Danger>{words::failure(&failure)}</Banner> });
    let needed = move || {
        asked.get().then(|| {
            view! {
                <Field label="Password" pointer="/password" form
                    hint="You opened the link in another browser than the one you registered in. Enter the password that you chose.">
                    <PasswordInput value=password autocomplete="current-password"/>
                </Field>
            }
        })
    };
    view! {
        <Card title="Confirm your e-mail address">
        <p>"You opened the link that we sent you. Press the button to show that the address is yours."</p>
        <form class="form" novalidate on:submit=submit>
            <div role="alert" class="form-alert">{dynamic(said)}</div>
            {dynamic(needed)}
            <Button kind=Kind::Primary form_type="submit" class="btn-wide" busy busy_label="Confirming…">"Confirm and sign in"</Button>
        </form>
        </Card>
    }
}
