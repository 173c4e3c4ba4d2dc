//! The form: who may register, how customers sign in, and whom they meet.

use leptos::prelude::*;
use openapi::domains::console::DomainPortal;
use openapi::language::Language;
use openapi::portals::console::AccessKind;
use openapi::users::Permission;

use crate::console::place::{Place, PortalTab};
use crate::console::session::Session;
use crate::console::settings::private::editing::{Editing, open_portals};
use crate::ui::{Banner, Button, Choice, Dialog, Field, Input, Kind, Select, Switch, Tone, dynamic};

/// Whether strangers may register, and what that means here.
#[component]
pub fn Registration(editing: Editing) -> impl IntoView {
    let note = move || {
        let portals = editing.saved.with(|saved| saved.portals.clone());
        editing.self_registration.get().then(|| view! { <WhoGetsIn portals/> })
    };
    view! {
        <section class="setting" aria-labelledby="registration">
            <h2 id="registration">"Registration"</h2>
            <Switch on=editing.self_registration label="Allow self-registration"
                hint="Whoever was not invited can register with an e-mail address of their own, which they confirm. They agree to your consent notice first."/>
            <div role="status" class="setting-note">{dynamic(note)}</div>
        </section>
    }
}

/// What self-registration means for the portals of the domain.
#[component]
fn WhoGetsIn(portals: Vec<DomainPortal>) -> impl IntoView {
    let may_set = Session::expect().may(Permission::CustomerPortalSettings);
    let open = portals.iter().any(|portal| portal.access == AccessKind::Everyone);
    let portal = move |portal: DomainPortal| {
        let name = match may_set {
            true => view! { <a href=Place::Portal(portal.id, PortalTab::Access).path()>{portal.name}</a> }.into_any(),
            false => portal.name.into_any(),
        };
        let words = match portal.access {
            AccessKind::Everyone => ": open to everyone who can sign in, so strangers get in.",
            AccessKind::Lists => ": for contacts on chosen lists. Others who register read that they have no access.",
        };
        view! { <li>{name}{words}</li> }
    };
    let tone = if open { Tone::Wait } else { Tone::Neutral };
    view! {
        <Banner tone>
            <p><b>{if open { "Strangers can get in." } else { "Nobody gets in by registering alone." }}</b></p>
            <ul class="points">{portals.into_iter().map(portal).collect_view()}</ul>
        </Banner>
    }
}

/// Asks before strangers can get in.
#[component]
pub fn StrangersDialog(editing: Editing) -> impl IntoView {
    let names = move || editing.saved.with(|saved| open_portals(&saved.portals)).join(", ");
    view! {
        <Dialog open=editing.asking title="Let strangers in?" class="dialog-form">
            <div class="stack">
                <p>{move || format!("Everyone who can sign in may enter: {}.", names())}</p>
                <p>"From now on whoever registers and confirms an e-mail address is in, and can file tickets there. If only some should enter, let in contacts on chosen lists first."</p>
                <div class="form-end">
                    <Button on_click=move |_| editing.asking.set(false)>"Keep editing"</Button>
                    <Button kind=Kind::Danger busy=editing.saving.busy busy_label="Saving…" on_click=move |_| editing.save(true)>"Let strangers in"</Button>
                </div>
            </div>
        </Dialog>
    }
}

/// How customers sign in, and for how long.
#[component]
pub fn SigningIn(editing: Editing) -> impl IntoView {
    let times: Vec<Choice> = [("20", "20 minutes"), ("40", "40 minutes"), ("60", "60 minutes"), ("1440", "24 hours")]
        .map(|(minutes, label)| Choice::new(minutes, label))
        .into();
    view! {
        <section class="setting" aria-labelledby="signing-in">
            <h2 id="signing-in">"Signing in"</h2>
            <Switch on=editing.magic_link label="Offer sign-in links"
                hint="Customers can have a link mailed to them instead of typing their password."/>
            <div class="setting-field">
                <Field label="Sessions end without use after" pointer="/idle_minutes" form=editing.saving.form
                    hint="Two minutes before, customers are asked whether they are still there. What they were writing is kept.">
                    <Select value=editing.idle choices=times/>
                </Field>
            </div>
        </section>
    }
}

/// Whose pages they are, and who helps.
#[component]
pub fn Company(editing: Editing) -> impl IntoView {
    let account = Session::expect().account();
    let languages: Vec<Choice> =
        Language::ALL.iter().map(|language| Choice::new(language.tag(), language.name())).collect();
    view! {
        <section class="setting" aria-labelledby="company">
            <h2 id="company">"Your company"</h2>
            <div class="setting-field">
                <Field label="Company name" pointer="/company_name" form=editing.saving.form optional=true
                    hint="Customers read it on these pages and in e-mails.">
                    <Input value=editing.company placeholder=account attr:maxlength="200"/>
                </Field>
            </div>
            <div class="setting-field">
                <Field label="Language of e-mails" pointer="/language" form=editing.saving.form
                    hint="E-mails that you have not worded yourself are sent in it. The pages of the portal are in English.">
                    <Select value=editing.language choices=languages/>
                </Field>
            </div>
            <div class="setting-field">
                <Field label="Admin e-mail" pointer="/admin_email" form=editing.saving.form optional=true
                    hint="Where customers turn to who cannot get in. Left empty, it is the address of the portal's inbox.">
                    <Input value=editing.admin_email kind="email"/>
                </Field>
            </div>
        </section>
    }
}
