//! Live events: one server-sent event stream per app that finds its way back by itself.
//!
//! The browser reconnects after a broken connection; after a refusal it does not, so this does, with
//! growing pauses. A tab nobody looks at gives its connection back after a minute, because browsers
//! allow few per host. What was missed meanwhile is told as [`News::Resync`].

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use openapi::live::{Change, SignedOut};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

/// How long the connection may be gone before the page says so.
const STALE_AFTER: Duration = Duration::from_secs(10);
/// How long a hidden tab keeps its connection.
const HIDDEN_AFTER: Duration = Duration::from_secs(60);

/// What a page hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Something changed.
    Change(Change),
    /// Events may have been missed: read again what is shown.
    Resync,
    /// The server refused the stream: the session may have ended, ask it.
    Refused,
    /// The session ended.
    SignedOut(SignedOut),
}

/// How the connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// Not opened, or lost for less than ten seconds.
    Pending,
    /// Events arrive.
    Live,
    /// Lost for more than ten seconds.
    Stale,
}

/// The stream of one app. Copies mean the same stream.
#[derive(Clone, Copy)]
pub struct Live {
    /// How the connection is.
    pub connection: RwSignal<Connection>,
    inner: StoredValue<Rc<RefCell<Inner>>, LocalStorage>,
}

type Listener = Rc<dyn Fn(News)>;
type EventClosure = Closure<dyn FnMut(MessageEvent)>;

#[derive(Default)]
struct Inner {
    url: String,
    source: Option<EventSource>,
    handlers: Vec<EventClosure>,
    listeners: Vec<(u32, Listener)>,
    next_listener: u32,
    failures: u32,
    missed: bool,
    wanted: bool,
    stale_timer: Option<TimeoutHandle>,
    retry_timer: Option<TimeoutHandle>,
    hidden_timer: Option<TimeoutHandle>,
}

impl Live {
    /// A stream from `url`, not opened yet. Belongs to the current reactive owner.
    pub fn new(url: impl Into<String>) -> Self {
        let inner = Rc::new(RefCell::new(Inner { url: url.into(), ..Inner::default() }));
        let live = Self { connection: RwSignal::new(Connection::Pending), inner: StoredValue::new_local(inner) };
        live.watch_page();
        live
    }

    /// Calls `listener` with all news until the current reactive owner is cleaned up.
    pub fn listen(&self, listener: impl Fn(News) + 'static) {
        let Some(inner) = self.inner.try_get_value() else { return };
        let number = {
            let mut state = inner.borrow_mut();
            state.next_listener += 1;
            let number = state.next_listener;
            state.listeners.push((number, Rc::new(listener)));
            number
        };
        let live = *self;
        on_cleanup(move || {
            if let Some(inner) = live.inner.try_get_value() {
                inner.borrow_mut().listeners.retain(|(known, _)| *known != number);
            }
        });
    }

    /// Opens the stream; does nothing when it is open.
    pub fn open(&self) {
        let Some(inner) = self.inner.try_get_value() else { return };
        let url = {
            let mut state = inner.borrow_mut();
            state.wanted = true;
            if state.source.is_some() {
                return;
            }
            clear(&mut state.retry_timer);
            state.url.clone()
        };
        let Ok(source) = EventSource::new(&url) else { return };
        let live = *self;
        let handlers = [
            ("open", handler(move |_| live.opened())),
            ("error", handler(move |_| live.broke())),
            ("bye", handler(move |_| live.restart())),
            ("signed_out", handler(move |event| live.signed_out(&event))),
            ("change", handler(move |event| live.changed(&event))),
        ];
        let mut state = inner.borrow_mut();
        for (name, handler) in handlers {
            let _ = source.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref());
            state.handlers.push(handler);
        }
        state.source = Some(source);
    }

    /// Closes the stream for good, for example after signing out.
    pub fn close(&self) {
        self.disconnect(false);
        self.connection.set(Connection::Pending);
    }

    fn disconnect(&self, wanted: bool) {
        let Some(inner) = self.inner.try_get_value() else { return };
        let mut state = inner.borrow_mut();
        state.wanted = wanted;
        state.missed = true;
        if let Some(source) = state.source.take() {
            source.close();
        }
        // A handler may be running right now: free them after it has returned.
        let handlers = std::mem::take(&mut state.handlers);
        set_timeout(move || drop(handlers), Duration::ZERO);
        clear(&mut state.retry_timer);
        clear(&mut state.stale_timer);
    }

    fn tell(&self, news: News) {
        let Some(inner) = self.inner.try_get_value() else { return };
        let listeners: Vec<Listener> = inner.borrow().listeners.iter().map(|(_, listener)| listener.clone()).collect();
        for listener in listeners {
            listener(news);
        }
    }

    fn opened(&self) {
        let Some(inner) = self.inner.try_get_value() else { return };
        let missed = {
            let mut state = inner.borrow_mut();
            state.failures = 0;
            clear(&mut state.stale_timer);
            std::mem::take(&mut state.missed)
        };
        self.connection.set(Connection::Live);
        if missed {
            self.tell(News::Resync);
        }
    }

    fn changed(&self, event: &MessageEvent) {
        let data = event.data().as_string().unwrap_or_default();
        if let Some(change) = super::json::read(&data) {
            self.tell(News::Change(change));
        }
    }

    fn signed_out(&self, event: &MessageEvent) {
        self.close();
        let how = event.data().as_string().and_then(|data| super::json::read(&data));
        self.tell(News::SignedOut(how.unwrap_or(SignedOut { revoked: false })));
    }

    fn restart(&self) {
        self.disconnect(true);
        self.await_return();
        self.retry_later();
    }

    fn broke(&self) {
        let Some(inner) = self.inner.try_get_value() else { return };
        let refused = inner.borrow().source.as_ref().is_some_and(|s| s.ready_state() == EventSource::CLOSED);
        inner.borrow_mut().missed = true;
        if refused {
            self.disconnect(true);
            self.retry_later();
        }
        self.await_return();
        if refused {
            self.tell(News::Refused);
        }
    }

    /// Says "stale" if the connection is not back in time.
    fn await_return(&self) {
        let Some(inner) = self.inner.try_get_value() else { return };
        if inner.borrow().stale_timer.is_some() || self.connection.get_untracked() == Connection::Stale {
            return;
        }
        let live = *self;
        let timer = set_timeout_with_handle(
            move || {
                if let Some(inner) = live.inner.try_get_value() {
                    inner.borrow_mut().stale_timer = None;
                    live.connection.set(Connection::Stale);
                }
            },
            STALE_AFTER,
        );
        inner.borrow_mut().stale_timer = timer.ok();
    }

    fn retry_later(&self) {
        let Some(inner) = self.inner.try_get_value() else { return };
        let mut state = inner.borrow_mut();
        state.failures += 1;
        let pause = backoff(state.failures, js_sys::Math::random());
        let live = *self;
        state.retry_timer = set_timeout_with_handle(move || live.open(), pause).ok();
    }

    fn watch_page(&self) {
        let live = *self;
        let handles = [
            window_event_listener(leptos::ev::online, move |_| live.reopen()),
            window_event_listener(leptos::ev::Custom::new("pageshow"), move |_: web_sys::Event| live.reopen()),
            window_event_listener(leptos::ev::Custom::new("pagehide"), move |_: web_sys::Event| live.rest()),
            window_event_listener(leptos::ev::visibilitychange, move |_| live.visibility_changed()),
        ];
        on_cleanup(move || {
            handles.into_iter().for_each(WindowListenerHandle::remove);
            live.close();
        });
    }

    fn visibility_changed(&self) {
        let Some(inner) = self.inner.try_get_value() else { return };
        clear(&mut inner.borrow_mut().hidden_timer);
        if document().hidden() {
            let live = *self;
            inner.borrow_mut().hidden_timer = set_timeout_with_handle(move || live.rest(), HIDDEN_AFTER).ok();
        } else {
            self.reopen();
        }
    }

    /// Gives the connection back but means to return.
    fn rest(&self) {
        let wanted = self.inner.try_get_value().is_some_and(|inner| inner.borrow().wanted);
        self.disconnect(wanted);
    }

    fn reopen(&self) {
        if self.inner.try_get_value().is_some_and(|inner| inner.borrow().wanted) {
            self.open();
        }
    }
}

fn handler(f: impl Fn(MessageEvent) + 'static) -> EventClosure {
    Closure::new(f)
}

fn clear(timer: &mut Option<TimeoutHandle>) {
    if let Some(timer) = timer.take() {
        timer.clear();
    }
}

/// The pause before attempt number `failures` (from 1): 1 s doubling up to 30 s, times 0.5 to 1.5 by
/// `random` (0 to 1), so that browsers do not all return in the same second after a restart.
fn backoff(failures: u32, random: f64) -> Duration {
    let seconds = f64::from(1_u32 << failures.saturating_sub(1).min(5)).min(30.0);
    Duration::from_millis((seconds * 1000.0 * (0.5 + random)) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_half_a_minute_and_spread() {
        assert_eq!(backoff(1, 0.5), Duration::from_secs(1));
        assert_eq!(backoff(3, 0.5), Duration::from_secs(4));
        assert_eq!(backoff(60, 0.5), Duration::from_secs(30));
        assert_eq!(backoff(60, 0.0), Duration::from_secs(15));
        assert!(backoff(60, 0.999) < Duration::from_secs(45));
    }
}
