//! Customers upload files.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, delete, post};
use openapi::check::MAX_ATTACHMENT_BYTES;
use openapi::files::Attachment;
use openapi::id::AttachmentId;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::change::{self, Uploader};
use crate::auth::Customer;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Result;
use crate::files::Store;
use crate::portals::public::PortalPath;
use crate::web::docs::Writes;
use crate::web::limits::Limits;
use crate::web::upload::{self, Body};

/// An upload: one file.
#[derive(ToSchema)]
#[allow(dead_code, reason = "only read by the derive")]
pub struct UploadForm {
    /// The file, at most 25 MiB, with its name.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}

/// Names a pending upload of a customer.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "the slug is read by the middleware")]
pub struct UploadPath {
    /// The portal's slug.
    portal: String,
    id: AttachmentId,
}

/// Uploads a file to pending; name it in a message within a day.
#[utoipa::path(tag = "attachments", operation_id = "portal_create_attachment", params(PortalPath), request_body(content = UploadForm, content_type = "multipart/form-data"), responses((status = 201, body = Attachment), Writes), security(("portal_session" = [])))]
#[post("/attachments")]
pub async fn create_attachment(
    by: Customer,
    body: Body,
    db: Data<Db>,
    store: Data<Store>,
    clock: Data<Clock>,
    limits: Data<Limits>,
) -> Result<HttpResponse> {
    limits.reply(format!("upload:contact:{}", by.contact()))?;
    let (file, content) = upload::receive(body, &store, MAX_ATTACHMENT_BYTES).await?.file()?;
    let now = clock.now();
    let kept = db
        .write(move |conn| {
            let kept = change::keep(conn, &file, Uploader::Contact(by.contact()), now)?;
            store.keep(content)?;
            Ok(kept)
        })
        .await?;
    Ok(HttpResponse::Created().json(kept))
}

/// Drops a pending upload.
#[utoipa::path(tag = "attachments", operation_id = "portal_delete_attachment", params(UploadPath), responses((status = 204), Writes), security(("portal_session" = [])))]
#[delete("/attachments/{id}")]
pub async fn delete_attachment(by: Customer, path: Path<UploadPath>, db: Data<Db>) -> Result<HttpResponse> {
    db.write(move |conn| change::drop_pending(conn, path.id, Uploader::Contact(by.contact()))).await?;
    Ok(HttpResponse::NoContent().finish())
}
