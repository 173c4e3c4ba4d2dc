//! A region of a page that reads from the server: loading, failed, or ready. What *empty* looks like
//! is the page's own affair.

use leptos::prelude::*;
use openapi::problem::ProblemCode;

use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::console::address::Address;
use crate::console::desk::note;
use crate::console::session::Session;
use crate::ui::{FailurePanel, SkeletonRows, dynamic};

/// Shows what `load` has. While a newer answer is on its way the older one stays, marked as busy.
#[component]
pub fn Region<T, V>(
    /// What is read.
    load: Load<T>,
    /// "Loading contacts".
    loading: &'static str,
    /// "The contacts could not be loaded."
    failed: &'static str,
    /// How many rows to hold the place with meanwhile.
    #[prop(default = 6)]
    rows: usize,
    /// What it looks like.
    ready: impl Fn(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let data = Memo::new(move |_| load.data.get());
    let shown = move || data.get().map(|data| ready(data).into_any());
    let retry = Callback::new(move |()| load.retry());
    frame(load.failure, load.busy, retry, Words { loading, failed, rows }, Box::new(shown))
}

/// What a region says while it has nothing.
struct Words {
    loading: &'static str,
    failed: &'static str,
    rows: usize,
}

/// Everything about a region that does not depend on what is read, so that it is compiled once.
fn frame(
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    retry: Callback<()>,
    words: Words,
    shown: Box<dyn Fn() -> Option<AnyView> + Send>,
) -> AnyView {
    let Words { loading, failed, rows } = words;
    let session = Session::expect();
    let address = Address::expect();
    Effect::new(move |_| {
        failure.with(|failure| {
            let Some(failure) = failure else { return };
            note(session, failure);
            // An old or mistyped place in a list: its first page is always there.
            if failure.is(ProblemCode::MalformedQuery) {
                untrack(|| address.to_first_page());
            }
        });
    });
    let content = move || match failure.get() {
        Some(failure) => view! { <FailurePanel what=failed failure on_retry=retry/> }.into_any(),
        None => shown().unwrap_or_else(|| view! { <SkeletonRows rows label=loading/> }.into_any()),
    };
    view! { <div class="region" aria-busy=move || busy.get().to_string()>{dynamic(content)}</div> }.into_any()
}
