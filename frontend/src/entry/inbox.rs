//! After registering: look into the inbox. The mail can be sent again after a minute.

use std::time::Duration;

use leptos::prelude::*;

use super::card::Card;
use crate::api::problem::Failure;
use crate::ui::{Banner, Button, Toasts, Tone, dynamic};
use crate::words;

/// After how many seconds the mail can be sent again.
const PAUSE: u32 = 60;

/// Check your inbox.
#[component]
pub fn CheckInbox(
    /// The address that was registered.
    email: String,
    /// Sends the mail again.
    again: Callback<()>,
    /// Whether it is being sent.
    busy: RwSignal<bool>,
    /// Why it was not.
    failure: RwSignal<Option<Failure>>,
    /// Shows the form again.
    #[prop(into)]
    on_other: Callback<()>,
) -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    let left = RwSignal::new(PAUSE);
    count_down(left);
    let asked = StoredValue::new(false);
    // made anew by each mail that was sent, so that waiting begins again
    Effect::new(move |_| {
        let (busy, failed) = (busy.get(), failure.with(Option::is_some));
        if asked.get_value() && !busy {
            asked.set_value(false);
            if !failed {
                toasts.show("The mail is on its way again");
                left.set(PAUSE);
                count_down(left);
            }
        }
    });
    let send = move |_| {
        asked.set_value(true);
        again.run(());
    };
    let said =
        move || failure.get().map(|failure| view! { <Banner tone=Tone::Danger>{words::failure(&failure)}</Banner> });
    let waiting = move || match left.get() {
        0 => None,
        seconds => Some(
            view! { <p class="small muted num" aria-live="off">{format!("You can have it sent again in {seconds} s.")}</p> },
        ),
    };
    view! {
        <Card title="Check your inbox">
        <p>
            "We sent a mail to " <b class="break-anywhere">{email}</b>
            ". Open the link in it, best in this browser. It works for 24 hours."
        </p>
        <p class="small muted">"Nothing there? Look into the spam folder."</p>
        <div role="alert" class="form-alert">{dynamic(said)}</div>
        <Button class="btn-wide" busy busy_label="Sending…" disabled=Signal::derive(move || left.get() > 0) on_click=send>"Send the mail again"</Button>
        {dynamic(waiting)}
        <Button class="btn-wide" on_click=move |_| on_other.run(())>"Use another address"</Button>
        </Card>
    }
}

/// Counts down to nothing, a second at a time.
fn count_down(left: RwSignal<u32>) {
    set_timeout(
        move || {
            if let Some(seconds @ 1..) = left.try_get_untracked() {
                left.set(seconds - 1);
                count_down(left);
            }
        },
        Duration::from_secs(1),
    );
}
