//! Contacts: the list, one contact with portal access and tickets, and new ones.

mod access;
mod index;
mod lists;
mod new;
mod picker;
mod record;

pub use access::{AccessWords, EmailAddress};
pub use index::ContactsPage;
pub use new::NewContactForm;
pub use picker::{ContactPicker, found, search};
pub use record::ContactPage;
