//! The form for a new ticket.

use crate::ui::dynamic;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::problem::{FieldCode, FieldProblem};
use openapi::tickets::Priority;
use openapi::tickets::portal::NewTicket;

use super::kept::{Kept, PLACE, discard};
use crate::api::idempotency::{Attempt, random_key};
use crate::api::portal::tickets::{create_ticket, uploads_url};
use crate::api::problem::Failure;
use crate::customer::use_router;
use crate::portal::session::{Session, use_session};
use crate::routes::portal as routes;
use crate::ui::time::clock_time;
use crate::ui::{
    Banner, Button, ButtonLink, Checkbox, Choice, Draft, EmptyState, ErrorSummary, Field, FileList, FilePicker, Files,
    Form, Glyph, Heading, Icon, Input, Kind, NotKept, Select, Textarea, Tone,
};
use crate::words;

/// A ticket being written.
#[derive(Clone, Copy)]
struct Writing {
    session: Session,
    subject: RwSignal<String>,
    description: RwSignal<String>,
    category: RwSignal<String>,
    priority: RwSignal<String>,
    private: RwSignal<bool>,
    files: Files,
    draft: Draft,
    form: Form,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    attempt: StoredValue<Attempt>,
}

impl Writing {
    fn resume(session: Session) -> Self {
        let files = Files::new(uploads_url(&session.slug())).on_failure(session.heeding());
        let key = session.draft_key(PLACE);
        let kept = Draft::read::<Kept>(&key).unwrap_or_default();
        files.restore(kept.files);
        let [subject, description, category, priority] =
            [kept.subject, kept.description, kept.category, kept.priority].map(RwSignal::new);
        let private = RwSignal::new(kept.private);
        let draft = Draft::keep(key, move || Kept {
            subject: subject.get(),
            description: description.get(),
            category: category.get(),
            priority: priority.get(),
            private: private.get(),
            files: files.arrived(),
        });
        Self {
            session,
            subject,
            description,
            category,
            priority,
            private,
            files,
            draft,
            form: Form::new(),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            attempt: StoredValue::new(Attempt::default()),
        }
    }

    fn body(&self) -> NewTicket {
        NewTicket {
            subject: self.subject.get().trim().to_owned(),
            description: self.description.get(),
            category: Some(self.category.get()).filter(|category| !category.is_empty()),
            priority: Priority::parse(&self.priority.get()),
            attachments: self.files.ids(),
            is_private: self.private.get(),
        }
    }

    /// What is wrong with it, in the order of the form.
    fn problems(&self, body: &NewTicket) -> Vec<FieldProblem> {
        let mut problems = body.check();
        let said = if self.files.uploading() {
            Some("Wait until the files are uploaded, or cancel them.")
        } else if self.files.any_failed() {
            Some("A file was not uploaded. Try it again or remove it.")
        } else {
            None
        };
        problems.extend(said.map(|said| FieldProblem {
            pointer: "/attachments".to_owned(),
            code: FieldCode::Invalid,
            message: said.to_owned(),
        }));
        problems
    }

    fn submit(self, on_done: Callback<openapi::id::TicketId>) {
        let body = untrack(|| self.body());
        self.failure.set(None);
        if self.busy.get_untracked() || !self.form.refuse(untrack(|| self.problems(&body))) {
            return;
        }
        self.busy.set(true);
        let whole = serde_json::to_string(&body).unwrap_or_default();
        let key = self.attempt.try_update_value(|attempt| attempt.key_for(&whole, random_key)).unwrap_or_default();
        let session = self.session;
        let call = create_ticket(&session.slug(), &body, &key);
        spawn_local(async move {
            let answer = session.call(false, call).await;
            self.busy.try_set(false);
            match answer {
                Ok(ticket) => {
                    self.draft.clear();
                    discard(session);
                    on_done.run(ticket.id);
                }
                Err(failure) => self.refused(failure),
            }
        });
    }

    fn refused(&self, failure: Failure) {
        if !failure.fields().is_empty() {
            self.form.refuse(failure.fields().to_vec());
        }
        self.failure.try_set(Some(failure));
    }
}

/// The page at `/tickets/new`.
#[component]
pub fn NewTicketPage() -> impl IntoView {
    let session = use_session();
    if session.is_preview() {
        let title = "File a support ticket";
        return view! { <Heading title/> <EmptyState glyph=Glyph::Eye title="Here the customer files a ticket"/> }
            .into_any();
    }
    let writing = Writing::resume(session);
    let router = use_router();
    let done = Callback::new(move |id| router.go_instead(&routes::filed_ticket(&session.slug(), id)));
    Effect::new(move |_| writing.form.recheck(&writing.problems(&writing.body())));
    let failed = move || {
        writing.failure.get().filter(|failure| failure.fields().is_empty()).map(|failure| {
            view! { <Banner tone=Tone::Danger>{words::failure(&failure)}</Banner> }
        })
    };
    let answer_to = move || session.me.with(|me| me.email.clone());
    view! {
        <div class="new-ticket">
            <nav class="crumb" aria-label="Breadcrumb">
                <a href=routes::tickets(&session.slug())>"Tickets"</a> <span aria-hidden="true">"/"</span> <span aria-current="page">"New"</span>
            </nav>
            <Heading title="File a support ticket"/>
            <p class="muted">"We answer here and by e-mail to " <span class="break-anywhere">{dynamic(answer_to)}</span> "."</p>
            <form
                class="form"
                novalidate
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    writing.submit(done);
                }
            >
                <ErrorSummary form=writing.form/>
                <div role="alert" class="form-alert">{dynamic(failed)}</div>
                <Fields writing/>
                <Actions writing/>
            </form>
        </div>
    }
    .into_any()
}

/// The fields.
#[component]
fn Fields(
    /// The ticket.
    writing: Writing,
) -> impl IntoView {
    let form = writing.form;
    let categories = writing.session.portal().categories;
    let company = writing.session.me.with_untracked(|me| me.organization.clone());
    let private = company.map(|company| {
        view! {
            <div>
                <Checkbox checked=writing.private label="Private to me and those who take part"/>
                <p class="hint">{format!("Otherwise others at {company} who see its tickets see this one as well.")}</p>
            </div>
        }
    });
    let has_categories = !categories.is_empty();
    let none = || Choice::new("", "Choose…");
    let categories: Vec<Choice> =
        std::iter::once(none()).chain(categories.into_iter().map(|name| Choice::new(name.clone(), name))).collect();
    let priorities: Vec<Choice> = std::iter::once(none())
        .chain(Priority::ALL.iter().map(|priority| Choice::new(priority.as_str(), priority.label())))
        .collect();
    view! {
        <Field label="Subject" pointer="/subject" form hint="One line that says what it is about.">
            <Input value=writing.subject required=true/>
        </Field>
        <Field
            label="Description"
            pointer="/description"
            form
            hint="What happened, what you expected, and since when. Do not send passwords."
        >
            <Textarea value=writing.description rows=8 required=true/>
        </Field>
        <div class="form-row">
            {has_categories
                .then(|| {
                    view! {
                        <Field label="Category" pointer="/category" form optional=true>
                            <Select value=writing.category choices=categories/>
                        </Field>
                    }
                })}
            <Field label="Priority" pointer="/priority" form optional=true>
                <Select value=writing.priority choices=priorities/>
            </Field>
        </div>
        <Attachments writing/>
        {private}
    }
}

/// Files by button, drop or paste.
#[component]
fn Attachments(
    /// The ticket.
    writing: Writing,
) -> impl IntoView {
    let files = writing.files;
    let error = writing.form.error_of("/attachments");
    view! {
        <fieldset class="field attach" id=writing.form.control_id("/attachments") tabindex="-1">
            <legend>"Files" <span class="muted">" (optional)"</span></legend>
            <crate::ui::DropArea files>
                <FileList files/>
                <FilePicker files/>
                <span class="hint attach-hint"><span class="fine-only">"or drop them here. "</span> "Up to 10 files of 25 MB."</span>
            </crate::ui::DropArea>
            {move || error.get().map(|said| view! { <p class="field-error"><Icon glyph=Glyph::Alert/> {said}</p> })}
        </fieldset>
    }
}

/// Send, and what happens to what was written.
#[component]
fn Actions(
    /// The ticket.
    writing: Writing,
) -> impl IntoView {
    let saved = move || writing.draft.saved_at.get().map(|at| format!("Draft saved {}", clock_time(at)));
    let list = routes::tickets(&writing.session.slug());
    view! {
        <div class="form-actions">
            <Button kind=Kind::Primary form_type="submit" busy=writing.busy busy_label="Sending…">"Send ticket"</Button>
            <ButtonLink kind=Kind::Quiet href=list>"Cancel"</ButtonLink>
            <span class="small muted num" role="status">{dynamic(saved)}</span>
            <div role="status">{move || writing.draft.refused.get().then(|| view! { <NotKept/> })}</div>
        </div>
    }
}
