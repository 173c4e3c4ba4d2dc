//! A portal handler that shows internal notes.
//~ `Customer` may not see internal notes

use portico::auth::Customer;
use portico::tickets::access::CanSeeNotes;

fn show_everything(_: &impl CanSeeNotes) {}

pub fn handler(by: Customer) {
    show_everything(&by);
}
