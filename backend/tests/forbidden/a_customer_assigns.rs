//! A portal handler that changes a ticket for the team.
//~ `Customer` may not change tickets

use portico::auth::Customer;
use portico::tickets::access::CanWork;

fn assign(_: &impl CanWork) {}

pub fn handler(by: Customer) {
    assign(&by);
}
