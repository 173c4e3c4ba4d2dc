//! The end of a session that nobody uses, or that has lasted as long as it may: told two minutes before.
//! What counts is what the server says, so that several tabs agree; it is asked before anything is told.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::portals::portal::Me;
use openapi::problem::ProblemCode;
use web_sys::StorageEvent;

use super::{Session, use_session};
use crate::api::portal::account::put_activity;
use crate::api::portal::session::get_session;
use crate::api::problem::Failure;
use crate::portal::shell::sign_out_action;
use crate::ui::dom::{first, is_visible, storage};
use crate::ui::time::now_ms;
use crate::ui::{Banner, Button, Dialog, Kind, Tone, dynamic};
use crate::words;

/// Seconds before the end at which it is told.
const TOLD_BEFORE: i64 = 120;
/// Seconds after which it is looked at again at the latest: browsers know no longer pauses than weeks.
const LONGEST: i64 = 3600;
/// Through this key a tab tells the others that somebody stayed.
const STAYED: &str = "session:stayed";

/// When the session ends, and whether that is being told. Copies mean the same.
#[derive(Clone, Copy)]
struct End {
    session: Session,
    /// Whether the dialog is open.
    told: RwSignal<bool>,
    /// Seconds that are left while it is.
    left: RwSignal<u32>,
    /// Minutes that were left when it opened: what the heading says.
    minutes: RwSignal<u32>,
    /// Whether it ends even in use.
    for_good: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    /// The end without use and the end even in use, in milliseconds since 1970 by this browser's clock.
    at: StoredValue<(f64, f64)>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl End {
    fn new(session: Session) -> Self {
        Self {
            session,
            told: RwSignal::new(false),
            left: RwSignal::new(0),
            minutes: RwSignal::new(0),
            for_good: RwSignal::new(false),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            at: StoredValue::new((f64::INFINITY, f64::INFINITY)),
            timer: StoredValue::new(None),
        }
    }

    fn seconds_left(self) -> i64 {
        let (idle, ends) = self.at.get_value();
        ((idle.min(ends) - now_ms()) / 1000.0).ceil().clamp(-1.0, 1e9) as i64
    }

    /// Takes what the server says.
    fn learn(self, me: &Me) {
        self.session.learn(me);
        let [idle, ends] = [me.idle_left_seconds, me.ends_left_seconds].map(|left| now_ms() + left as f64 * 1000.0);
        self.at.set_value((idle, ends));
        let left = self.seconds_left();
        if left > TOLD_BEFORE {
            self.told.set(false);
            return self.wait(left - TOLD_BEFORE);
        }
        self.for_good.set(ends <= idle);
        let left = u32::try_from(left).unwrap_or(0);
        self.left.set(left);
        self.failure.set(None);
        if !self.told.get_untracked() {
            self.minutes.set(left.div_ceil(60));
            self.told.set(true);
            // "stay" is one key away; the cross would be first
            request_animation_frame(|| drop(first(".session-end .btn-primary").map(|button| button.focus())));
        }
        self.wait(1);
    }

    /// Looks again after some seconds.
    fn wait(self, seconds: i64) {
        self.stop();
        let pause = Duration::from_secs(seconds.clamp(1, LONGEST).unsigned_abs());
        self.timer.set_value(set_timeout_with_handle(move || self.look(), pause).ok());
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    fn look(self) {
        let left = self.seconds_left();
        match self.told.try_get_untracked() {
            None => {}
            Some(_) if left > TOLD_BEFORE => self.wait(left - TOLD_BEFORE),
            Some(true) if left > 0 => {
                self.left.set(u32::try_from(left).unwrap_or(0));
                self.wait(1);
            }
            Some(_) => self.ask(),
        }
    }

    /// Asks the server, which does not count as use.
    fn ask(self) {
        self.stop();
        spawn_local(async move {
            match get_session(self.session.slug()).await {
                Ok(me) => self.learn(&me),
                Err(failure) if failure.is(ProblemCode::Unauthenticated) => self.over(&failure),
                Err(failure) => {
                    self.session.heed(&failure);
                    self.wait(10);
                }
            }
        });
    }

    /// The session has ended; signing in again happens in place.
    fn over(self, failure: &Failure) {
        self.stop();
        self.told.set(false);
        if self.session.heed(failure) {
            self.session.asking.set(true);
        }
    }

    fn stay(self) {
        self.busy.set(true);
        spawn_local(async move {
            let answer = put_activity(self.session.slug()).await;
            self.busy.try_set(false);
            match answer {
                Ok(me) => {
                    self.learn(&me);
                    if let Some(storage) = storage() {
                        let _ = storage.set_item(STAYED, &(now_ms() as i64).to_string());
                    }
                }
                Err(failure) if failure.is(ProblemCode::Unauthenticated) => self.over(&failure),
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
        });
    }

    /// Follows the session: signing in anew, its end, other tabs, and waking up.
    fn follow(self) {
        Effect::new(move |_| self.session.me.with(|me| self.learn(me)));
        Effect::new(move |_| {
            if self.session.ended.get() || self.session.leaving.get() {
                self.stop();
                if self.told.get_untracked() {
                    self.told.set(false);
                    self.session.asking.set(!self.session.leaving.get_untracked());
                }
            }
        });
        let running = move || !self.session.ended.get_untracked() && !self.session.leaving.get_untracked();
        let other = window_event_listener(leptos::ev::Custom::<StorageEvent>::new("storage"), move |event| {
            if event.key().as_deref() == Some(STAYED) && running() {
                self.ask();
            }
        });
        let awake = window_event_listener(leptos::ev::visibilitychange, move |_| {
            if is_visible() && running() {
                self.look();
            }
        });
        on_cleanup(move || {
            self.stop();
            other.remove();
            awake.remove();
        });
    }
}

/// The dialog that tells of the end.
#[component]
pub fn SessionEnd() -> impl IntoView {
    let session = use_session();
    let end = End::new(session);
    end.follow();
    let title = Signal::derive(move || match end.minutes.get() {
        1 => "You will be signed out in 1 minute".to_owned(),
        minutes => format!("You will be signed out in {minutes} minutes"),
    });
    let sign_out = sign_out_action(session);
    let dismiss = move |()| {
        if !end.for_good.get_untracked() {
            end.stay();
        }
    };
    let again = move |_| {
        end.told.set(false);
        session.asking.set(true);
    };
    let why = move || match end.for_good.get() {
        _ if session.is_preview() => "The preview ends with your session in the console. Start it again there.",
        true => {
            "You have been signed in for as long as one can be. Sign in again to go on; what you wrote stays on this device."
        }
        false => "Nothing has happened here for a while. What you wrote stays on this device.",
    };
    let count = move || {
        let left = end.left.get();
        format!("{}:{:02} left", left / 60, left % 60)
    };
    let said = move || {
        end.failure.get().map(|failure| view! { <Banner tone=Tone::Danger>{words::failure(&failure)}</Banner> })
    };
    let main = move || {
        if session.is_preview() {
            return ().into_any();
        }
        if end.for_good.get() {
            return view! { <Button kind=Kind::Primary on_click=again>"Sign in again"</Button> }.into_any();
        }
        view! { <Button kind=Kind::Primary busy=end.busy busy_label="One moment…" on_click=move |_| end.stay()>"Stay signed in"</Button> }
            .into_any()
    };
    view! {
        <Dialog open=end.told title on_dismiss=dismiss class="session-end">
            <p>{why}</p>
            <p class="num muted" role="timer" aria-live="off">{count}</p>
            <div role="alert" class="form-alert">{dynamic(said)}</div>
            <div class="dialog-actions">
                {dynamic(main)}
                <Button on_click=move |_| sign_out.run(())>"Sign out"</Button>
            </div>
        </Dialog>
    }
}
