//! The token of a mailed link. It leaves the address at once, so that it does not stay in the history or
//! travel along in a copied address; opening the page alone never uses it up.

use leptos::prelude::*;

use crate::customer::use_router;

/// Takes the token out of the page's address; none when there is none.
pub fn take() -> Option<String> {
    let router = use_router();
    let token = untrack(|| router.parameter("token")).filter(|token| !token.is_empty());
    // The page stays the same, so this only takes the token out of the address.
    router.change(&window().location().pathname().unwrap_or_default(), true);
    token
}
