//! Contacts: customers as people.

pub mod access;
pub mod console;

/// What people call a contact: first and last name, or the e-mail address where no name is known.
pub fn display_name(first: &str, last: &str, email: &str) -> String {
    let name = format!("{} {}", first.trim(), last.trim());
    match name.trim() {
        "" => email.to_owned(),
        name => name.to_owned(),
    }
}
