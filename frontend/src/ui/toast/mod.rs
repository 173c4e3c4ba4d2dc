//! Short notes that something is done, and the two live regions through which screen readers hear.
//!
//! Errors are never in a toast alone.

use std::time::Duration;

use leptos::prelude::*;

use super::{Glyph, Icon, IconButton, crossing, each};

/// How long a toast stays unless somebody is on it.
const TOAST: Duration = Duration::from_secs(8);
/// Pause between announcements, so that none swallows the one before.
const GAP: Duration = Duration::from_millis(500);

/// Speaks through the page's live regions.
#[derive(Clone, Copy)]
pub struct Announcer {
    polite: RwSignal<String>,
    assertive: RwSignal<String>,
    queue: StoredValue<Vec<String>>,
    speaking: StoredValue<bool>,
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

impl Announcer {
    /// An announcer; give it to [`LiveRegions`] and to the context.
    pub fn new() -> Self {
        Self {
            polite: RwSignal::new(String::new()),
            assertive: RwSignal::new(String::new()),
            queue: StoredValue::new(Vec::new()),
            speaking: StoredValue::new(false),
        }
    }

    /// Says something when the user is idle.
    pub fn polite(&self, text: impl Into<String>) {
        self.queue.update_value(|queue| queue.push(text.into()));
        if !self.speaking.get_value() {
            self.speaking.set_value(true);
            self.next();
        }
    }

    /// Interrupts. For errors only.
    pub fn assertive(&self, text: impl Into<String>) {
        self.assertive.set(text.into());
    }

    fn next(self) {
        let text = self.queue.try_update_value(|queue| (!queue.is_empty()).then(|| queue.remove(0))).flatten();
        match text {
            None => self.speaking.set_value(false),
            Some(text) => {
                // The same words twice must still be a change.
                let same = self.polite.with_untracked(|old| *old == text);
                self.polite.set(if same { format!("{text}\u{a0}") } else { text });
                set_timeout(move || self.next(), GAP);
            }
        }
    }
}

#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    action: Option<(String, Callback<()>)>,
}

/// The toasts of the page.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last: StoredValue<u32>,
    held: RwSignal<bool>,
    announcer: Announcer,
}

impl Toasts {
    /// No toasts yet, but for the note that the page before may have left.
    pub fn new(announcer: Announcer) -> Self {
        let toasts =
            Self { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0), held: RwSignal::new(false), announcer };
        if let Some(note) = crossing::note() {
            // the live regions have to be there before they are told
            set_timeout(move || toasts.show(note), Duration::ZERO);
        }
        toasts
    }

    /// Says that something is done.
    pub fn show(&self, text: impl Into<String>) {
        self.push(text.into(), None);
    }

    /// Says that something is done and offers one action, such as Undo.
    pub fn show_with(&self, text: impl Into<String>, label: impl Into<String>, action: Callback<()>) {
        self.push(text.into(), Some((label.into(), action)));
    }

    fn push(&self, text: String, action: Option<(String, Callback<()>)>) {
        self.announcer.polite(text.clone());
        let number = self.last.get_value() + 1;
        self.last.set_value(number);
        self.shown.update(|shown| {
            shown.push(Toast { number, text, action });
            let surplus = shown.len().saturating_sub(3);
            shown.drain(..surplus);
        });
        self.expire(number);
    }

    fn expire(self, number: u32) {
        set_timeout(move || if self.held.get_untracked() { self.expire(number) } else { self.remove(number) }, TOAST);
    }

    fn remove(&self, number: u32) {
        self.shown.update(|shown| shown.retain(|toast| toast.number != number));
    }
}

/// The live regions and the toasts; once per app, at the end of the page.
#[component]
pub fn LiveRegions(
    /// Whose words.
    announcer: Announcer,
    /// Whose toasts.
    toasts: Toasts,
) -> impl IntoView {
    let one = move |toast: Toast| {
        let number = toast.number;
        let action = toast.action.map(|(label, action)| {
            let click = move |_| {
                toasts.remove(number);
                action.run(());
            };
            view! { <button type="button" class="toast-action" on:click=click>{label}</button> }
        });
        view! {
            <div class="toast">
                <Icon glyph=Glyph::Check/>
                <span>{toast.text}</span>
                {action}
                <IconButton glyph=Glyph::Close label="Dismiss" dense=true on_click=move |_| toasts.remove(number)/>
            </div>
        }
    };
    view! {
        <div class="sr-only" role="status" aria-live="polite">{move || announcer.polite.get()}</div>
        <div class="sr-only" role="alert">{move || announcer.assertive.get()}</div>
        <div
            class="toasts"
            role="region"
            aria-label="Notifications"
            on:pointerenter=move |_| toasts.held.set(true)
            on:pointerleave=move |_| toasts.held.set(false)
            on:focusin=move |_| toasts.held.set(true)
            on:focusout=move |_| toasts.held.set(false)
        >
            {each(move || toasts.shown.get(), |toast| toast.number.to_string(), one)}
        </div>
    }
}
