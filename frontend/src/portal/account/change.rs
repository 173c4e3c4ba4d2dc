//! A form that opens in the place of the button that leads to it.

use leptos::prelude::*;

use crate::ui::dom::{focus_id, unique_id};
use crate::ui::{Button, Kind, dynamic};

/// A button, or the form it opened.
#[component]
pub fn Change(
    /// What the button says.
    label: &'static str,
    /// The form; sets what it is given to false when it is done.
    #[prop(into)]
    form: Callback<RwSignal<bool>, AnyView>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let place = StoredValue::new(unique_id("change"));
    // the form begins, and the button is back, where the other one was
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(move || focus_id(&place.get_value()));
        }
        now
    });
    let content = move || {
        if open.get() {
            form.run(open)
        } else {
            view! { <Button on_click=move |_| open.set(true)>{label}</Button> }.into_any()
        }
    };
    view! { <div class="account-change" id=place.get_value() tabindex="-1">{dynamic(content)}</div> }
}

/// Done, or never mind.
pub fn buttons(send: &'static str, busy: RwSignal<bool>, open: RwSignal<bool>) -> AnyView {
    view! {
        <div class="form-actions">
            <Button kind=Kind::Primary form_type="submit" busy busy_label="Saving…">{send}</Button>
            <Button kind=Kind::Quiet on_click=move |_| open.set(false)>"Cancel"</Button>
        </div>
    }
    .into_any()
}
