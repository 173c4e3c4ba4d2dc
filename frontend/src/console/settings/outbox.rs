//! Says plainly that mails are not sent where no SMTP server is configured, and the words for how
//! far a mail got.

use leptos::prelude::*;
use openapi::mails::MailStatus;

use crate::console::session::Session;
use crate::ui::{Badge, Banner, Tone};

/// The notice; nothing where mails are sent.
#[component]
pub fn OutboxNotice() -> impl IntoView {
    Session::expect().outbox().then(|| view! {
        <Banner tone=Tone::Wait>
            <b>"Mails wait in the outbox: no SMTP server is configured."</b>
            " Nothing leaves this machine. Set an SMTP server in the configuration and restart; what waits is then sent."
        </Banner>
    })
}

/// How far a mail got.
#[component]
pub fn MailBadge(status: MailStatus) -> impl IntoView {
    let tone = match status {
        MailStatus::Queued => Tone::Wait,
        MailStatus::Sent => Tone::Open,
        MailStatus::Failed => Tone::Danger,
    };
    view! { <Badge tone label=status_word(status, Session::expect().outbox())/> }
}

/// The word for a status. A queued mail waits in the outbox where no server is configured.
pub const fn status_word(status: MailStatus, outbox: bool) -> &'static str {
    match (status, outbox) {
        (MailStatus::Queued, true) => "In the outbox",
        (MailStatus::Queued, false) => "Waiting",
        (MailStatus::Sent, _) => "Sent",
        (MailStatus::Failed, _) => "Failed",
    }
}
