//! A handler without a principal that reads: what may be seen follows from who asks.
//~ private fields

use portico::tickets::access::Scope;

pub fn handler() -> Scope {
    Scope(unreachable!())
}
