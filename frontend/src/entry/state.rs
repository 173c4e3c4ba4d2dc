//! What every page of the entry app knows: the portal, to whom it is closed, and the way in and out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::portals::entry::{Boot, Outsider, Pages, Portal};
use openapi::problem::ProblemCode;

use crate::api::portal::session::delete_session;
use crate::api::problem::Failure;
use crate::customer::use_router;
use crate::routes::{is_own_path, portal as routes};
use crate::ui::{Toasts, cross_to};
use crate::words;

/// To whom the portal is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// To somebody who is signed in.
    SignedIn(Outsider),
    /// To an address that somebody tried; the server does not tell whose it is.
    Tried(String),
    /// To whoever opened a mailed link, which told that the address is theirs.
    ByLink,
}

/// The portal somebody wants to enter. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Entry {
    /// To whom the portal is closed, while somebody is told so.
    pub denied: RwSignal<Option<Denied>>,
    portal: StoredValue<Portal>,
    pages: StoredValue<Pages>,
}

/// The entry of this app.
pub fn use_entry() -> Entry {
    expect_context::<Entry>()
}

impl Entry {
    /// What the page was delivered with.
    pub fn new(boot: Boot) -> Self {
        Self {
            denied: RwSignal::new(boot.outsider.map(Denied::SignedIn)),
            portal: StoredValue::new(boot.portal),
            pages: StoredValue::new(boot.pages),
        }
    }

    /// The portal's slug.
    pub fn slug(&self) -> String {
        self.portal.with_value(|portal| portal.slug.clone())
    }

    /// The portal.
    pub fn portal(&self) -> Portal {
        self.portal.get_value()
    }

    /// What the pages say.
    pub fn pages(&self) -> Pages {
        self.pages.get_value()
    }

    /// Shows the page for whom the portal is closed if that is what a failure says. Returns whether it is.
    pub fn is_denied(&self, failure: &Failure, who: Denied) -> bool {
        let denied = failure.is(ProblemCode::AccessDenied);
        if denied {
            self.denied.set(Some(who));
        }
        denied
    }

    /// Goes in as a new page, which is the portal app's: to `wanted` if that is on this site, otherwise to the
    /// ticket list.
    pub fn go_in(&self, wanted: Option<&str>) {
        let list = routes::tickets(&self.slug());
        cross_to(wanted.filter(|path| is_own_path(path)).unwrap_or(&list), true);
    }

    /// Signs out whom the portal is not meant for, and shows the sign-in page. Says so if that did not work.
    pub fn sign_out_action(self) -> Callback<()> {
        let toasts = expect_context::<Toasts>();
        let router = use_router();
        Callback::new(move |()| {
            spawn_local(async move {
                match delete_session(self.slug()).await {
                    Err(failure) if !failure.is(ProblemCode::Unauthenticated) => {
                        toasts.show(format!("You are still signed in. {}", words::failure(&failure)));
                    }
                    _ => {
                        self.denied.set(None);
                        router.go_instead(&routes::sign_in(&self.slug()));
                    }
                }
            });
        })
    }
}
