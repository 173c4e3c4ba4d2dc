//! A page while it is written.

use leptos::prelude::*;
use openapi::check::Check;
use openapi::domains::pages::{PageTemplate, SavedSystemPage, SystemPage, SystemPageChange};
use openapi::id::DomainId;

use crate::api::console::domains;
use crate::console::settings::private::saving::Saving;

/// The page in its fields. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Editing {
    domain: DomainId,
    version: RwSignal<i64>,
    /// As it was saved last.
    pub saved: RwSignal<SystemPage>,
    pub heading: RwSignal<String>,
    pub body: RwSignal<String>,
    pub button: RwSignal<String>,
    pub template: RwSignal<PageTemplate>,
    /// How saving goes.
    pub saving: Saving,
}

impl Editing {
    /// Begins with what is saved.
    pub fn new(domain: DomainId, page: SystemPage, version: i64) -> Self {
        let editing = Self {
            domain,
            version: RwSignal::new(version),
            heading: RwSignal::new(page.heading.clone()),
            body: RwSignal::new(page.body.clone()),
            button: RwSignal::new(page.button.clone()),
            template: RwSignal::new(page.template),
            saved: RwSignal::new(page),
            saving: Saving::new(),
        };
        Effect::new(move |_| editing.saving.form.recheck(&editing.wanted().check()));
        editing
    }

    fn wanted(self) -> SystemPageChange {
        let text = |field: RwSignal<String>| field.with(|text| text.trim().to_owned());
        SystemPageChange {
            heading: text(self.heading),
            body: text(self.body),
            button: text(self.button),
            template: self.template.get(),
        }
    }

    /// Whether anything differs from what is saved.
    pub fn is_unsaved(self) -> bool {
        let wanted = self.wanted();
        self.saved.with(|saved| {
            let texts = (saved.heading.trim(), saved.body.trim(), saved.button.trim());
            (texts, saved.template) != ((&*wanted.heading, &*wanted.body, &*wanted.button), wanted.template)
        })
    }

    /// Saves it.
    pub fn save(self) {
        let wanted = untrack(|| self.wanted());
        if !self.saving.may_send(wanted.check()) {
            return;
        }
        let (version, kind) = (self.version.get_untracked(), self.saved.with_untracked(|saved| saved.kind));
        let call = domains::set_page(self.domain, version, kind, &wanted);
        self.saving.send_confirmed(call, "Page saved", move |answer| self.adopt(answer, false));
    }

    /// Gives it its own words back.
    pub fn reset(self) {
        let (version, kind) = (self.version.get_untracked(), self.saved.with_untracked(|saved| saved.kind));
        let call = domains::reset_page(self.domain, version, kind);
        self.saving
            .send_confirmed(call, "The page has its default words again", move |answer| self.adopt(answer, true));
    }

    fn adopt(self, answer: Option<SavedSystemPage>, in_fields: bool) {
        let Some(SavedSystemPage { version, page }) = answer else { return };
        self.version.try_set(version);
        if in_fields {
            self.heading.try_set(page.heading.clone());
            self.body.try_set(page.body.clone());
            self.button.try_set(page.button.clone());
            self.template.try_set(page.template);
        }
        self.saved.try_set(page);
    }
}
