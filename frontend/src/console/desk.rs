//! What every signed-in page shares beyond session and shortcuts: live news and people.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::live::Change;
use openapi::problem::ProblemCode;
use openapi::users::UserRef;

use crate::api::console::{EVENTS, session, tickets};
use crate::api::live::{Live, News};
use crate::api::problem::Failure;
use crate::console::counts::Counts;
use crate::console::session::Session;

/// How long news is gathered before a page asks again: a burst costs one request.
const GATHER: Duration = Duration::from_millis(300);

/// The stream of live news, offered to every page. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The stream.
    pub live: Live,
    users: RwSignal<Option<Vec<UserRef>>>,
}

impl Desk {
    /// Opens the stream, keeps the counts fresh by it, and offers it to everything below.
    pub fn provide(session: Session, counts: Counts) -> Self {
        let live = Live::new(EVENTS);
        let desk = Self { live, users: RwSignal::new(None) };
        provide_context(desk);
        counts.refresh();
        let recount = gather(move |()| counts.refresh());
        live.listen(move |news| match news {
            News::Change(_) | News::Resync => recount(()),
            // the stream tries again by itself, after a pause
            News::Refused => check_session(session, None, false),
            News::SignedOut(how) => check_session(session, Some(live), how.revoked),
        });
        Effect::new(move || if session.is_live() { live.open() } else { live.close() });
        desk
    }

    /// The one that a parent provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Calls `listener` with everything that changed, or with nothing known when events were missed.
    pub fn on_change(&self, listener: impl Fn(Option<Change>) + 'static) {
        self.live.listen(move |news| match news {
            News::Change(change) => listener(Some(change)),
            News::Resync => listener(None),
            News::Refused | News::SignedOut(_) => {}
        });
    }

    /// Who tickets can be assigned to; asked for once, empty until it is known.
    pub fn users(&self) -> Vec<UserRef> {
        if self.users.with(Option::is_none) {
            let users = self.users;
            users.set(Some(Vec::new()));
            spawn_local(async move {
                let known = tickets::users().await.ok();
                users.try_set(known);
            });
        }
        self.users.get().unwrap_or_default()
    }
}

/// Asks who is signed in, after something suggested that nobody is; opens `reopen` if somebody still is, by a
/// newer session of this browser. Where somebody `revoked` the session nothing stays to be seen.
fn check_session(session: Session, reopen: Option<Live>, revoked: bool) {
    spawn_local(async move {
        match session::me().await {
            Ok(me) => {
                session.signed_in(me);
                reopen.inspect(Live::open);
            }
            Err(failure) if revoked && failure.is(ProblemCode::Unauthenticated) => session.signed_out(),
            Err(failure) => note(session, &failure),
        }
    });
}

/// Tells the session when a request was refused because it has ended.
pub fn note(session: Session, failure: &Failure) {
    if failure.is(ProblemCode::Unauthenticated) {
        session.ended();
    }
}

/// A function that calls `act` with the last thing it was given, once things have been quiet for a
/// moment or have kept coming for that long.
pub fn gather<T: 'static>(act: impl Fn(T) + Clone + 'static) -> impl Fn(T) + Clone {
    let waiting: StoredValue<Option<T>, LocalStorage> = StoredValue::new_local(None);
    move |value: T| {
        let first = waiting.try_update_value(|waiting| waiting.replace(value).is_none()).unwrap_or(false);
        if first {
            let act = act.clone();
            set_timeout(
                move || {
                    if let Some(Some(value)) = waiting.try_update_value(Option::take) {
                        act(value);
                    }
                },
                GATHER,
            );
        }
    }
}
