//! A console handler that asks for reading and writes.
//~ `Staff<TicketsView>` may not change tickets

use portico::auth::Staff;
use portico::auth::principal::TicketsView;
use portico::tickets::access::CanWork;

fn reply(_: &impl CanWork) {}

pub fn handler(by: Staff<TicketsView>) {
    reply(&by);
}
