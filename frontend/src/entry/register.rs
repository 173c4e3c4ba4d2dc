//! Registering by oneself. The answer is always "check your inbox", whether the address is known or not;
//! nothing of an account exists before the mailed link was used.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::portals::entry::Consent;
use openapi::problem::{FieldCode, FieldProblem};
use openapi::registrations::NewRegistration;

use super::card::{Card, WordedCard};
use super::consent::{AT, ConsentField};
use super::inbox::CheckInbox;
use super::use_entry;
use crate::api::entry::{create_registration, get_portal};
use crate::api::problem::Failure;
use crate::customer::NewPasswordField;
use crate::routes::portal as routes;
use crate::ui::{Banner, Button, ButtonLink, ErrorSummary, Field, Form, Input, Kind, Tone, dynamic};
use crate::words;

/// Register.
#[component]
pub fn Register() -> impl IntoView {
    let entry = use_entry();
    let writing = Writing::new();
    let content = move || {
        if !entry.portal().self_registration {
            return view! { <Closed/> }.into_any();
        }
        match writing.sent.get() {
            Some(body) => {
                let email = body.email.clone();
                let again = Callback::new(move |()| writing.send_again(body.clone()));
                view! {
                    <CheckInbox email again busy=writing.busy failure=writing.failure on_other=move |()| writing.sent.set(None)/>
                }
                .into_any()
            }
            None => view! { <RegisterForm writing/> }.into_any(),
        }
    };
    dynamic(content)
}

/// Strangers cannot register here.
#[component]
fn Closed() -> impl IntoView {
    let entry = use_entry();
    let email = entry.portal().access_email;
    let mail = format!("mailto:{email}");
    view! {
        <Card title="Registration is closed">
        <p>
            "This portal is for invited customers. If you think that you should have access, write to "
            <a class="break-anywhere" href=mail>{email}</a> "."
        </p>
        <ButtonLink class="btn-wide" href=routes::sign_in(&entry.slug())>"Go to sign in"</ButtonLink>
        </Card>
    }
}

/// What is filled in. Copies mean the same.
#[derive(Clone, Copy)]
struct Writing {
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    email: RwSignal<String>,
    password: RwSignal<String>,
    consent: RwSignal<Option<Consent>>,
    agreed: RwSignal<bool>,
    form: Form,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    /// What the server took, for sending it again.
    sent: RwSignal<Option<NewRegistration>>,
    slug: StoredValue<String>,
}

impl Writing {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            first_name: text(),
            last_name: text(),
            email: text(),
            password: text(),
            consent: RwSignal::new(use_entry().portal().consent),
            agreed: RwSignal::new(false),
            form: Form::new(),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            sent: RwSignal::new(None),
            slug: StoredValue::new(use_entry().slug()),
        }
    }

    fn body(&self) -> NewRegistration {
        let trimmed = |text: RwSignal<String>| text.with(|text| text.trim().to_owned());
        let version = self.consent.with(|consent| consent.as_ref().map(|consent| consent.version));
        NewRegistration {
            first_name: trimmed(self.first_name),
            last_name: trimmed(self.last_name),
            email: trimmed(self.email),
            password: self.password.get(),
            consent_version: version.filter(|_| self.agreed.get()),
        }
    }

    fn check(&self, body: &NewRegistration) -> Vec<FieldProblem> {
        let mut problems = body.check();
        if self.consent.with(Option::is_some) && body.consent_version.is_none() {
            let message = "Agree to this to register.".to_owned();
            problems.push(FieldProblem { pointer: AT.to_owned(), code: FieldCode::Required, message });
        }
        problems
    }

    fn submit(self) {
        let body = untrack(|| self.body());
        if self.busy.get_untracked() || !self.form.refuse(untrack(|| self.check(&body))) {
            return;
        }
        self.send(body);
    }

    fn send_again(self, body: NewRegistration) {
        if !self.busy.get_untracked() {
            self.send(body);
        }
    }

    fn send(self, body: NewRegistration) {
        let slug = self.slug.get_value();
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = create_registration(slug.clone(), body.clone()).await;
            self.busy.try_set(false);
            match answer {
                Ok(()) => drop(self.sent.try_set(Some(body))),
                Err(refused) => self.refused(refused, slug),
            }
        });
    }

    fn refused(self, refused: Failure, slug: String) {
        let fields = refused.fields().to_vec();
        let reworded = fields.iter().any(|field| field.pointer == AT);
        self.form.refuse(fields);
        self.failure.try_set(Some(refused));
        if reworded {
            // the text was changed while it was read: show today's, which nobody has agreed to yet
            self.agreed.set(false);
            spawn_local(async move {
                if let Ok(boot) = get_portal(slug).await {
                    self.consent.try_set(boot.portal.consent);
                }
            });
        }
    }
}

/// The form.
#[component]
fn RegisterForm(
    /// What is filled in.
    writing: Writing,
) -> impl IntoView {
    let (words, sign_in) = (use_entry().pages().register, routes::sign_in(&use_entry().slug()));
    let button = words.button.clone();
    let form = writing.form;
    Effect::new(move |_| form.recheck(&writing.check(&writing.body())));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        writing.submit();
    };
    let said = move || {
        writing.failure.get().filter(|failure| failure.fields().is_empty()).map(|failure| {
            view! { <Banner tone=Tone::Danger>{words::failure(&failure)}</Banner> }
        })
    };
    view! {
        <WordedCard words>
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary form/>
            <div role="alert" class="form-alert">{dynamic(said)}</div>
            <div class="pair">
                <Field label="First name" pointer="/first_name" form>
                    <Input value=writing.first_name autocomplete="given-name" required=true/>
                </Field>
                <Field label="Last name" pointer="/last_name" form optional=true>
                    <Input value=writing.last_name autocomplete="family-name"/>
                </Field>
            </div>
            <Field label="E-mail" pointer="/email" form>
                <Input value=writing.email kind="email" autocomplete="username" required=true/>
            </Field>
            <NewPasswordField label="Password" pointer="/password" form value=writing.password/>
            <ConsentField consent=writing.consent agreed=writing.agreed form/>
            <Button kind=Kind::Primary form_type="submit" class="btn-wide" busy=writing.busy busy_label="Registering…">{button.clone()}</Button>
        </form>
        <p class="small">"Registered already? " <a href=sign_in>"Sign in"</a></p>
        </WordedCard>
    }
}
