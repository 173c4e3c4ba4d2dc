//! A new password, by whoever knows the old one. All other devices are signed out.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use openapi::check::Check;
use openapi::portals::account::PasswordChange;

use super::attempt::Attempt;
use super::change::Change;
use crate::api::portal::account::put_password;
use crate::customer::NewPasswordField;
use crate::portal::session::use_session;
use crate::routes::portal as routes;
use crate::ui::{ErrorSummary, Field, PasswordInput, Toasts};

/// Change the password.
#[component]
pub fn ChangePassword(
    /// Called when it was changed.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    view! { <Change label="Change password" form=move |open| view! { <PasswordForm open on_done/> }.into_any()/> }
}

#[component]
fn PasswordForm(
    /// Closes the form.
    open: RwSignal<bool>,
    /// Called when it was changed.
    on_done: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let toasts = expect_context::<Toasts>();
    let attempt = Attempt::new();
    let (old, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let body = move || PasswordChange { old_password: old.get(), password: new.get() };
    Effect::new(move |_| attempt.form.recheck(&body().check()));
    let done = Callback::new(move |()| {
        toasts.show("Your password is changed. Other devices were signed out");
        open.set(false);
        on_done.run(());
    });
    let slug = session.slug();
    let forgot = routes::forgot(&slug);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body = untrack(body);
        attempt.send(body.check(), put_password(&slug, &body), done);
    };
    let form = attempt.form;
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary form/>
            {attempt.said()}
            <p class="muted">"Your other devices are signed out, and you get a mail about it."</p>
            <Field label="Your password until now" pointer="/old_password" form>
                <PasswordInput value=old autocomplete="current-password"/>
            </Field>
            <p class="small"><a href=forgot>"Forgot password?"</a></p>
            <NewPasswordField label="New password" pointer="/password" form value=new/>
            {super::change::buttons("Change password", attempt.busy, open)}
        </form>
    }
}
