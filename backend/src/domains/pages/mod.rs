//! System pages: what a domain's customers read where they register, sign in, sign out, are turned away or
//! choose a password.

pub mod change;
pub mod console;
pub mod read;
pub mod words;
