//! Signing in again in place: the page behind keeps everything that was written.

use leptos::prelude::*;

use super::use_session;
use crate::customer::SignInForm;
use crate::routes::portal as routes;
use crate::ui::Dialog;

/// The dialog that asks whoever was signed in to sign in again.
#[component]
pub fn Reauth() -> impl IntoView {
    let session = use_session();
    let email = move || session.me.with_untracked(|me| me.email.clone());
    let why = move || match session.ended.get() {
        true => "Your session has ended. What you wrote is still here.",
        false => "Your session ends soon. What you wrote stays here.",
    };
    view! {
        <Dialog open=session.asking title="Sign in to go on" on_dismiss=move |()| session.answer(false)>
            <p class="muted">{why}</p>
            <SignInForm button="Sign in" slug=session.slug() fixed_email=email() on_done=move |me| session.begin(me) on_denied=move |_| session.deny()>
                <a href=routes::forgot(&session.slug()) target="_blank" rel="noopener">"Forgot password?"</a>
            </SignInForm>
        </Dialog>
    }
}
