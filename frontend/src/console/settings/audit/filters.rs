//! What the audit log is searched for; kept in the address.

use chrono::{DateTime, Days, NaiveDate, Utc};
use leptos::prelude::*;
use openapi::audit::AuditQuery;

use super::words::{ACTIONS, action};
use crate::console::address::{Address, param, with_query};
use crate::console::desk::Desk;
use crate::console::place::Place;
use crate::ui::{Choice, Field, Input, Select};

/// What is wanted. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Wanted {
    action: Memo<Option<String>>,
    user: Memo<Option<String>>,
    from: Memo<Option<String>>,
    to: Memo<Option<String>>,
}

impl Wanted {
    /// What the address says.
    pub fn of_address() -> Self {
        Self { action: param("action"), user: param("user"), from: param("from"), to: param("to") }
    }

    /// The same as a query. Days are those of UTC, as in the log.
    pub fn query(self) -> AuditQuery {
        AuditQuery {
            action: self.action.get(),
            user: self.user.get().and_then(|user| user.parse().ok()),
            from: self.from.get().and_then(|day| begin(&day, 0)),
            to: self.to.get().and_then(|day| begin(&day, 1)),
            ..AuditQuery::default()
        }
    }

    /// Whether anything is left out.
    pub fn is_filtered(self) -> bool {
        [self.action, self.user, self.from, self.to].iter().any(|part| part.with(Option::is_some))
    }

    /// The address of another page of the same.
    pub fn path(self, name: &str, value: &str) -> String {
        let parts = [("action", self.action), ("user", self.user), ("from", self.from), ("to", self.to)];
        let kept = parts.map(|(part, kept)| (part, kept.get().filter(|_| part != name)));
        let mut query: Vec<(&str, Option<&str>)> = kept.iter().map(|(part, kept)| (*part, kept.as_deref())).collect();
        query.push((name, Some(value)));
        with_query(&Place::AuditLog.path(), &query)
    }
}

/// The moment a day begins, so many days later.
fn begin(day: &str, later: u64) -> Option<DateTime<Utc>> {
    let mut parts = day.splitn(3, '-');
    let mut part = || parts.next()?.parse::<u32>().ok();
    let day = NaiveDate::from_ymd_opt(i32::try_from(part()?).ok()?, part()?, part()?)?;
    Some(day.checked_add_days(Days::new(later))?.and_hms_opt(0, 0, 0)?.and_utc())
}

/// The controls.
#[component]
pub fn Filters(wanted: Wanted) -> impl IntoView {
    let address = Address::expect();
    let desk = Desk::expect();
    let set = move |name: &'static str, value: String| address.go(&untrack(|| wanted.path(name, &value)));
    let value = |part: Memo<Option<String>>| {
        let value = RwSignal::new(String::new());
        Effect::new(move |_| value.set(part.get().unwrap_or_default()));
        value
    };
    let (chosen, user, from, to) = (value(wanted.action), value(wanted.user), value(wanted.from), value(wanted.to));
    let actions = Signal::derive(move || {
        let mut known: Vec<String> = ACTIONS.iter().map(|known| (*known).to_owned()).collect();
        known.extend(wanted.action.get().filter(|own| !ACTIONS.contains(&own.as_str())));
        let all = std::iter::once(Choice::new("", "Any action"));
        all.chain(known.into_iter().map(|known| Choice::new(known.clone(), action(&known)))).collect::<Vec<_>>()
    });
    let users = Signal::derive(move || {
        let user = |user: openapi::users::UserRef| Choice::new(user.id.to_string(), user.name);
        std::iter::once(Choice::new("", "Anybody")).chain(desk.users().into_iter().map(user)).collect::<Vec<_>>()
    });
    view! {
        <div class="audit-filters" role="group" aria-label="Filters">
            <Field label="Action"><Select value=chosen choices=actions on_change=move |value| set("action", value)/></Field>
            <Field label="User"><Select value=user choices=users on_change=move |value| set("user", value)/></Field>
            <Field label="From"><Input value=from kind="date" on:change=move |event| set("from", event_target_value(&event))/></Field>
            <Field label="To"><Input value=to kind="date" on:change=move |event| set("to", event_target_value(&event))/></Field>
        </div>
    }
}
