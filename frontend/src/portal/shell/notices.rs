//! Thin bars below the header: no network, live updates lost, session ended.

use crate::ui::dynamic;
use leptos::prelude::*;

use crate::api::live::{Connection, Live};
use crate::customer::{NoticeBar, OFFLINE, online};
use crate::portal::session::use_session;
use crate::ui::{Announcer, Glyph};

/// The bars. Each is said once to screen readers.
#[component]
pub fn Notices() -> impl IntoView {
    let session = use_session();
    let live = expect_context::<Live>();
    let announcer = expect_context::<Announcer>();
    let online = online();
    let state = Memo::new(move |_| match (online.get(), session.ended.get(), live.connection.get()) {
        (false, ..) => Notice::Offline,
        (true, true, _) => Notice::Ended,
        (true, false, Connection::Stale) => Notice::Stale,
        _ => Notice::None,
    });
    Effect::new(move |before: Option<Notice>| {
        let now = state.get();
        if let (Some(words), true) = (now.words(), before != Some(now)) {
            announcer.polite(words);
        }
        now
    });
    let sign_in = move || {
        (state.get() == Notice::Ended).then(|| {
            view! { <button type="button" class="notice-action" on:click=move |_| session.asking.set(true)>"Sign in"</button> }
        })
    };
    dynamic(move || {
        state.get().words().map(|words| {
            let glyph = if state.get() == Notice::Offline { Glyph::Offline } else { Glyph::Refresh };
            view! { <NoticeBar glyph words quiet=state.get() == Notice::Stale>{dynamic(sign_in)}</NoticeBar> }
        })
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notice {
    None,
    Offline,
    Ended,
    Stale,
}

impl Notice {
    const fn words(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Offline => Some(OFFLINE),
            Self::Ended => Some("Your session has ended. What you wrote is kept."),
            Self::Stale => Some("Reconnecting… What you see may be out of date."),
        }
    }
}
