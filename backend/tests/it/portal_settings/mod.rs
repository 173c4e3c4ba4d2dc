//! What staff set about a portal, what it would mean for whom, and who is invited.

mod invitations;
mod previews;
mod settings;
