//! What staff set about a portal: who may enter it, what is seen there, whether it is on; and what
//! another setting would mean for whom. How the settings are kept, other rooms see to.

pub mod access;
pub mod change;
pub mod invitations;
pub mod read;
pub mod visibility;
