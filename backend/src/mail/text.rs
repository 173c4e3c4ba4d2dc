//! The words of mails: what every mail has, and what staff are told. Customers' are worded by each domain.

/// A mail's subject and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The subject.
    pub subject: String,
    /// The text; [`super::LINK`] stands for the recipient's own link.
    pub text: String,
    /// The same as HTML, without the document around it.
    pub html: Option<String>,
}

/// What a mail about a new message says.
#[derive(Debug)]
pub struct NewMessage<'a> {
    /// The ticket's number.
    pub number: i64,
    /// The ticket's subject.
    pub subject: &'a str,
    /// Who wrote.
    pub author: &'a str,
    /// What they wrote.
    pub text: &'a str,
    /// Names of the files that came with it.
    pub files: &'a [String],
    /// Where to read and answer.
    pub url: &'a str,
}

/// A customer's message, to staff.
pub fn message_to_staff(message: &NewMessage<'_>) -> Words {
    let mut text = format!("{} wrote in ticket #{} “{}”:\n\n", message.author, message.number, message.subject);
    text.push_str(&body(message));
    text.push_str(&format!("\n--\nAnswer in the console:\n{}\n", message.url));
    Words { subject: format!("[#{}] {}", message.number, message.subject), text, html: None }
}

fn body(message: &NewMessage<'_>) -> String {
    let mut body = format!("{}\n", message.text.trim_end());
    if !message.files.is_empty() {
        body.push_str(&format!("\nAttached: {}\n", message.files.join(", ")));
    }
    body
}
