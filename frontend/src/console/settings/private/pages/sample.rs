//! What is done on a page, for its preview: the same fields as there, out of reach.

use leptos::prelude::*;
use openapi::domains::console::PrivateContent;
use openapi::domains::pages::PageKind;

use crate::ui::{Button, Checkbox, Field, Input, Kind, RichText};

/// The fields of a page, its button, and what stands below that.
pub fn sample(kind: PageKind, button: RwSignal<String>, content: &PrivateContent) -> AnyView {
    let fields = match kind {
        PageKind::Register => register(content),
        PageKind::SignIn => sign_in(),
        PageKind::PasswordResetRequest => field("E-mail"),
        PageKind::PasswordReset => field("New password"),
        PageKind::SignedOut | PageKind::AccessDenied => ().into_any(),
    };
    let below = (kind == PageKind::SignIn).then(|| other_ways(content));
    view! {
        <div class="page-sample" inert>
            {fields}
            <Button kind=Kind::Primary class="btn-wide">{move || button.get()}</Button>
            {below}
        </div>
    }
    .into_any()
}

fn field(label: &'static str) -> AnyView {
    view! { <Field label><Input value=RwSignal::new(String::new())/></Field> }.into_any()
}

fn sign_in() -> AnyView {
    view! {
        {field("E-mail")}
        {field("Password")}
        <div class="page-sample-row">
            <Checkbox checked=RwSignal::new(false) label="Keep me signed in"/>
            <span class="page-sample-link">"Forgot password?"</span>
        </div>
    }
    .into_any()
}

/// What the domain offers whoever cannot sign in with a password.
fn other_ways(content: &PrivateContent) -> AnyView {
    let link =
        content.settings.magic_link.then(|| view! { <Button class="btn-wide">"E-mail me a sign-in link"</Button> });
    let register = content.settings.self_registration.then(|| {
        view! { <p class="small">"No account yet? " <span class="page-sample-link">"Register here"</span></p> }
    });
    view! { {link} {register} }.into_any()
}

fn register(content: &PrivateContent) -> AnyView {
    let (notice, label) = (content.consent_notice_html.clone(), content.consent_label_html.clone());
    let consent = (!label.is_empty()).then(|| {
        view! {
            <RichText html=notice/>
            <div class="consent-check"><span class="consent-box" aria-hidden="true"></span><RichText html=label/></div>
        }
    });
    view! {
        <div class="page-sample-pair">{field("First name")}{field("Last name")}</div>
        {field("E-mail")}
        {field("Password")}
        {consent}
    }
    .into_any()
}
