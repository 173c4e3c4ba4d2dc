//! One event: what it was before and after, by whom and from where.

use leptos::prelude::*;
use openapi::audit::AuditEvent;

use super::words::differences;
use crate::ui::time::full_time;

/// The content of the dialog.
#[component]
pub fn Detail(event: AuditEvent) -> impl IntoView {
    let rows = differences(&event.data);
    let any = !rows.is_empty();
    let row = |(name, before, after): (String, Option<String>, Option<String>)| {
        let side = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
        view! { <tr><th scope="row">{name}</th><td data-label="Before">{side(before)}</td><td data-label="After">{side(after)}</td></tr> }
    };
    let text =
        |label: &'static str, value: String| (!value.is_empty()).then(|| view! { <dt>{label}</dt><dd>{value}</dd> });
    view! {
        <div class="stack audit-detail">
            <dl class="facts">
                {text("Of", event.object_name)}
                {text("By", event.actor)}
                {text("When", full_time(event.created_at.timestamp_millis() as f64))}
                {text("From", event.ip)}
                {text("With", event.user_agent)}
                {text("Request", event.request_id)}
            </dl>
            {any.then(|| view! {
                <table class="diff">
                    <caption class="sr-only">"Before and after"</caption>
                    <thead><tr><th scope="col">"What"</th><th scope="col">"Before"</th><th scope="col">"After"</th></tr></thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            })}
        </div>
    }
}
