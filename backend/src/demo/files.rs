//! Files that come with the demonstration's messages.

use std::collections::HashMap;

use super::data::wrong;
use crate::error::{Error, Result};
use crate::files::Store;
use crate::web::upload::Uploaded;

/// Name and content of each.
const FILES: [(&str, &[u8]); 5] = [
    ("invoice-20817.pdf", include_bytes!("files/invoice-20817.pdf")),
    ("export-error.log", include_bytes!("files/export-error.txt")),
    ("october-orders.csv", include_bytes!("files/october-orders.csv")),
    ("add-warehouse.png", include_bytes!("files/add-warehouse.png")),
    ("label.png", include_bytes!("files/label.png")),
];

/// Uploads by name.
pub(super) type Uploads = HashMap<&'static str, Uploaded>;

/// Stores all of them.
pub(super) fn store(store: &Store) -> Result<Uploads> {
    let put = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(|error| Error::Internal(format!("no runtime: {error}")))?;
        runtime.block_on(async {
            let mut uploads = Uploads::new();
            for (name, content) in FILES {
                uploads.insert(name, Uploaded { name: name.to_owned(), stored: store.put(content).await? });
            }
            Ok(uploads)
        })
    };
    // on a thread of its own: the caller's may be running a runtime already
    std::thread::scope(|scope| scope.spawn(put).join()).map_err(|_| wrong("files could not be stored"))?
}
