//! A handler that asks for contacts and reads tickets.
//~ `Staff<ContactsView>` may not read tickets

use portico::auth::Staff;
use portico::auth::principal::ContactsView;
use portico::tickets::access::CanRead;

fn list(_: &impl CanRead) {}

pub fn handler(by: Staff<ContactsView>) {
    list(&by);
}
