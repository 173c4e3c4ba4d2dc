//! Signing in by a mailed link. A button uses it, so that a mail scanner that follows the link does not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::problem::ProblemCode;
use openapi::session::NewSessionByLink;

use super::ask::AskSignInLink;
use super::card::Card;
use super::expired::Expired;
use super::state::Denied;
use super::{token, use_entry};
use crate::api::entry::create_session_by_link;
use crate::api::problem::Failure;
use crate::routes::portal as routes;
use crate::ui::{Banner, Button, Checkbox, Kind, Tone, dynamic};
use crate::words;

/// The page a mailed link leads to; without a token, the page that asks for one.
#[component]
pub fn SignInByLink() -> impl IntoView {
    let token = RwSignal::new(token::take());
    dynamic(move || match token.get() {
        Some(known) => view! { <Enter token=known on_again=move |()| token.set(None)/> }.into_any(),
        None => view! { <AskSignInLink/> }.into_any(),
    })
}

#[component]
fn Enter(token: String, #[prop(into)] on_again: Callback<()>) -> impl IntoView {
    let entry = use_entry();
    let (keep, busy, failure) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<Failure>));
    let token = StoredValue::new(token);
    let enter = move |_| {
        let body = NewSessionByLink { token: token.get_value(), keep: keep.get_untracked() };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            match create_session_by_link(entry.slug(), body).await {
                Ok(_) => entry.go_in(None),
                Err(refused) => {
                    busy.try_set(false);
                    if !entry.is_denied(&refused, Denied::ByLink) {
                        failure.try_set(Some(refused));
                    }
                }
            }
        });
    };
    let gone = Memo::new(move |_| {
        failure.with(|failure| {
            failure.as_ref().is_some_and(|failure| {
                [ProblemCode::TokenInvalid, ProblemCode::ValidationFailed, ProblemCode::NotFound]
                    .iter()
                    .any(|code| failure.is(*code))
            })
        })
    });
    let said =
        move || failure.get().map(|failure| view! { <Banner tone=Tone::Danger>{words::failure(&failure)}</Banner> });
    let content = move || {
        if gone.get() {
            if entry.portal().magic_link {
                return view! { <Expired on_again label="Send a new link"/> }.into_any();
            }
            return view! { <Expired again=routes::sign_in(&entry.slug()) label="Go to sign in"/> }.into_any();
        }
        view! {
            <Card title="Sign in">
            <p>"You opened the link that we sent you. Press the button to sign in on this device."</p>
            <div role="alert" class="form-alert">{dynamic(said)}</div>
            <Checkbox checked=keep label="Keep me signed in"/>
            <Button kind=Kind::Primary class="btn-wide" busy busy_label="Signing in…" on_click=enter>"Sign in"</Button>
            </Card>
        }
        .into_any()
    };
    dynamic(content)
}
