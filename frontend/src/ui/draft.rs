//! What somebody is writing, kept on this device: it survives a reload, a closed tab and an ended session.
//!
//! Drafts lie under a key that names person and place, and go when the message is sent or on signing out.

use std::time::Duration;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::dom::storage;
use super::time::now_ms;

const PREFIX: &str = "draft:";
const PAUSE: Duration = Duration::from_millis(400);

/// A draft being kept. Copies mean the same draft.
#[derive(Clone, Copy)]
pub struct Draft {
    /// When it was last written down, in milliseconds since 1970; none while there is nothing to keep.
    pub saved_at: RwSignal<Option<f64>>,
    /// Whether the browser would not take it: it is too large, or there is no room left.
    pub refused: RwSignal<bool>,
    key: StoredValue<String>,
    waiting: StoredValue<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Draft {
    /// What was kept under `key`, if anything readable.
    pub fn read<T: DeserializeOwned>(key: &str) -> Option<T> {
        let text = storage()?.get_item(&format!("{PREFIX}{key}")).ok()??;
        crate::api::json::read(&text)
    }

    /// Keeps `value` under `key` for whichever page reads it next.
    pub fn write_once<T: Serialize>(key: &str, value: &T) {
        if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(value)) {
            let _ = storage.set_item(&format!("{PREFIX}{key}"), &text);
        }
    }

    /// Keeps what `current` returns under `key` whenever it changes, and removes the draft when it equals
    /// `T::default()`. Writes after a short pause, and at once when the page goes.
    pub fn keep<T>(key: impl Into<String>, current: impl Fn() -> T + 'static) -> Self
    where
        T: Serialize + PartialEq + Default + 'static,
    {
        let draft = Self {
            saved_at: RwSignal::new(None),
            refused: RwSignal::new(false),
            key: StoredValue::new(format!("{PREFIX}{}", key.into())),
            waiting: StoredValue::new(None),
            timer: StoredValue::new(None),
        };
        draft.follow(Box::new(move || {
            let value = current();
            if value == T::default() { String::new() } else { serde_json::to_string(&value).unwrap_or_default() }
        }));
        let leaving =
            window_event_listener(leptos::ev::Custom::new("pagehide"), move |_: web_sys::Event| draft.write());
        on_cleanup(move || {
            draft.write();
            leaving.remove();
        });
        draft
    }

    /// Writes whenever `current` changes; an empty text means that there is nothing to keep.
    fn follow(self, current: Box<dyn Fn() -> String>) {
        Effect::new(move |first: Option<()>| {
            let text = current();
            if first.is_some() || !text.is_empty() {
                self.waiting.set_value(Some(text));
                self.write_soon();
            }
        });
    }

    /// Removes the draft: it was sent.
    pub fn clear(&self) {
        self.stop_timer();
        self.waiting.set_value(None);
        self.saved_at.try_set(None);
        self.refused.try_set(false);
        if let (Some(storage), Some(key)) = (storage(), self.key.try_get_value()) {
            let _ = storage.remove_item(&key);
        }
    }

    fn write_soon(self) {
        self.stop_timer();
        self.timer.set_value(set_timeout_with_handle(move || self.write(), PAUSE).ok());
    }

    fn stop_timer(&self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    fn write(&self) {
        let Some(text) = self.waiting.try_update_value(Option::take).flatten() else { return };
        let (Some(storage), Some(key)) = (storage(), self.key.try_get_value()) else { return };
        let kept = if text.is_empty() { storage.remove_item(&key) } else { storage.set_item(&key, &text) };
        self.refused.try_set(kept.is_err());
        self.saved_at.try_set((kept.is_ok() && !text.is_empty()).then(now_ms));
    }
}

/// Removes every draft whose key begins with `prefix`: the person signed out on purpose. Again a moment
/// later, when pages that go because of it have written down what was waiting.
pub fn forget_drafts(prefix: &str) {
    let wanted = format!("{PREFIX}{prefix}");
    remove_all(&wanted);
    set_timeout(move || remove_all(&wanted), Duration::ZERO);
}

fn remove_all(wanted: &str) {
    let Some(storage) = storage() else { return };
    let keys: Vec<String> = (0..storage.length().unwrap_or(0))
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|key| key.starts_with(wanted))
        .collect();
    for key in keys {
        let _ = storage.remove_item(&key);
    }
}
