//! The settings of portals: who may enter, what they see there, and whether they are on. Each part says
//! what it would change before it is saved.

mod access;
mod access_change;
mod filter_part;
mod general;
mod index;
mod invitations;
mod page;
mod registration;
mod saving;
mod seen;
mod visibility;

pub use index::PortalsPage;
pub use page::PortalPage;
