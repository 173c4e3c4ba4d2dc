//! A principal that nobody resolved from a session.
//~ cannot construct `Customer` with struct literal syntax due to private fields

use portico::auth::Customer;

pub fn handler() -> Customer {
    Customer {}
}
