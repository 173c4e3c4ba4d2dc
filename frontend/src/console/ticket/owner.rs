//! Choosing who takes care of a ticket, and how urgent it is.

use leptos::prelude::*;
use openapi::id::UserId;
use openapi::tickets::Priority;

use crate::console::desk::Desk;
use crate::console::session::Session;
use crate::console::ticket::record::Record;
use crate::ui::{PickOption, Picker};

/// The owner: oneself first, nobody second, then the others by name.
#[component]
pub fn OwnerPicker(record: Record, open: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let owner = move || record.ticket.with(|ticket| ticket.as_ref().and_then(|ticket| ticket.summary.owner.clone()));
    let shown = Signal::derive(move || match owner() {
        Some(owner) if Some(owner.id) == session.my_id() => "You".into(),
        Some(owner) => owner.name,
        None => "Nobody".into(),
    });
    let options = Signal::derive(move || {
        let now = owner().map(|owner| owner.id);
        let me = session.me();
        let my_id = me.as_ref().map(|me| me.id);
        let mine = me.map(|me| PickOption::new(Some(me.id), format!("{} (you)", me.name), now == Some(me.id)).key("i"));
        let nobody = PickOption::new(None::<UserId>, "Nobody", now.is_none());
        let others = desk.users().into_iter().filter(|user| Some(user.id) != my_id);
        let others = others.map(|user| PickOption::new(Some(user.id), user.name, now == Some(user.id)));
        mine.into_iter().chain([nobody]).chain(others).collect()
    });
    view! {
        <Picker label="Owner" shown options open on_pick=move |user| record.assign(user) class="picker-plain" shortcut="a"/>
    }
}

/// The priority, urgent first, and none.
#[component]
pub fn PriorityPicker(record: Record, open: RwSignal<bool>) -> impl IntoView {
    let priority = move || record.ticket.with(|ticket| ticket.as_ref().and_then(|ticket| ticket.summary.priority));
    let shown = Signal::derive(move || priority().map_or("None", Priority::label).to_owned());
    let options = Signal::derive(move || {
        let now = priority();
        let some = Priority::ALL.iter().rev().map(|p| PickOption::new(Some(*p), p.label(), now == Some(*p)));
        some.chain([PickOption::new(None, "None", now.is_none())]).collect()
    });
    view! {
        <Picker label="Priority" shown options open on_pick=move |priority| record.prioritise(priority) class="picker-plain" shortcut="p"/>
    }
}
