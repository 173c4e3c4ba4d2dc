//! What a lookup knows: what was asked, what was found, and which option the arrows are on.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use wasm_bindgen::JsCast;

use crate::api::problem::Failure;
use crate::ui::dom::pause;
use crate::words;

/// The pause after the last key before the server is asked.
const PAUSE: Duration = Duration::from_millis(200);

/// Something that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    /// The record.
    pub value: T,
    /// What people know it by.
    pub label: String,
    /// What tells it from others of the same name.
    pub detail: String,
}

/// What a search brings.
pub type Matches<T> = Pin<Box<dyn Future<Output = Result<Vec<Found<T>>, Failure>>>>;
/// Asks the server for what was typed; for nothing when the field gets the focus.
pub type Search<T> = fn(String) -> Matches<T>;

/// How something that was found is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    pub(super) label: String,
    pub(super) detail: String,
}

impl<T> Found<T> {
    pub(super) fn named(&self) -> Named {
        Named { label: self.label.clone(), detail: self.detail.clone() }
    }
}

/// Asks for names and remembers what they stand for.
pub(super) type Ask = Arc<dyn Fn(String) -> Names + Send + Sync>;
type Names = Pin<Box<dyn Future<Output = Result<Vec<Named>, Failure>>>>;

/// The state of one field. Copies mean the same.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    pub(super) open: RwSignal<bool>,
    pub(super) active: RwSignal<usize>,
    pub(super) found: RwSignal<Vec<Named>>,
    typed: RwSignal<String>,
    asked: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Looking {
    pub(super) fn new(ask: Ask, typed: RwSignal<String>) -> Self {
        let state = Self {
            open: RwSignal::new(false),
            active: RwSignal::new(0),
            found: RwSignal::new(Vec::new()),
            typed,
            asked: RwSignal::new(None),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        };
        Effect::new(move |_| {
            let Some(words) = state.asked.get() else { return };
            state.busy.set(true);
            let ask = ask.clone();
            spawn_local_scoped_with_cancellation(async move {
                pause(PAUSE).await;
                state.answered(ask(words).await);
            });
        });
        state
    }

    fn answered(&self, answer: Result<Vec<Named>, Failure>) {
        match answer {
            Ok(found) => {
                self.active.set(0);
                self.found.set(found);
                self.failure.set(None);
            }
            Err(failure) => self.failure.set(Some(failure)),
        }
        self.busy.set(false);
    }

    /// Opens the list and looks for what is typed.
    pub(super) fn ask(&self) {
        self.open.set(true);
        self.asked.set(Some(self.typed.with_untracked(|typed| typed.trim().to_owned())));
    }

    /// Moves through the options; past an end it comes round at the other.
    pub(super) fn step(&self, step: isize) {
        self.open.set(true);
        let count = self.found.with_untracked(Vec::len);
        if count > 0 {
            self.active.update(|at| *at = (*at + count).saturating_add_signed(step) % count);
        }
    }

    /// Whether Enter would choose something.
    pub(super) fn offers(&self) -> bool {
        self.open.get() && self.found.with(|found| !found.is_empty())
    }

    /// Closes the list when the focus has gone elsewhere.
    pub(super) fn left(&self, event: &leptos::ev::FocusEvent) {
        let node =
            |target: Option<web_sys::EventTarget>| target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let next = node(event.related_target());
        if !node(event.current_target()).is_some_and(|here| here.contains(next.as_ref())) {
            self.open.set(false);
        }
    }

    /// What there is to say where no options are.
    pub(super) fn remark(&self) -> Option<String> {
        match (self.failure.get(), self.busy.get(), self.found.with(Vec::is_empty)) {
            (Some(failure), _, _) => Some(words::failure(&failure)),
            (None, true, true) => Some("Searching…".into()),
            (None, false, true) => Some("Nothing found".into()),
            (None, _, false) => None,
        }
    }
}
