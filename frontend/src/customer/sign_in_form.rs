//! The form for signing in: on the entry app's page, and in the portal's dialog for signing in again.

use crate::ui::dom::focus_id;
use crate::ui::dynamic;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::portals::portal::Me;
use openapi::problem::ProblemCode;
use openapi::session::NewSession;

use super::wait::Wait;
use crate::api::entry::create_session;
use crate::api::problem::Failure;
use crate::ui::{Banner, Button, Checkbox, ErrorSummary, Field, Form, Input, Kind, PasswordInput, Tone};
use crate::words;

/// What the form holds while it is filled in.
#[derive(Clone, Copy)]
struct Credentials {
    email: RwSignal<String>,
    password: RwSignal<String>,
    keep: RwSignal<bool>,
    form: Form,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    wait: Wait,
    slug: StoredValue<String>,
    on_done: Callback<Me>,
    on_denied: Callback<String>,
}

impl Credentials {
    fn body(&self) -> NewSession {
        NewSession {
            email: self.email.get_untracked().trim().to_owned(),
            password: self.password.get_untracked(),
            keep: self.keep.get_untracked(),
        }
    }

    fn submit(self) {
        let body = self.body();
        let again = Callback::new(move |()| self.submit());
        if self.busy.get_untracked() || !self.form.refuse(body.check()) || self.wait.hold(again) {
            return;
        }
        self.failure.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = create_session(self.slug.get_value(), body).await;
            self.busy.try_set(false);
            match answer {
                Ok(me) => self.on_done.run(me),
                Err(failure) if failure.is(ProblemCode::AccessDenied) => self.on_denied.run(self.email.get_untracked()),
                Err(failure) => self.refused(failure),
            }
        });
    }

    fn refused(&self, failure: Failure) {
        if let Some(seconds) = failure.retry_after() {
            self.wait.start(seconds);
        }
        if failure.is(ProblemCode::ValidationFailed) {
            self.form.refuse(failure.fields().to_vec());
        }
        self.failure.try_set(Some(failure));
    }
}

/// E-mail, password, keep me signed in.
#[component]
pub fn SignInForm(
    /// Of which portal.
    slug: String,
    /// What the button says.
    #[prop(into)]
    button: String,
    /// Who has to sign in, when only they can.
    #[prop(optional, into)]
    fixed_email: Option<String>,
    /// Gets who signed in.
    #[prop(into)]
    on_done: Callback<Me>,
    /// Gets the address of whom the portal is not meant for; they are not signed in.
    #[prop(into)]
    on_denied: Callback<String>,
    /// Stands beside "Keep me signed in".
    children: Children,
) -> impl IntoView {
    let fixed = fixed_email.is_some();
    let fields = Credentials {
        email: RwSignal::new(fixed_email.unwrap_or_default()),
        password: RwSignal::new(String::new()),
        keep: RwSignal::new(false),
        form: Form::new(),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        wait: Wait::none(),
        slug: StoredValue::new(slug),
        on_done,
        on_denied,
    };
    Effect::new(move |_| {
        fields.email.track();
        fields.password.track();
        fields.form.recheck(&fields.body().check());
    });
    if fixed {
        // the address is known: what is missing is the password
        let field = fields.form.control_id("/password");
        request_animation_frame(move || focus_id(&field));
    }
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        fields.submit();
    };
    let form = fields.form;
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary form/>
            <SignInFailure fields/>
            <Field label="E-mail" pointer="/email" form>
                <Input value=fields.email kind="email" autocomplete="username" required=true readonly=fixed/>
            </Field>
            <Field label="Password" pointer="/password" form>
                <PasswordInput value=fields.password autocomplete="current-password"/>
            </Field>
            <div class="sign-in-row">
                <Checkbox checked=fields.keep label="Keep me signed in"/>
                {children()}
            </div>
            <Button
                kind=Kind::Primary
                form_type="submit"
                class="btn-wide"
                busy=Signal::derive(move || fields.busy.get() || fields.wait.is_armed())
                busy_label="Signing in…"
                disabled=Signal::derive(move || fields.wait.is_long())
            >
                {button.clone()}
            </Button>
        </form>
    }
}

/// Why signing in failed, and how long to wait. The counting is not read out: the reason is, once.
#[component]
fn SignInFailure(
    /// The form.
    fields: Credentials,
) -> impl IntoView {
    let waiting = move || match fields.wait.left() {
        0 => None,
        left => Some(view! { <p class="num" aria-live="off">{format!("Try again in {}.", words::duration(left))}</p> }),
    };
    let shown = move || {
        fields.failure.get().filter(|failure| failure.fields().is_empty()).map(|failure| {
            let reason = match failure.code() {
                Some(ProblemCode::SignInFailed | ProblemCode::RateLimited) => {
                    words::problem(ProblemCode::SignInFailed).to_owned()
                }
                _ => words::failure(&failure),
            };
            view! {
                <Banner tone=Tone::Danger>
                    <p>{reason}</p>
                    {dynamic(waiting)}
                </Banner>
            }
        })
    };
    view! { <div role="alert" class="form-alert">{dynamic(shown)}</div> }
}
