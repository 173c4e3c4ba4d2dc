//! Asking before a page with unsaved changes is left: by a link, by Back, by a shortcut, by closing the tab.

use leptos::prelude::*;

use crate::console::address::Address;
use crate::ui::{Button, Dialog, Kind};

/// What holds somebody back from leaving the page they are on. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Leaving {
    unsaved: StoredValue<Option<Signal<bool>>>,
    wanted: RwSignal<Option<String>>,
}

impl Leaving {
    /// Nothing does.
    pub fn new() -> Self {
        Self { unsaved: StoredValue::new(None), wanted: RwSignal::new(None) }
    }

    /// Whether there are unsaved changes; then it is asked whether to go `to` there all the same.
    pub fn holds(self, to: &str) -> bool {
        let unsaved = self.is_unsaved();
        if unsaved {
            self.wanted.set(Some(to.to_owned()));
        }
        unsaved
    }

    /// Lets go: what was changed has been saved, or is given up.
    pub fn release(self) {
        self.unsaved.set_value(None);
    }

    fn is_unsaved(self) -> bool {
        let unsaved = self.unsaved.try_get_value().flatten();
        unsaved.and_then(|unsaved| unsaved.try_get_untracked()).unwrap_or(false)
    }
}

/// Asks before this page is left while it is `unsaved`. One a page.
#[component]
pub fn UnsavedChanges(
    /// Whether something was changed and not saved.
    #[prop(into)]
    unsaved: Signal<bool>,
) -> impl IntoView {
    let address = Address::expect();
    let leaving = address.leaving();
    leaving.unsaved.set_value(Some(unsaved));
    let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
        if leaving.is_unsaved() {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        closing.remove();
        leaving.release();
    });
    let asking = RwSignal::new(false);
    Effect::new(move |_| asking.set(leaving.wanted.with(Option::is_some)));
    let stay = move || leaving.wanted.set(None);
    let go = move |_| {
        let Some(to) = leaving.wanted.get_untracked() else { return };
        leaving.release();
        leaving.wanted.set(None);
        address.go(&to);
    };
    view! {
        <Dialog open=asking title="Leave without saving?" on_dismiss=move |()| stay()>
            <p>"What you changed on this page is not saved yet."</p>
            <div class="form-end">
                <Button on_click=move |_| stay()>"Keep editing"</Button>
                <Button kind=Kind::Danger on_click=go>"Leave without saving"</Button>
            </div>
        </Dialog>
    }
}
