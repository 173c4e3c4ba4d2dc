//! Who takes part in a ticket, and who else sees it. Whoever takes part may add colleagues, remove others
//! and make the ticket private; a colleague who sees it through the company only looks.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::check::Check;
use openapi::tickets::portal::{NewParticipant, Participant, Privacy, Ticket};

use super::page::Open;
use crate::api::client::Request;
use crate::api::portal::tickets::{create_participant, delete_participant, put_privacy};
use crate::customer::{Router, use_router};
use crate::portal::session::{Session, use_session};
use crate::routes::portal as routes;
use crate::ui::dom::focus_id;
use crate::ui::{Banner, Button, Dialog, Field, Form, Glyph, IconButton, Input, Kind, Toasts, Tone, dynamic};
use crate::words;

/// The element id of the section's heading.
const TITLE: &str = "participants";

/// Changing who takes part. Copies mean the same.
#[derive(Clone, Copy)]
struct Change {
    open: Open,
    session: Session,
    router: Router,
    toasts: Toasts,
    dialog: RwSignal<bool>,
    /// Who shall be removed; nobody while somebody is added.
    leaving: RwSignal<Option<Participant>>,
    email: RwSignal<String>,
    form: Form,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<String>>,
}

impl Change {
    fn of(open: Open) -> Self {
        Self {
            open,
            session: use_session(),
            router: use_router(),
            toasts: expect_context::<Toasts>(),
            dialog: RwSignal::new(false),
            leaving: RwSignal::new(None),
            email: RwSignal::new(String::new()),
            form: Form::new(),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    fn ask(self, leaving: Option<Participant>) {
        self.form.refuse(Vec::new());
        self.failure.set(None);
        self.email.set(String::new());
        let adding = leaving.is_none();
        self.leaving.set(leaving);
        self.dialog.set(true);
        if adding {
            request_animation_frame(move || focus_id(&self.form.control_id("/email")));
        }
    }

    fn submit(self) {
        let (slug, id) = (self.session.slug(), self.open.id);
        match self.leaving.get_untracked() {
            None => {
                let body = NewParticipant { email: self.email.get_untracked().trim().to_owned() };
                if self.form.refuse(body.check()) {
                    self.send(create_participant(&slug, id, &body), format!("{} was added", body.email), false);
                }
            }
            Some(who) if who.is_you => {
                let said = format!("You no longer take part in #{id}");
                self.send(delete_participant(&slug, id, who.contact_id), said, true);
            }
            Some(who) => {
                let said = format!("{} was removed", who.name);
                self.send(delete_participant(&slug, id, who.contact_id), said, false);
            }
        }
    }

    fn keep_private(self, is_private: bool) {
        let said =
            if is_private { "Only those who take part see this ticket" } else { "Your company sees this ticket" };
        self.send(put_privacy(&self.session.slug(), self.open.id, Privacy { is_private }), said.to_owned(), false);
    }

    /// Makes the change and says so; `away` leads back to the list.
    fn send(self, request: Request, said: String, away: bool) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = self.session.exchange(false, request).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Err(failure) => {
                    if self.form.refuse(failure.fields().to_vec()) {
                        self.failure.set(Some(words::failure(&failure)));
                    }
                    // the switch goes back to how it is
                    self.open.ticket.data.update(|_| {});
                }
                Ok(answer) => {
                    self.toasts.show(said);
                    if away {
                        return self.router.go(&routes::tickets(&self.session.slug()));
                    }
                    match answer.read::<Ticket>() {
                        Ok(ticket) => self.open.ticket.data.set(Some(ticket)),
                        Err(_) => self.open.ticket.refresh(),
                    }
                    if self.dialog.get_untracked() {
                        self.dialog.set(false);
                        request_animation_frame(|| focus_id(TITLE));
                    }
                }
            }
        });
    }
}

/// Who takes part, and whether only they see the ticket.
#[component]
pub fn People(
    /// The ticket.
    open: Open,
) -> impl IntoView {
    let change = Change::of(open);
    let read = move |part: fn(&Ticket) -> bool| {
        Memo::new(move |_| open.ticket.data.with(|ticket| ticket.as_ref().is_some_and(part)))
    };
    let preview = change.session.is_preview();
    let takes_part = read(|ticket| ticket.takes_part);
    let may = Memo::new(move |_| takes_part.get() && !preview);
    let company = change.session.me.with_untracked(|me| me.organization.clone());
    let private = read(|ticket| ticket.is_private);
    let people = move || {
        let people = open.ticket.data.with(|ticket| ticket.as_ref().map(|ticket| ticket.participants.clone()));
        people.into_iter().flatten().map(|who| person(who, change, may.get())).collect_view()
    };
    let controls = move || {
        may.get().then(|| {
            view! {
                <Button dense=true icon=Glyph::Plus on_click=move |_| change.ask(None)>"Add a colleague"</Button>
                {(company.is_some() || private.get_untracked()).then(|| view! { <PrivacySwitch change private company=company.clone()/> })}
            }
        })
    };
    view! {
        <section>
            <h2 id=TITLE tabindex="-1">"Participants"</h2>
            <ul class="people">{dynamic(people)}</ul>
            {dynamic(controls)}
        </section>
        <ChangeDialog change/>
    }
}

/// Somebody who takes part, and whether this customer `may` remove them.
fn person(who: Participant, change: Change, may: bool) -> AnyView {
    let label = if who.is_you { "Leave this ticket".to_owned() } else { format!("Remove {}", who.name) };
    let mark = match (who.is_you, who.is_requester) {
        (true, true) => " (you, asked)",
        (true, false) => " (you)",
        (false, true) => " (asked)",
        (false, false) => "",
    };
    let name = who.name.clone();
    let remove = (may && !who.is_requester).then(|| {
        view! { <IconButton glyph=Glyph::Close label dense=true on_click=move |_| change.ask(Some(who.clone()))/> }
            .into_any()
    });
    view! { <li><span>{name}<span class="muted">{mark}</span></span> {remove}</li> }.into_any()
}

/// Whether only those who take part see the ticket, in words that say who sees it now.
#[component]
fn PrivacySwitch(
    /// What can be changed.
    change: Change,
    /// Whether it is private.
    private: Memo<bool>,
    /// The customer's company, where it sees its tickets.
    company: Option<String>,
) -> impl IntoView {
    let data = change.open.ticket.data;
    // also when the server refused, so that it shows how it is
    let checked = move || data.with(|ticket| ticket.as_ref().is_some_and(|ticket| ticket.is_private));
    let seen_by = move || match (private.get(), &company) {
        (true, _) => "Only those named here see this ticket.".to_owned(),
        (false, Some(company)) => format!("Others at {company} who see its tickets see this one as well."),
        (false, None) => "Others at your company may see this ticket as well.".to_owned(),
    };
    let hold = move |event: MouseEvent| {
        if change.busy.get_untracked() {
            event.prevent_default();
        }
    };
    let refused = move || {
        (!change.dialog.get()).then(|| change.failure.get().map(|said| view! { <p class="field-error">{said}</p> }))
    };
    view! {
        <div class="checkbox">
            <input type="checkbox" role="switch" id="private" aria-describedby="seen-by" prop:checked=checked on:click=hold
                on:change=move |event| change.keep_private(event_target_checked(&event))/>
            <label for="private">"Private to me and those who take part"</label>
        </div>
        <p class="hint" id="seen-by">{dynamic(seen_by)}</p>
        <div role="alert">{dynamic(refused)}</div>
    }
}

/// Asks whom to add, or whether to remove.
#[component]
fn ChangeDialog(
    /// What can be changed.
    change: Change,
) -> impl IntoView {
    let title = Signal::derive(move || match change.leaving.get() {
        None => "Add a colleague".to_owned(),
        Some(who) if who.is_you => "Leave this ticket?".to_owned(),
        Some(who) => format!("Remove {}?", who.name),
    });
    let form = change.form;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        change.submit();
    };
    let asked = move || {
        match change.leaving.get() {
        None => view! {
            <Field label="E-mail" pointer="/email" form hint="Somebody of your company. They can read everything here and reply, and get our answers by e-mail.">
                <Input value=change.email kind="email" required=true/>
            </Field>
        }
        .into_any(),
        Some(who) if who.is_you => view! { <p>"You get no more e-mails about it, and see it only where your company does."</p> }.into_any(),
        Some(who) => view! { <p>{who.name} " gets no more e-mails about this ticket, and sees it only where your company does."</p> }.into_any(),
    }
    };
    let failed = move || change.failure.get().map(|said| view! { <Banner tone=Tone::Danger>{said}</Banner> });
    let action = move || match change.leaving.get() {
        None => (Kind::Primary, "Add to ticket".to_owned()),
        Some(who) if who.is_you => (Kind::Danger, "Leave ticket".to_owned()),
        Some(who) => (Kind::Danger, format!("Remove {}", who.name)),
    };
    view! {
        <Dialog open=change.dialog title>
            <form class="form" novalidate on:submit=submit>
                <div role="alert" class="form-alert">{dynamic(failed)}</div>
                {asked()}
                <div class="dialog-actions">
                    <Button on_click=move |_| change.dialog.set(false)>"Cancel"</Button>
                    {
                        let (kind, words) = action();
                        view! { <Button kind form_type="submit" busy=change.busy>{words.clone()}</Button> }
                    }
                </div>
            </form>
        </Dialog>
    }
}
