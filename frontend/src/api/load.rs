//! Reading for a page: asks again when its key changes, keeps what is shown while it does, and gives
//! up the request when the page is left.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::problem::Failure;

/// Something read from the server and how that is going.
pub struct Load<T: Send + Sync + 'static> {
    /// The newest answer; kept while a newer one is on its way.
    pub data: RwSignal<Option<T>>,
    /// Why the newest attempt failed; empty while it runs and after it succeeded.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether a request is on its way that the user waits for.
    pub busy: RwSignal<bool>,
    again: RwSignal<(u32, bool)>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Load<T> {
    /// Reads now and whenever `key` changes. `fetch` gets the key and whether this is a background
    /// read, which does not count as activity.
    pub fn new<K, Fut>(key: impl Fn() -> K + 'static, fetch: impl Fn(K, bool) -> Fut + 'static) -> Self
    where
        K: Clone + PartialEq + 'static,
        Fut: Future<Output = Result<T, Failure>> + 'static,
    {
        let load = Self {
            data: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(true),
            again: RwSignal::new((0, false)),
        };
        let mut last = None;
        let data = load.data;
        let start = move |background: bool| {
            let key = key();
            let quiet = background && last.as_ref() == Some(&key);
            last = Some(key.clone());
            let answer = fetch(key, quiet);
            let outcome: Outcome = Box::pin(async move { answer.await.map(|value| data.set(Some(value))) });
            (outcome, quiet)
        };
        run(load.failure, load.busy, load.again, Box::new(start));
        load
    }

    /// Reads again because the user asked.
    pub fn retry(&self) {
        self.again.update(|(count, background)| (*count, *background) = (*count + 1, false));
    }

    /// Reads again because something changed elsewhere; a failure leaves what is shown.
    pub fn refresh(&self) {
        self.again.update(|(count, background)| (*count, *background) = (*count + 1, true));
    }
}

/// A read under way; it puts its answer in place itself.
type Outcome = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// Starts a read, told whether it is in the background; says whether it takes place quietly. Reads its key,
/// so that a change of it starts another.
type Start = Box<dyn FnMut(bool) -> (Outcome, bool)>;

/// Everything about a load that does not depend on its type, so that it is compiled once.
fn run(failure: RwSignal<Option<Failure>>, busy: RwSignal<bool>, again: RwSignal<(u32, bool)>, mut start: Start) {
    Effect::new(move |seen: Option<u32>| {
        let (count, background) = again.get();
        let (outcome, quiet) = start(background && seen != Some(count));
        if !quiet {
            failure.set(None);
            busy.set(true);
        }
        spawn_local_scoped_with_cancellation(async move {
            match outcome.await {
                Ok(()) => failure.set(None),
                // What is on screen is better than an error nobody asked for.
                Err(_) if quiet => {}
                Err(reason) => failure.set(Some(reason)),
            }
            busy.set(false);
        });
        count
    });
}
