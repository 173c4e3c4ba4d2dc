//! A preview: staff look at the portal as one of its customers. The bar that says so on every page.

use leptos::prelude::*;

use super::use_session;
use crate::portal::shell::sign_out_action;
use crate::ui::dynamic;

/// As whom the portal is seen, and the way out.
#[component]
pub fn PreviewBar() -> impl IntoView {
    let session = use_session();
    let end = sign_out_action(session);
    let bar = move || {
        Some(session.me.get()).filter(|me| me.is_preview).map(|me| {
            view! {
                <div class="notice" role="region" aria-label="Preview">
                    <span>"You see this portal as " <b>{me.name}</b> ". Nothing can be changed."</span>
                    <button type="button" class="notice-action" on:click=move |_| end.run(())>"End preview"</button>
                </div>
            }
        })
    };
    dynamic(bar)
}
