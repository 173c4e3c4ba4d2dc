//! What whoever registers has to agree to, as staff wrote it. Its HTML is sanitised by the server, which
//! also sees to it that links open in a new tab.

use leptos::prelude::*;
use openapi::portals::entry::Consent;

use crate::ui::{Form, Glyph, Icon, dynamic};

/// Where the consent stands in the request body.
pub const AT: &str = "/consent_version";

/// The notice, and a checkbox that nobody ticked beforehand.
#[component]
pub fn ConsentField(
    /// What is agreed to; nothing where nothing was written.
    consent: RwSignal<Option<Consent>>,
    /// Whether it is agreed to.
    agreed: RwSignal<bool>,
    /// The form it belongs to.
    form: Form,
) -> impl IntoView {
    let id = form.control_id(AT);
    let error_id = format!("{id}-error");
    let problem = form.error_of(AT);
    let shown = move || {
        let consent = consent.get()?;
        let links = [&consent.notice_html, &consent.label_html].iter().any(|html| html.contains("<a "));
        let (id, error_id, error_below) = (id.clone(), error_id.clone(), error_id.clone());
        let described = move || problem.with(Option::is_some).then(|| error_id.clone());
        let error = move || {
            let id = error_below.clone();
            problem.get().map(|text| view! { <p class="field-error" id=id><Icon glyph=Glyph::Alert/> {text}</p> })
        };
        Some(view! {
            <div class="consent field" class:field-invalid=move || problem.with(Option::is_some)>
                <div class="consent-notice" inner_html=consent.notice_html></div>
                <div class="checkbox">
                    <input type="checkbox" id=id.clone() aria-required="true" aria-describedby=described
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        prop:checked=move || agreed.get() on:change=move |event| agreed.set(event_target_checked(&event))/>
                    <label for=id inner_html=consent.label_html></label>
                </div>
                {links.then(|| view! { <p class="hint">"Links open in a new tab."</p> })}
                {dynamic(error)}
            </div>
        })
    };
    dynamic(shown)
}
