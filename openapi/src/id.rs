//! One integer type per kind of record, so that a contact's id can never be passed for a ticket's.
//! All stay below 2^53 and travel as plain JSON numbers.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
        #[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
        #[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::BigInt))]
        #[serde(transparent)]
        #[schema(value_type = i64, minimum = 1, maximum = 9007199254740991_i64)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }

        #[cfg(feature = "diesel")]
        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::BigInt, DB> for $name
        where
            i64: diesel::serialize::ToSql<diesel::sql_types::BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }

        #[cfg(feature = "diesel")]
        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB> for $name
        where
            i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>,
        {
            fn from_sql(raw: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                i64::from_sql(raw).map($name)
            }
        }
    )*};
}

ids! {
    /// An entry of the audit log.
    AuditEventId,
    /// A stored file.
    AttachmentId,
    /// An organisation of customers.
    CompanyId,
    /// A customer, a person.
    ContactId,
    /// A host name.
    DomainId,
    /// An entry of the timeline; also the id of a live event.
    EventId,
    /// A run of the importer.
    ImportId,
    /// A place where staff meet conversations.
    InboxId,
    /// Something to do later, in the job table.
    JobId,
    /// A named set of contacts.
    ListId,
    /// An outgoing e-mail.
    MailId,
    /// A contact's right to sign in to a domain.
    MembershipId,
    /// A message in a thread.
    MessageId,
    /// An internal note on a ticket.
    NoteId,
    /// An ordered set of stages.
    PipelineId,
    /// A customer portal.
    PortalId,
    /// A named set of permissions.
    RoleId,
    /// A signed-in session.
    SessionId,
    /// A step of a pipeline.
    StageId,
    /// A conversation in an inbox.
    ThreadId,
    /// A ticket; its id is also the number people call it by.
    TicketId,
    /// A member of staff.
    UserId,
}
