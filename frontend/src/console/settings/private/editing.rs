//! How customers of a domain get in, while it is edited: what is wanted, what differs, and saving it.

use leptos::prelude::*;
use openapi::check::Check;
use openapi::domains::console::{DomainPortal, PrivateContent, PrivateContentSettings};
use openapi::language::Language;
use openapi::portals::console::AccessKind;

use crate::api::console::domains;
use crate::console::settings::private::saving::Saving;

/// The settings in their fields. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Editing {
    /// As they were saved last.
    pub saved: RwSignal<PrivateContent>,
    pub self_registration: RwSignal<bool>,
    pub magic_link: RwSignal<bool>,
    pub idle: RwSignal<String>,
    pub company: RwSignal<String>,
    pub language: RwSignal<String>,
    pub admin_email: RwSignal<String>,
    pub notice: RwSignal<String>,
    pub label: RwSignal<String>,
    /// How saving goes.
    pub saving: Saving,
    /// Whether somebody is asked whether strangers may really get in.
    pub asking: RwSignal<bool>,
}

impl Editing {
    /// Begins with what is saved.
    pub fn new(content: PrivateContent) -> Self {
        let settings = content.settings.clone();
        let editing = Self {
            saved: RwSignal::new(content),
            self_registration: RwSignal::new(settings.self_registration),
            magic_link: RwSignal::new(settings.magic_link),
            idle: RwSignal::new(settings.idle_minutes.to_string()),
            company: RwSignal::new(settings.company_name),
            language: RwSignal::new(settings.language.tag().to_owned()),
            admin_email: RwSignal::new(settings.admin_email),
            notice: RwSignal::new(settings.consent_notice),
            label: RwSignal::new(settings.consent_label),
            saving: Saving::new(),
            asking: RwSignal::new(false),
        };
        Effect::new(move |_| editing.saving.form.recheck(&editing.wanted().check()));
        editing
    }

    /// What the fields say.
    pub fn wanted(self) -> PrivateContentSettings {
        let text = |field: RwSignal<String>| field.with(|text| text.trim().to_owned());
        PrivateContentSettings {
            self_registration: self.self_registration.get(),
            magic_link: self.magic_link.get(),
            idle_minutes: self.idle.with(|minutes| minutes.parse().unwrap_or(0)),
            company_name: text(self.company),
            language: self.language.with(|tag| Language::of(tag)),
            admin_email: text(self.admin_email),
            consent_notice: text(self.notice),
            consent_label: text(self.label),
        }
    }

    /// Whether anything differs from what is saved.
    pub fn is_unsaved(self) -> bool {
        self.saved.with(|saved| saved.settings != self.wanted())
    }

    /// Saves. Where that would let strangers into a portal, asks first, unless they `agreed`.
    pub fn save(self, agreed: bool) {
        let wanted = untrack(|| self.wanted());
        if !self.saving.may_send(wanted.check()) {
            return self.asking.set(false);
        }
        let begins = wanted.self_registration && !self.saved.with_untracked(|saved| saved.settings.self_registration);
        if begins && !agreed && !self.saved.with_untracked(|saved| open_portals(&saved.portals).is_empty()) {
            return self.asking.set(true);
        }
        let (id, version) = self.saved.with_untracked(|saved| (saved.id, saved.version));
        let call = domains::set_private_content(id, version, &wanted);
        let asking = self.asking;
        self.saving.send_confirmed(call, "Private content saved", move |answer| {
            asking.try_set(false);
            if let Some(content) = answer {
                self.saved.try_set(content);
            }
        });
    }
}

/// The names of the portals that everyone who can sign in may enter.
pub fn open_portals(portals: &[DomainPortal]) -> Vec<String> {
    let open = portals.iter().filter(|portal| portal.access == AccessKind::Everyone);
    open.map(|portal| portal.name.clone()).collect()
}
