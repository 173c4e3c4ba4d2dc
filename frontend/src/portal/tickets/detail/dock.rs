//! How the composer at the lower edge of the window behaves: when it is in use, and that its growing hides
//! nothing.

use std::time::Duration;

use leptos::ev::FocusEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::dom::first;

/// Pixels between the conversation and the composer.
const GAP: f64 = 16.0;
/// Pixels of the conversation's end that may be out of sight while its reader still is at its end.
const NEAR: f64 = 48.0;

/// Scrolls on as the composer grows, for whoever has the end of the conversation in sight: it would hide the
/// newest message. `changes` tracks whatever the height may depend on.
pub fn keep_end_in_view(dock: NodeRef<html::Div>, changes: impl Fn() + 'static) {
    let height = StoredValue::new(None::<f64>);
    Effect::new(move |_| {
        changes();
        request_animation_frame(move || {
            let Some(dock) = dock.try_get_untracked().flatten().map(|dock| dock.get_bounding_client_rect()) else {
                return;
            };
            let before = height.try_update_value(|height| height.replace(dock.height())).flatten();
            let grown = dock.height() - before.unwrap_or(dock.height());
            let Some(thread) = first(".thread").filter(|_| grown > 0.0) else { return };
            let hidden = thread.get_bounding_client_rect().bottom() - dock.top();
            if hidden > -GAP && hidden - grown < NEAR {
                window().scroll_by_with_x_and_y(0.0, hidden + GAP);
            }
        });
    });
}

/// Whether the user is in the composer: from when they enter its text until the focus is elsewhere. Not at
/// the first touch of its buttons, and not at once when they leave, or things would move below the pointer
/// between press and release.
pub fn focus_inside() -> (RwSignal<bool>, impl Fn(FocusEvent) + Clone) {
    let focused = RwSignal::new(false);
    let leave = window_event_listener(leptos::ev::focusin, move |_| check_focus_later(focused));
    let blur = window_event_listener(leptos::ev::pointerup, move |_| check_focus_later(focused));
    on_cleanup(move || {
        leave.remove();
        blur.remove();
    });
    let enter = move |event: FocusEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| target.tag_name() == "TEXTAREA") {
            focused.set(true);
        }
    };
    (focused, enter)
}

fn check_focus_later(focused: RwSignal<bool>) {
    let check = move || {
        let inside =
            document().active_element().is_some_and(|element| element.closest(".composer").ok().flatten().is_some());
        if !inside {
            focused.try_set(false);
        }
    };
    set_timeout(check, Duration::from_millis(150));
}
