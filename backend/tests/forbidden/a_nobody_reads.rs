//! A handler that takes somebody's word for who they are.
//~ `&str` may not read tickets

use portico::tickets::access::CanRead;

fn list(_: impl CanRead) {}

pub fn handler(name: &'static str) {
    list(name);
}
