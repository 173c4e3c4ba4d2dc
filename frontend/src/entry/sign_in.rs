//! The sign-in page. It stands at every address of the portal while nobody is inside, and leads on there.

use leptos::prelude::*;
use openapi::portals::entry::Portal;

use super::card::WordedCard;
use super::state::Denied;
use super::use_entry;
use crate::customer::{SignInForm, use_router};
use crate::routes::portal::{self as routes, Page};
use crate::ui::ButtonLink;

/// Sign in with e-mail and password.
#[component]
pub fn SignIn() -> impl IntoView {
    let entry = use_entry();
    let router = use_router();
    let words = entry.pages().sign_in;
    let button = words.button.clone();
    let forgot = routes::forgot(&entry.slug());
    let (slug, Portal { magic_link, self_registration, .. }) = (entry.slug(), entry.portal());
    let done = move |_| {
        // the sign-in page itself leads to where somebody wanted to go, any other address is that already
        let wanted = match router.page().get_untracked() {
            Page::SignIn => untrack(|| router.parameter("return_to")),
            _ => Some(router.address()),
        };
        entry.go_in(wanted.as_deref());
    };
    view! {
        <WordedCard words>
            <SignInForm button slug=slug.clone() on_done=done on_denied=move |email| entry.denied.set(Some(Denied::Tried(email)))>
                <a class="sign-in-forgot" href=forgot.clone()>"Forgot password?"</a>
            </SignInForm>
            {magic_link.then(|| view! { <ButtonLink class="btn-wide" href=routes::sign_in_link(&slug)>"E-mail me a sign-in link"</ButtonLink> })}
            {self_registration.then(|| view! { <p class="small">"No account yet? " <a href=routes::register(&slug)>"Register here"</a></p> })}
        </WordedCard>
    }
}
