//! Properties: what can be known about a ticket, a contact or a company.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a property describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Object {
    /// A ticket.
    Ticket,
    /// A contact.
    Contact,
    /// A company.
    Company,
}

impl Object {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Object::Ticket => "ticket",
            Object::Contact => "contact",
            Object::Company => "company",
        }
    }
}

/// What kind of values a property has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PropertyKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    MultiLineText,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// One of some options.
    Select,
    /// Any of some options.
    MultiSelect,
    /// Yes or no.
    Checkbox,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// The address of a page.
    Url,
    /// The lists a contact is on.
    List,
}

impl PropertyKind {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            PropertyKind::Text => "text",
            PropertyKind::MultiLineText => "multi_line_text",
            PropertyKind::Number => "number",
            PropertyKind::Date => "date",
            PropertyKind::DateTime => "date_time",
            PropertyKind::Select => "select",
            PropertyKind::MultiSelect => "multi_select",
            PropertyKind::Checkbox => "checkbox",
            PropertyKind::Email => "email",
            PropertyKind::Phone => "phone",
            PropertyKind::Url => "url",
            PropertyKind::List => "list",
        }
    }

    /// The type a stored word stands for. Lists are no property that anybody defines.
    pub fn parse(word: &str) -> Option<Self> {
        use PropertyKind as T;
        [
            T::Text,
            T::MultiLineText,
            T::Number,
            T::Date,
            T::DateTime,
            T::Select,
            T::MultiSelect,
            T::Checkbox,
            T::Email,
            T::Phone,
            T::Url,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == word)
    }
}
