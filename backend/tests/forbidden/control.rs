//! Compiles: what each principal may do. It shows that the programs beside it fail for what they
//! do and not for how they are built.

use portico::auth::principal::{TicketsEdit, TicketsView};
use portico::auth::{Customer, Staff};
use portico::tickets::access::{CanRead, CanSeeNotes, CanWork};

fn read(_: &impl CanRead) {}
fn see_notes(_: &impl CanSeeNotes) {}
fn assign(_: &impl CanWork) {}

pub fn portal_handler(by: Customer) {
    read(&by);
}

pub fn console_handler(viewer: Staff<TicketsView>, agent: Staff<TicketsEdit>) {
    read(&viewer);
    see_notes(&viewer);
    read(&agent);
    see_notes(&agent);
    assign(&agent);
}
