//! Addresses that lead on: the portal's first one, and the sign-in page for whoever is in already.

use leptos::prelude::*;

use super::session::use_session;
use crate::customer::use_router;
use crate::routes::{is_own_path, portal as routes};
use crate::ui::cross_to;

/// Leads on to where somebody wanted to go, as `return_to` names it, and otherwise to the ticket list.
#[component]
pub fn LeadOn() -> impl IntoView {
    let (slug, router) = (use_session().slug(), use_router());
    let wanted = untrack(|| router.parameter("return_to")).filter(|path| is_own_path(path));
    let own = format!("/{slug}/");
    Effect::new(move |_| match &wanted {
        Some(path) if path.starts_with(&own) => router.go_instead(path),
        // another portal of this site
        Some(path) => cross_to(path, true),
        None => router.go_instead(&routes::tickets(&slug)),
    });
}
