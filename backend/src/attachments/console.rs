//! Staff upload files.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, delete, post};
use openapi::check::MAX_ATTACHMENT_BYTES;
use openapi::files::Attachment;
use openapi::id::AttachmentId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::change::{self, Uploader};
use super::portal::UploadForm;
use crate::auth::Staff;
use crate::auth::principal::TicketsEdit;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Result;
use crate::files::Store;
use crate::web::docs::Writes;
use crate::web::limits::Limits;
use crate::web::upload::{self, Body};

/// Names a pending upload.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct AttachmentPath {
    id: AttachmentId,
}

/// Uploads a file to pending; name it in a message or note within a day.
#[utoipa::path(tag = "attachments", request_body(content = UploadForm, content_type = "multipart/form-data"), responses((status = 201, body = Attachment), Writes), security(("console_session" = [])))]
#[post("/attachments")]
pub async fn create_attachment(
    by: Staff<TicketsEdit>,
    body: Body,
    db: Data<Db>,
    store: Data<Store>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.reply(format!("upload:user:{}", by.id()))?;
    let (file, content) = upload::receive(body, &store, MAX_ATTACHMENT_BYTES).await?.file()?;
    let now = clock.now();
    let kept = db
        .write(move |conn| {
            let kept = change::keep(conn, &file, Uploader::User(by.id()), now)?;
            store.keep(content)?;
            Ok(kept)
        })
        .await?;
    Ok(HttpResponse::Created().json(kept))
}

/// Drops a pending upload.
#[utoipa::path(tag = "attachments", params(AttachmentPath), responses((status = 204), Writes), security(("console_session" = [])))]
#[delete("/attachments/{id}")]
pub async fn delete_attachment(
    by: Staff<TicketsEdit>,
    path: Path<AttachmentPath>,
    db: Data<Db>,
) -> Result<HttpResponse> {
    db.write(move |conn| change::drop_pending(conn, path.id, Uploader::User(by.id()))).await?;
    Ok(HttpResponse::NoContent().finish())
}
