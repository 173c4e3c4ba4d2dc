//! What customers see in a portal: which tickets at all, and whose.

use leptos::prelude::*;
use openapi::check::Check;
use openapi::portals::console::{PortalSettings, PortalVisibilityChange, PortalVisibilityPreview, TicketPermission};
use openapi::properties::Object;

use crate::api::console::portals;
use crate::api::load::Load;
use crate::console::leaving::UnsavedChanges;
use crate::console::preview::{after_pause, contact_link, ticket_link};
use crate::console::refused::alert;
use crate::console::settings::portal::filter_part::FilterPart;
use crate::console::settings::portal::page::{Known, Properties};
use crate::console::settings::portal::saving::{NotSaved, Saving};
use crate::console::settings::portal::seen::{Seen, SeenCard};
use crate::ui::{Building, Button, Dialog, Kind, Nouns, RadioChoice, Radios};

const TICKETS: Nouns = Nouns { one: "ticket", many: "tickets" };
const CONTACTS: Nouns = Nouns { one: "contact", many: "contacts" };

/// What customers see, while it is edited.
#[derive(Clone, Copy)]
struct Editing {
    permission: RwSignal<String>,
    tickets: Building,
    company: Building,
    ticket_filter: Memo<Option<openapi::filters::Filter>>,
    company_filter: Memo<Option<openapi::filters::Filter>>,
    /// What is wrong with the whole.
    whole: RwSignal<Option<String>>,
}

impl Editing {
    fn new(settings: &PortalSettings, properties: Properties) -> Self {
        let permission = match settings.ticket_permission {
            TicketPermission::Own => "own",
            TicketPermission::Company => "company",
            TicketPermission::CompanyForSome => "some",
        };
        let tickets = Building::new(settings.ticket_filter.as_ref(), properties.ticket);
        let company = Building::new(settings.company_filter.as_ref(), properties.contact);
        Self {
            permission: RwSignal::new(permission.to_owned()),
            ticket_filter: tickets.filter(),
            company_filter: company.filter(),
            tickets,
            company,
            whole: RwSignal::new(None),
        }
    }

    fn permission(self) -> TicketPermission {
        self.permission.with(|permission| match permission.as_str() {
            "company" => TicketPermission::Company,
            "some" => TicketPermission::CompanyForSome,
            _ => TicketPermission::Own,
        })
    }

    fn for_some(self) -> bool {
        self.permission() == TicketPermission::CompanyForSome
    }

    /// The change, while every condition is finished.
    fn change(self) -> Option<PortalVisibilityChange> {
        let ticket_filter = self.ticket_filter.get();
        let company_filter = self.company_filter.get().filter(|_| self.for_some());
        let unfinished = ticket_filter.is_none() && !self.tickets.is_empty();
        let change = PortalVisibilityChange { ticket_permission: self.permission(), ticket_filter, company_filter };
        (!unfinished && change.check().is_empty()).then_some(change)
    }

    /// The same when it is to be saved; says what is missing.
    fn finished(self) -> Option<PortalVisibilityChange> {
        self.whole.set(None);
        let tickets = self.tickets.check();
        let company = if untrack(|| self.for_some()) { self.company.check() } else { Ok(None) };
        if let (Ok(_), Ok(_)) = (tickets, company) {
            let change = untrack(|| self.change());
            if change.is_none() {
                self.whole.set(Some("Say who sees the tickets of the company: add a condition.".into()));
            }
            return change;
        }
        None
    }
}

/// The visibility as it was saved.
fn saved(settings: &PortalSettings) -> PortalVisibilityChange {
    PortalVisibilityChange {
        ticket_permission: settings.ticket_permission,
        ticket_filter: settings.ticket_filter.clone(),
        company_filter: settings.company_filter.clone(),
    }
}

/// The part.
#[component]
pub fn Visibility(settings: RwSignal<PortalSettings>, properties: Properties, load: Load<Known>) -> impl IntoView {
    let editing = settings.with_untracked(|settings| Editing::new(settings, properties));
    let saving = Saving::new(settings, load);
    let id = settings.with_untracked(|settings| settings.id);
    let changed = Memo::new(move |_| editing.change().filter(|change| *change != settings.with(saved)));
    let preview = after_pause(changed, move |change| async move { portals::preview_visibility(id, &change).await });
    let warned = RwSignal::new(None::<PortalVisibilityPreview>);
    let send = move || {
        let version = settings.with_untracked(|settings| settings.version);
        let change = untrack(|| editing.change()).unwrap_or_default();
        portals::set_visibility(id, version, &change)
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if saving.busy.get_untracked() {
            return;
        }
        let Some(change) = editing.finished() else { return };
        let weigh = move |preview: PortalVisibilityPreview| {
            let grave = preview.warning.is_some() || preview.fewer > 0;
            warned.try_set(Some(preview));
            grave
        };
        let preview = async move { portals::preview_visibility(id, &change).await };
        saving.ask_then(preview, weigh, send(), "Ticket visibility saved");
    };
    Effect::new(move |_| {
        saving.failure.with(|failure| {
            if let Some(failure) = failure {
                editing.tickets.refuse(failure.fields(), "/ticket_filter");
                editing.company.refuse(failure.fields(), "/company_filter");
            }
        });
    });
    let agree = move |_| saving.send(send(), "Ticket visibility saved");
    let opens = move || warned.with(|preview| preview.as_ref().is_some_and(|preview| preview.colleagues > 0));
    let save = move || if opens() { "Open tickets to colleagues" } else { "Save visibility" };
    let unsaved = Signal::derive(move || editing.change().is_none_or(|change| change != settings.with(saved)));
    view! {
        <UnsavedChanges unsaved/>
        <div class="record record-filter">
            <form class="record-main" novalidate on:submit=submit>
                <NotSaved saving/>
                {alert(editing.whole.into())}
                <Whose editing/>
                <section class="filter-section" aria-labelledby="ticket-filter">
                    <h2 id="ticket-filter">"Ticket filter"</h2>
                    <p class="muted small">"Tickets that do not pass exist for nobody in this portal, not even for whoever filed them."</p>
                    <FilterPart state=editing.tickets object=Object::Ticket label="Ticket filter" empty="No conditions: every ticket may be shown."
                        nouns=TICKETS link=ticket_link/>
                </section>
                <div class="form-end form-start">
                    <Button kind=Kind::Primary form_type="submit" busy=saving.busy busy_label="Saving…">"Save visibility"</Button>
                </div>
            </form>
            <aside class="record-side" aria-label="Preview">
                <SeenCard load=preview changed=Signal::derive(move || changed.with(Option::is_some))/>
            </aside>
        </div>
        <Dialog open=saving.asking title="Save this visibility?" class="dialog-form">
            <div class="stack">
                {move || warned.get().map(|preview| view! { <Seen preview/> })}
                <div class="form-end">
                    <Button on_click=move |_| saving.asking.set(false)>"Keep editing"</Button>
                    <Button kind=Kind::Danger busy=saving.busy busy_label="Saving…" on_click=agree>{save}</Button>
                </div>
            </div>
        </Dialog>
    }
}

/// Whose tickets customers see, and for which of them.
#[component]
fn Whose(editing: Editing) -> impl IntoView {
    let choices = vec![
        RadioChoice::new("own", "Their own tickets", "Those they filed or take part in."),
        RadioChoice::new(
            "company",
            "Their company's tickets too",
            "Everyone sees the tickets of all colleagues in their primary company.",
        ),
        RadioChoice::new(
            "some",
            "Their company's tickets too, for some contacts",
            "Only contacts who meet conditions see the tickets of colleagues.",
        ),
    ];
    view! {
        <Radios label="Whose tickets they see" value=editing.permission choices/>
        <Show when=move || editing.for_some()>
            <section class="filter-section" aria-labelledby="company-filter">
                <h2 id="company-filter">"Who sees company tickets"</h2>
                <FilterPart state=editing.company object=Object::Contact label="Who sees company tickets"
                    empty="No conditions yet: nobody sees the tickets of colleagues." nouns=CONTACTS link=contact_link/>
            </section>
        </Show>
    }
}
