//! Private content of a domain: how customers register and sign in, what they agree to, and the pages and
//! e-mails they meet on the way.

mod access;
mod consent;
mod editing;
mod index;
mod mails;
mod page;
mod pages;
mod preview;
mod saving;
mod words_of;

pub use index::PrivateContentsPage;
pub use page::PrivateContentPage;
