//! Times as people read them: how long ago, with the exact time at hand. All in the user's zone, by `Intl`.

mod format;
mod relative;

use super::dynamic;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use std::time::Duration;

pub use format::{clock_time, day_heading, day_of, exact_time, format_number, full_time, local_day, now_ms, short_day};
pub use relative::{Ago, ago};

/// The time as the page knows it, moving on every half minute; in the context of each app.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<f64>);

impl Clock {
    /// Starts a clock that runs as long as the current reactive owner.
    pub fn start() -> Self {
        let now = RwSignal::new(now_ms());
        let tick = set_interval_with_handle(
            move || {
                if super::dom::is_visible() {
                    now.set(now_ms());
                }
            },
            Duration::from_secs(30),
        );
        on_cleanup(move || {
            if let Ok(tick) = tick {
                tick.clear();
            }
        });
        Self(now)
    }

    /// Milliseconds since 1970.
    pub fn now(&self) -> f64 {
        self.0.get()
    }
}

/// A time: relative for a week, then the day. The exact time is in `datetime` and in the tooltip.
#[component]
pub fn TimeAgo(
    /// When.
    at: DateTime<Utc>,
    /// As short as lists need it: "12 m".
    #[prop(optional)]
    short: bool,
    /// Always the day: "today", "12 Nov".
    #[prop(optional)]
    day: bool,
) -> impl IntoView {
    let clock = use_context::<Clock>();
    let then = at.timestamp_millis() as f64;
    let words = move || {
        let now = clock.map_or_else(now_ms, |clock| clock.now());
        match (ago(now, then), short) {
            _ if day => format::recent_day(then, now),
            (Ago::Long, _) => short_day(then, now),
            (ago, false) => format::relative(ago),
            (ago, true) => ago.short(),
        }
    };
    view! { <time datetime=exact_time(then) title=full_time(then)>{dynamic(words)}</time> }
}
