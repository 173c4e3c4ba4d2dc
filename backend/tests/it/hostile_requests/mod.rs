//! Requests that no page of ours would send: from other sites, of other shapes, out of any range.
//! Each gets a clear refusal, and none a 5xx.

mod addresses;
mod bodies;
mod sites;

use crate::support::TestApp;

/// A ticket of Anna's.
fn ticket(app: &TestApp) -> i64 {
    app.anna().file("The oven is cold", "It does not heat.").id.0
}
