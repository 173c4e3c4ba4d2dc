//! What the parts of a portal's settings share: saving against the version that was read, the words when
//! that fails, and asking before what cannot be taken back.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::portals::console::PortalSettings;
use openapi::problem::ProblemCode;

use crate::api::client::Call;
use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::console::desk::note;
use crate::console::session::Session;
use crate::console::settings::portal::page::Known;
use crate::ui::dom::first;
use crate::ui::{Banner, Button, Toasts, Tone};
use crate::words;

/// A change that is being saved. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Saving {
    /// Whether it is under way.
    pub busy: RwSignal<bool>,
    /// Why it was not saved.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether somebody is being asked first.
    pub asking: RwSignal<bool>,
    /// The settings as they were saved last.
    pub settings: RwSignal<PortalSettings>,
    load: Load<Known>,
    session: Session,
    toasts: Toasts,
}

impl Saving {
    /// Nothing saved yet. `load` is read again where somebody else was faster.
    pub fn new(settings: RwSignal<PortalSettings>, load: Load<Known>) -> Self {
        Self {
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            asking: RwSignal::new(false),
            settings,
            load,
            session: Session::expect(),
            toasts: expect_context(),
        }
    }

    /// Asks the server; if `worth_asking` about the answer, a dialog opens, otherwise `change` is sent.
    pub fn ask_then<A: 'static>(
        self,
        preview: impl Future<Output = Result<A, Failure>> + 'static,
        worth_asking: impl FnOnce(A) -> bool + 'static,
        change: Call<PortalSettings>,
        done: &'static str,
    ) {
        self.begin();
        spawn_local(async move {
            match preview.await.map(worth_asking) {
                Ok(true) => {
                    self.busy.try_set(false);
                    self.asking.try_set(true);
                }
                Ok(false) => self.ended(self.session.confirmed(change).await, done),
                Err(failure) => self.ended(Err(failure), done),
            }
        });
    }

    /// Sends a change; `done` is said when it is saved.
    pub fn send(self, change: Call<PortalSettings>, done: &'static str) {
        self.begin();
        spawn_local(async move { self.ended(self.session.confirmed(change).await, done) });
    }

    fn begin(self) {
        self.busy.set(true);
        self.failure.set(None);
    }

    fn ended(self, answer: Result<PortalSettings, Failure>, done: &'static str) {
        self.busy.try_set(false);
        self.asking.try_set(false);
        match answer {
            Ok(settings) => {
                self.toasts.show(done);
                self.settings.try_set(settings);
            }
            Err(refused) => {
                note(self.session, &refused);
                self.failure.try_set(Some(refused));
            }
        }
    }
}

/// Why it was not saved. What fields were refused for is said there.
#[component]
pub fn NotSaved(saving: Saving) -> impl IntoView {
    move || {
        saving.failure.get().map(|failure| {
            // it may stand where nobody looks
            request_animation_frame(|| drop(first(".not-saved").map(|alert| alert.focus())));
            let stale = failure.is(ProblemCode::ChangedMeanwhile);
            let words = match failure.fields().first() {
                Some(field) => words::field(field),
                None => words::failure(&failure),
            };
            view! {
                <div role="alert" class="not-saved" tabindex="-1"><Banner tone=Tone::Danger>
                    "The settings were not saved. " {words}
                    {stale.then(|| view! {
                        " " <Button dense=true on_click=move |_| saving.load.retry()>"Reload settings"</Button>
                    })}
                </Banner></div>
            }
        })
    }
}
