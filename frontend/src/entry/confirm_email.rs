//! Confirming a new e-mail address by the link that was mailed to it, in whatever browser it is opened.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::problem::ProblemCode;

use super::card::Card;
use super::expired::Expired;
use super::{token, use_entry};
use crate::api::entry::confirm_email;
use crate::api::problem::Failure;
use crate::routes::portal as routes;
use crate::ui::{Banner, Button, ButtonLink, Kind, Tone, dynamic};
use crate::words;

/// The page a mailed link leads to.
#[component]
pub fn ConfirmEmail() -> impl IntoView {
    let entry = use_entry();
    let token = StoredValue::new(token::take());
    let busy = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Result<(), Failure>>);
    let confirm = move |_| {
        busy.set(true);
        outcome.set(None);
        let token = token.get_value().unwrap_or_default();
        spawn_local(async move {
            let answer = confirm_email(entry.slug(), token).await;
            busy.try_set(false);
            outcome.try_set(Some(answer));
        });
    };
    let gone =
        move |failure: &Failure| failure.is(ProblemCode::TokenInvalid) || failure.is(ProblemCode::ValidationFailed);
    let content = move || {
        match outcome.get() {
        Some(Ok(())) => view! {
            <Card title="Your e-mail address is changed">
            <p>"Sign in with the new address from now on. Our answers go there, and both addresses get a mail about it."</p>
            <ButtonLink kind=Kind::Primary class="btn-wide" href=routes::tickets(&entry.slug())>"Go to your tickets"</ButtonLink>
</Card>
        }
        .into_any(),
        Some(Err(failure)) if failure.is(ProblemCode::Conflict) => view! {
            <Card title="Your e-mail address is not changed">
            <p>"This address belongs to another account by now. Choose another one, or write to us."</p>
            <ButtonLink kind=Kind::Primary class="btn-wide" href=routes::account(&entry.slug())>"Go to your account"</ButtonLink>
</Card>
        }
        .into_any(),
        Some(Err(failure)) if gone(&failure) => view! { <Expired again=routes::account(&entry.slug()) label="Go to your account"/> }.into_any(),
        _ if token.with_value(Option::is_none) => view! { <Expired again=routes::account(&entry.slug()) label="Go to your account"/> }.into_any(),
        other => {
            let failed = other.and_then(Result::err);
            let said = failed.map(|failure| view! { <Banner tone=Tone::Danger>{words::failure(&failure)}</Banner> });
            view! {
                <Card title="Confirm your new e-mail address">
                <p>"You opened the link that we sent to your new address. Press the button to use it from now on."</p>
                <div role="alert" class="form-alert">{said}</div>
                <Button kind=Kind::Primary class="btn-wide" busy busy_label="Confirming…" on_click=confirm>"Confirm address"</Button>
</Card>
            }
            .into_any()
        }
    }
    };
    dynamic(content)
}
