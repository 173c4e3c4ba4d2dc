//! Attachments: a stored file with the name it was given. Uploaded to *pending* first, then taken
//! into the message or note that names it; what stays pending for a day is removed.

pub mod change;
pub mod console;
pub mod portal;
pub mod read;
pub mod sweep;
