//! Who is signed in, and what happens when a session ends while somebody is working. Getting in is the
//! entry app's.

mod idle;
mod preview;
mod reauth;
mod state;

pub use idle::SessionEnd;
pub use preview::PreviewBar;
pub use reauth::Reauth;
pub use state::{Session, use_session};
