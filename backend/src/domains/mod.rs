//! Domains: their private content, which is how customers register and sign in, what they agree to, and
//! what the pages and mails they meet there say.

pub mod change;
pub mod console;
pub mod notice;
pub mod pages;
pub mod read;
pub mod texts;
