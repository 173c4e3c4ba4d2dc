//! Whose words a page or an e-mail has, and giving it Portico's own back.

use leptos::prelude::*;

use crate::ui::{Badge, Button, Dialog, Kind, Tone};

/// Whether nobody has written it.
#[component]
pub fn WordsBadge(is_default: bool) -> impl IntoView {
    let (tone, label) = if is_default { (Tone::Neutral, "Default") } else { (Tone::Open, "Your own") };
    view! { <Badge tone label/> }
}

/// The button that gives the default words back, and its dialog.
#[component]
pub fn ResetButton(
    /// Whether it has words of its own.
    #[prop(into)]
    shown: Signal<bool>,
    /// Whether it is being done.
    busy: RwSignal<bool>,
    /// "page" or "e-mail".
    what: &'static str,
    /// Does it.
    #[prop(into)]
    on_agree: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let agree = move |_| {
        asking.set(false);
        on_agree.run(());
    };
    view! {
        <Show when=move || shown.get()>
            <Button busy busy_label="Saving…" on_click=move |_| asking.set(true)>"Use default words"</Button>
        </Show>
        <Dialog open=asking title=format!("Give up your words for this {what}?") class="dialog-form">
            <div class="stack">
                <p>{format!("The {what} gets the words back that it began with. Yours are gone then.")}</p>
                <div class="form-end">
                    <Button on_click=move |_| asking.set(false)>"Keep my words"</Button>
                    <Button kind=Kind::Danger on_click=agree>"Use default words"</Button>
                </div>
            </div>
        </Dialog>
    }
}
