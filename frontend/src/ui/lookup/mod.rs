//! Finding one record by typing part of it: a combobox whose options come from the server, and a
//! line that shows the chosen one. Only the outermost part knows what kind of record it is.

mod field;
mod state;

use std::sync::Arc;

use leptos::prelude::*;

use super::dom::focus_id;
use super::{Button, Kind, dynamic};
use field::LookupField;
use state::{Ask, Named};

pub use state::{Found, Matches, Search};

/// A lookup. While something is chosen it stands in place of the field.
#[component]
pub fn Lookup<T>(
    /// The element id of the field, for its label; that of its error is the same with "-error" after it.
    #[prop(into)]
    id: String,
    /// What was chosen.
    chosen: RwSignal<Option<Found<T>>>,
    /// What is typed, for whoever offers to make a new one.
    typed: RwSignal<String>,
    /// Asks the server.
    search: Search<T>,
    /// Shown while empty.
    placeholder: &'static str,
    /// Whether it was refused.
    #[prop(optional, into)]
    invalid: Signal<bool>,
    /// Last in the list, such as *New contact*.
    #[prop(optional, into)]
    last: ViewFn,
    /// Opens when it is clicked or typed into, not as soon as it has the focus: for a field that gets
    /// the focus back after each choice.
    #[prop(optional)]
    patient: bool,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let results = StoredValue::new(Vec::<Found<T>>::new());
    let ask: Ask = Arc::new(move |words| {
        Box::pin(async move {
            let found = search(words).await?;
            let names = found.iter().map(Found::named).collect();
            results.try_set_value(found);
            Ok(names)
        })
    });
    let choose = Callback::new(move |position: usize| {
        if let Some(found) = results.with_value(|all| all.get(position).cloned()) {
            chosen.set(Some(found));
        }
    });
    let shown = Signal::derive(move || chosen.with(|chosen| chosen.as_ref().map(Found::named)));
    let again = Callback::new(move |()| {
        chosen.set(None);
        typed.set(String::new());
    });
    let last = StoredValue::new(last);
    let field: ViewFn = {
        let id = id.clone();
        (move || {
            let (id, ask) = (id.clone(), ask.clone());
            let last = move || last.with_value(|last| last.run());
            view! { <LookupField id choose typed ask placeholder invalid patient last/> }
        })
        .into()
    };
    either(id, shown, again, field)
}

/// What was chosen, or the field.
fn either(id: String, shown: Signal<Option<Named>>, again: Callback<()>, field: ViewFn) -> AnyView {
    let change = Callback::new(move |_| {
        again.run(());
        let id = id.clone();
        request_animation_frame(move || focus_id(&id));
    });
    dynamic(move || match shown.get() {
        Some(Named { label, detail }) => view! {
            <div class="lookup-chosen">
                <span class="lookup-name">{label}</span>
                <span class="lookup-detail muted small">{detail}</span>
                <Button kind=Kind::Quiet dense=true on_click=change>"Change"</Button>
            </div>
        }
        .into_any(),
        None => field.run(),
    })
    .into_any()
}
