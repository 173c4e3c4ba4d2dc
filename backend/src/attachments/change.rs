//! Keeping uploads, taking them into messages and notes, and dropping them.

use diesel::prelude::*;
use openapi::check::MAX_MESSAGE_BYTES;
use openapi::files::Attachment;
use openapi::id::{AttachmentId, ContactId, MessageId, NoteId, TicketId, UserId};
use openapi::problem::{FieldCode, ProblemCode};

use crate::db::schema::attachments as a;
use crate::db::{Backend, Conn, Ts};
use crate::error::{Error, Result};
use crate::files::media;
use crate::web::upload::Uploaded;

/// Bytes a contact may keep (safety 2.3): 1 GiB.
const CONTACT_QUOTA: u64 = 1 << 30;

/// Who uploaded a file. Only they can use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uploader {
    /// A customer.
    Contact(ContactId),
    /// A member of staff.
    User(UserId),
}

/// What an attachment goes with.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// A message.
    Message(MessageId),
    /// A note.
    Note(NoteId),
}

/// Keeps an upload as pending. Its content must get its place in the same transaction.
///
/// # Errors
/// `StorageFull` when a customer has used up the quota.
pub fn keep(conn: &mut Conn, file: &Uploaded, by: Uploader, now: Ts) -> Result<Attachment> {
    let (contact, user) = match by {
        Uploader::Contact(id) => (Some(id), None),
        Uploader::User(id) => (None, Some(id)),
    };
    if let Some(contact) = contact
        && super::read::used_by(conn, contact)? + file.stored.size > CONTACT_QUOTA
    {
        return Err(Error::refused(
            ProblemCode::StorageFull,
            "Your files fill the space you have. You can still send text.",
        ));
    }
    let size = i64::try_from(file.stored.size).map_err(|error| Error::Internal(error.to_string()))?;
    let media_type = media::of(&file.name, &file.stored.head);
    let id: AttachmentId = diesel::insert_into(a::table)
        .values((
            a::status.eq("pending"),
            a::name.eq(&file.name),
            a::media_type.eq(media_type),
            a::size.eq(size),
            a::sha256.eq(&file.stored.sha256),
            a::contact_id.eq(contact),
            a::user_id.eq(user),
            a::created_at.eq(now),
        ))
        .returning(a::id)
        .get_result(conn)?;
    Ok(Attachment { id, name: file.name.clone(), media_type: media_type.into(), size: file.stored.size })
}

/// Takes pending uploads into a message or note of a ticket. Returns their names.
///
/// # Errors
/// `ValidationFailed` unless every one is pending and was uploaded by `by`, and all together are
/// not too large.
pub fn take(
    conn: &mut Conn,
    ids: &[AttachmentId],
    by: Uploader,
    ticket: TicketId,
    target: Target,
) -> Result<Vec<String>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(AttachmentId, String, i64)> =
        pending(by).filter(a::id.eq_any(ids.to_vec())).order(a::id).select((a::id, a::name, a::size)).load(conn)?;
    let refuse = |code, message: &str| Error::invalid_field("/attachments", code, message);
    if rows.len() != ids.len() {
        return Err(refuse(FieldCode::Unknown, "A file is no longer here. Attach it again."));
    }
    if rows.iter().map(|(_, _, size)| size.unsigned_abs()).sum::<u64>() > MAX_MESSAGE_BYTES {
        return Err(refuse(
            FieldCode::TooLong,
            "The files are larger than 50 MiB together. Send some of them in another message.",
        ));
    }
    let (message, note) = match target {
        Target::Message(id) => (Some(id), None),
        Target::Note(id) => (None, Some(id)),
    };
    let taken = diesel::update(a::table.filter(a::id.eq_any(ids.to_vec())).filter(a::status.eq("pending")))
        .set((a::status.eq("ready"), a::ticket_id.eq(ticket), a::message_id.eq(message), a::note_id.eq(note)))
        .execute(conn)?;
    // another message may have taken one in the meantime
    if taken != ids.len() {
        return Err(refuse(FieldCode::Unknown, "A file is no longer here. Attach it again."));
    }
    Ok(rows.into_iter().map(|(_, name, _)| name).collect())
}

/// Drops a pending upload. Row and content are swept when it is a day old, and count for the quota
/// until then: otherwise uploading and dropping in turn would fill the disk.
///
/// # Errors
/// `NotFound` unless it is pending and was uploaded by `by`.
pub fn drop_pending(conn: &mut Conn, id: AttachmentId, by: Uploader) -> Result<()> {
    let found: AttachmentId = pending(by).filter(a::id.eq(id)).select(a::id).first(conn)?;
    // a message may be taking it right now
    let dropped = diesel::update(a::table.find(found).filter(a::status.eq("pending")))
        .set(a::status.eq("dropped"))
        .execute(conn)?;
    if dropped == 0 { Err(Error::not_found()) } else { Ok(()) }
}

fn pending(by: Uploader) -> a::BoxedQuery<'static, Backend> {
    let query = a::table.filter(a::status.eq("pending")).into_boxed();
    match by {
        Uploader::Contact(id) => query.filter(a::contact_id.eq(id)),
        Uploader::User(id) => query.filter(a::user_id.eq(id)),
    }
}
