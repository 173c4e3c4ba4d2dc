//! Serves a ticket's file: always as a download, in a sandbox, with a type that can do no harm.

use actix_web::HttpResponse;
use actix_web::http::header::{self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue};
use futures_util::stream;
use tokio::io::AsyncReadExt;

use crate::attachments::read::Content;
use crate::error::{Error, Result};
use crate::files::Store;

/// Bytes read at a time.
const CHUNK: usize = 64 * 1024;

/// What a browser may do with a downloaded file: nothing.
const POLICY: &str = "sandbox; default-src 'none'";

/// The answer that carries a file's content.
///
/// # Errors
/// `AttachmentGone` when the content is no longer there, or no longer whole.
pub async fn answer(store: &Store, content: Content) -> Result<HttpResponse> {
    let sha256 = content.sha256.ok_or_else(Error::not_found)?;
    let size = content.size.unsigned_abs();
    let file = store.read(&sha256, size).await?;
    let body = stream::try_unfold(file, |mut file| async move {
        let mut chunk = vec![0; CHUNK];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then(|| (actix_web::web::Bytes::from(chunk), file)))
    });
    Ok(HttpResponse::Ok()
        .content_type(content.media_type)
        .insert_header(disposition(&content.name))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .no_chunking(size)
        .streaming(body))
}

fn disposition(name: &str) -> ContentDisposition {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() && !"\"\\".contains(c) || c == ' ' { c } else { '_' }).collect();
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![
            DispositionParam::Filename(plain),
            DispositionParam::FilenameExt(ExtendedValue {
                charset: Charset::Ext("UTF-8".to_owned()),
                language_tag: None,
                value: name.as_bytes().to_vec(),
            }),
        ],
    }
}
