//! What a change that is not saved yet would mean, asked for when editing pauses.

use std::time::Duration;

use leptos::prelude::*;
use openapi::filters::{FilterMatch, FilterPreview};
use openapi::id::{ContactId, ListId, TicketId};
use openapi::properties::Object;
use openapi::tickets::console::View;

use crate::api::console::lists;
use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::console::place::Place;
use crate::ui::Building;
use crate::ui::dom::pause;

/// The pause after the last change before the server is asked.
const PAUSE: Duration = Duration::from_millis(600);

/// Who passes. Of several answers only that to the newest filter counts.
pub fn matches_of(state: Building, object: Object, list: Option<ListId>) -> Load<FilterPreview> {
    after_pause(state.filter(), move |filter| lists::preview(object, filter, list))
}

/// Asks about what is being edited once it has not changed for a moment; cancelled while there is
/// nothing to ask about.
pub fn after_pause<K, T, Fut>(edited: Memo<Option<K>>, ask: impl Fn(K) -> Fut + 'static) -> Load<T>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Send + Sync + 'static,
    Fut: Future<Output = Result<T, Failure>> + 'static,
{
    let first = StoredValue::new(true);
    Load::new(
        move || edited.get(),
        move |edited, _| {
            let waits = !first.get_value();
            first.set_value(false);
            let answer = edited.map(&ask);
            async move {
                let Some(answer) = answer else { return Err(Failure::Cancelled) };
                if waits {
                    pause(PAUSE).await;
                }
                answer.await
            }
        },
    )
}

/// Where a contact that passes leads.
pub fn contact_link(found: &FilterMatch) -> String {
    Place::Contact(ContactId(found.id)).path()
}

/// Where a ticket that passes leads.
pub fn ticket_link(found: &FilterMatch) -> String {
    Place::Inbox(View::All, Some(TicketId(found.id))).path()
}
