//! Keyboard shortcuts: the table of keys, who listens for what, and the setting that turns single
//! keys off. The pages decide what an action means; this only delivers it.

mod help;
mod keys;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

pub use help::HelpDialog;
pub use keys::{Action, Mode, Press, Reader, keys_of};

const STORED: &str = "portico.console.shortcuts";

type Handler = Rc<dyn Fn(Action) -> bool>;
type Handlers = Rc<RefCell<Vec<(u32, Handler)>>>;

/// Delivers actions to whoever can carry them out. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    /// Whether single keys act.
    pub mode: RwSignal<Mode>,
    handlers: StoredValue<Handlers, LocalStorage>,
}

impl Shortcuts {
    /// Starts listening to the keyboard and offers itself to everything below.
    pub fn provide() -> Self {
        let shortcuts = Self { mode: RwSignal::new(stored_mode()), handlers: StoredValue::new_local(Rc::default()) };
        provide_context(shortcuts);
        Effect::new(move || store_mode(shortcuts.mode.get()));
        let reader = Cell::new(Reader::default());
        let handle = window_event_listener_untyped("keydown", move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if event.default_prevented() || event.repeat() && event.key() == "Enter" {
                return;
            }
            let key = key_of(event);
            let press = Press {
                key: &key,
                ctrl: event.ctrl_key() || event.meta_key(),
                alt: event.alt_key(),
                busy: event.is_composing() || is_busy(event),
            };
            let mut reading = reader.get();
            let action = reading.press(press, shortcuts.mode.get_untracked(), event.time_stamp());
            reader.set(reading);
            if action.is_some_and(|action| shortcuts.run(action)) {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
        shortcuts
    }

    /// The one that a parent provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Calls `handler` with every action until the current reactive owner is cleaned up. It says
    /// whether it carried the action out; the newest listener is asked first.
    pub fn on(&self, handler: impl Fn(Action) -> bool + 'static) {
        let Some(handlers) = self.handlers.try_get_value() else { return };
        let number = handlers.borrow().last().map_or(0, |(last, _)| last + 1);
        handlers.borrow_mut().push((number, Rc::new(handler)));
        let all = self.handlers;
        on_cleanup(move || {
            if let Some(handlers) = all.try_get_value() {
                handlers.borrow_mut().retain(|(known, _)| *known != number);
            }
        });
    }

    /// Carries an action out, whatever asked for it. False when nobody can just now.
    pub fn run(&self, action: Action) -> bool {
        let Some(handlers) = self.handlers.try_get_value() else { return false };
        let newest_first: Vec<Handler> = handlers.borrow().iter().rev().map(|(_, handler)| handler.clone()).collect();
        newest_first.iter().any(|handler| untrack(|| handler(action)))
    }

    /// The keys of an action as the hint to show beside a control; none when single keys are off.
    pub fn hint(&self, action: Action) -> Option<String> {
        let first = keys_of(action).first()?;
        match self.mode.get() {
            Mode::On => Some(shown(first)),
            Mode::Alt => Some(format!("Alt {}", shown(first))),
            Mode::Off => first.contains('+').then(|| shown(first)),
        }
    }
}

/// Keys as people read them: letters in capitals.
pub fn shown(keys: &str) -> String {
    if keys.contains('+') {
        return keys.split('+').map(capital).collect::<Vec<_>>().join(" ");
    }
    keys.split(' ').map(capital).collect::<Vec<_>>().join(" then ")
}

fn capital(key: &str) -> String {
    match key {
        "Enter" => "↵".into(),
        "Shift" => "⇧".into(),
        key if key.chars().count() == 1 => key.to_uppercase(),
        key => key.into(),
    }
}

/// The letter on the key where Alt would turn it into another character, as on a Mac.
fn key_of(event: &KeyboardEvent) -> String {
    match event.code().strip_prefix("Key") {
        Some(letter) if event.alt_key() => letter.to_lowercase(),
        _ => event.key(),
    }
}

/// Whether single keys belong to something else now: a field, an open dialog or menu, or a control
/// that Enter would press.
fn is_busy(event: &KeyboardEvent) -> bool {
    let target = event.target();
    let editable =
        target.as_ref().and_then(|t| t.dyn_ref::<HtmlElement>()).is_some_and(HtmlElement::is_content_editable);
    let element = target.as_ref().and_then(|target| target.dyn_ref::<Element>());
    let within = |what: &str| element.is_some_and(|element| element.closest(what).is_ok_and(|found| found.is_some()));
    let pressable = event.key() == "Enter" && within("a, button, summary");
    let open = |what: &str| document().query_selector(what).is_ok_and(|found| found.is_some());
    let floating = "dialog[open], .picker-list, .menu-panel:not([hidden])";
    editable || pressable || within("input, textarea, select") || open(floating)
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn stored_mode() -> Mode {
    let word = storage().and_then(|storage| storage.get_item(STORED).ok().flatten());
    Mode::stored(word.as_deref())
}

fn store_mode(mode: Mode) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(STORED, mode.word());
    }
}
