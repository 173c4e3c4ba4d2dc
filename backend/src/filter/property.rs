//! What can be asked about: the built-in properties and where each is kept.

use openapi::filters::FilterOption;
use openapi::properties::{Object, PropertyKind};

/// A property of one kind of record.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// Whose it is.
    pub object: Object,
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Its type.
    pub kind: PropertyKind,
    /// Where its values are.
    pub place: Place,
    /// The values to choose from.
    pub options: Vec<FilterOption>,
}

/// Where the values of a property are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A column of text.
    Text(&'static str),
    /// A column of integers: numbers, or ids of what the options name.
    Int(&'static str),
    /// A column of moments.
    Moment(&'static str),
    /// A column that holds a JSON list of texts.
    Texts(&'static str),
    /// Under the property's name in the record's JSON.
    Custom,
    /// The lists a contact is on.
    Lists,
}

/// How one record leads to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// A contact's primary company.
    CompanyOfContact,
    /// The contacts of a company.
    ContactsOfCompany,
    /// Who asked.
    ContactOfTicket,
    /// A ticket's company.
    CompanyOfTicket,
}

impl Relation {
    /// The relation from one kind of record to another.
    pub fn between(from: Object, to: Object) -> Option<Self> {
        match (from, to) {
            (Object::Contact, Object::Company) => Some(Relation::CompanyOfContact),
            (Object::Company, Object::Contact) => Some(Relation::ContactsOfCompany),
            (Object::Ticket, Object::Contact) => Some(Relation::ContactOfTicket),
            (Object::Ticket, Object::Company) => Some(Relation::CompanyOfTicket),
            _ => None,
        }
    }

    /// The kinds of records that records of a kind lead to.
    pub fn from(object: Object) -> impl Iterator<Item = Object> {
        [Object::Contact, Object::Company].into_iter().filter(move |to| Self::between(object, *to).is_some())
    }
}

type BuiltIn = (&'static str, &'static str, PropertyKind, Place);

const TICKET: [BuiltIn; 12] = [
    ("id", "Number", PropertyKind::Number, Place::Int("id")),
    ("subject", "Subject", PropertyKind::Text, Place::Text("subject")),
    ("pipeline", "Pipeline", PropertyKind::Select, Place::Int("pipeline_id")),
    ("stage", "Stage", PropertyKind::Select, Place::Int("stage_id")),
    ("state", "Status", PropertyKind::Select, Place::Text("state")),
    ("priority", "Priority", PropertyKind::Select, Place::Text("priority")),
    ("category", "Category", PropertyKind::Text, Place::Text("category")),
    ("source", "Source", PropertyKind::Select, Place::Text("source")),
    ("owner", "Owner", PropertyKind::Select, Place::Int("owner_id")),
    ("created_at", "Create date", PropertyKind::DateTime, Place::Moment("created_at")),
    ("last_activity_at", "Last activity date", PropertyKind::DateTime, Place::Moment("last_activity_at")),
    ("closed_at", "Close date", PropertyKind::DateTime, Place::Moment("closed_at")),
];
const CONTACT: [BuiltIn; 7] = [
    ("id", "Record number", PropertyKind::Number, Place::Int("id")),
    ("email", "E-mail", PropertyKind::Email, Place::Text("email")),
    ("first_name", "First name", PropertyKind::Text, Place::Text("first_name")),
    ("last_name", "Last name", PropertyKind::Text, Place::Text("last_name")),
    ("phone", "Phone", PropertyKind::Phone, Place::Text("phone")),
    ("created_at", "Create date", PropertyKind::DateTime, Place::Moment("created_at")),
    ("list", "List", PropertyKind::List, Place::Lists),
];
const COMPANY: [BuiltIn; 4] = [
    ("id", "Record number", PropertyKind::Number, Place::Int("id")),
    ("name", "Company name", PropertyKind::Text, Place::Text("name")),
    ("domains", "Domains", PropertyKind::MultiSelect, Place::Texts("domains")),
    ("created_at", "Create date", PropertyKind::DateTime, Place::Moment("created_at")),
];

/// The built-in properties of a kind of record, without options.
pub fn built_in(object: Object) -> impl Iterator<Item = Property> {
    let all: &[BuiltIn] = match object {
        Object::Ticket => &TICKET,
        Object::Contact => &CONTACT,
        Object::Company => &COMPANY,
    };
    all.iter().map(move |(name, label, kind, place)| Property {
        object,
        name: (*name).to_owned(),
        label: (*label).to_owned(),
        kind: *kind,
        place: *place,
        options: Vec::new(),
    })
}
