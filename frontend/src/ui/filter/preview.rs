//! Who or what passes a filter at this moment: how many, a few of them, and the filter as a sentence.

use leptos::prelude::*;
use openapi::filters::{FilterMatch, FilterPreview};

use super::state::Building;
use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::ui::time::format_number;
use crate::ui::{FailurePanel, SkeletonRows, dynamic};

/// What the records are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nouns {
    /// "contact".
    pub one: &'static str,
    /// "contacts".
    pub many: &'static str,
}

impl Nouns {
    /// "1,180 contacts".
    pub fn count(self, count: u64) -> String {
        format!("{} {}", format_number(count), if count == 1 { self.one } else { self.many })
    }
}

/// The panel. `load` asks for what the builder holds; where that is unfinished it has been cancelled.
#[component]
pub fn FilterMatches(
    /// The builder.
    state: Building,
    /// Who passes.
    load: Load<FilterPreview>,
    /// What they are called.
    nouns: Nouns,
    /// Where one of them leads.
    link: fn(&FilterMatch) -> String,
    /// Where in the request the filter stands, for what is refused: `/filter`.
    #[prop(default = "/filter")]
    at: &'static str,
    /// What it means that there is no condition.
    empty: &'static str,
) -> impl IntoView {
    let whole = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        load.failure.with(|failure| {
            if let Some(failure) = failure {
                whole.set(state.refuse(failure.fields(), at));
            }
        });
    });
    Effect::new(move |first: Option<()>| {
        let count = load.data.with(|found| found.as_ref().map(|found| nouns.count(found.count)));
        if let Some(count) = count.filter(|_| first.is_some()) {
            state.counted(&count);
        }
    });
    let content = move || match (load.failure.get(), load.data.get()) {
        _ if state.is_empty() => view! { <p class="muted">{empty}</p> }.into_any(),
        (Some(Failure::Cancelled), _) => {
            view! { <p class="muted">"Finish every condition to see what passes."</p> }.into_any()
        }
        (Some(failure), _) if !failure.fields().is_empty() => {
            let words = whole.get().unwrap_or_else(|| "Correct the marked condition to see what passes.".into());
            view! { <p class="muted">{words}</p> }.into_any()
        }
        (Some(failure), _) => {
            view! { <FailurePanel what="Who passes could not be found out." failure on_retry=move |()| load.retry()/> }
                .into_any()
        }
        (None, None) => view! { <SkeletonRows rows=4 label="Counting"/> }.into_any(),
        (None, Some(found)) => found_view(found, nouns, link),
    };
    view! { <div class="filter-matches" aria-busy=move || load.busy.get().to_string()>{dynamic(content)}</div> }
}

fn found_view(found: FilterPreview, nouns: Nouns, link: fn(&FilterMatch) -> String) -> AnyView {
    let more = found.count.saturating_sub(found.sample.len() as u64);
    let row = |one: FilterMatch| {
        view! {
            <li><a href=link(&one)>{one.title.clone()}</a>" "<span class="muted small">{one.detail}</span></li>
        }
    };
    view! {
        <p class="filter-count"><b>{nouns.count(found.count)}</b>" "<span class="muted">{format!("of {}", format_number(found.of))}</span></p>
        <ul class="side-people">{found.sample.into_iter().map(row).collect_view()}</ul>
        {(more > 0).then(|| view! { <p class="muted small">{format!("and {} more", format_number(more))}</p> })}
        <p class="filter-sentence small">{found.sentence}</p>
    }
    .into_any()
}
