//! Content on the disk. A file is written beside its place, flushed to the disk and then moved
//! there, so that under its final name it is always whole. It is moved when the row that names it is
//! written: what is refused before that leaves nothing behind.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use openapi::problem::ProblemCode;
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use crate::error::{Error, Result};

/// Bytes kept from the beginning of a file, to tell its type by.
const HEAD: usize = 512;
/// After so many bytes of a file it is asked again whether the disk has room.
const ROOM_EVERY: u64 = 1 << 20;
/// A file that no row names is only removed when it is older than this: its row may be on its way.
const ORPHAN_AGE: Duration = Duration::from_secs(24 * 3600);

/// Where files are kept. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    root: PathBuf,
    floor: u64,
}

/// A file that is being written. It is removed when this is dropped.
pub struct Incoming {
    store: Store,
    file: File,
    temporary: Temporary,
    hash: Sha256,
    size: u64,
    head: Vec<u8>,
}

/// A file that was written whole and has no place yet. It is removed when this is dropped.
pub struct Received {
    /// What was written.
    pub stored: Stored,
    temporary: Temporary,
}

/// A file under `tmp`, removed with this value unless it was moved away.
struct Temporary(PathBuf);

/// The content of a file.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The SHA-256 of its content: its address.
    pub sha256: Vec<u8>,
    /// Its size in bytes.
    pub size: u64,
    /// Its first bytes.
    pub head: Vec<u8>,
}

impl Store {
    /// Keeps files under `root` and refuses new ones when fewer than `floor` bytes are free there.
    pub fn open(root: PathBuf, floor: u64) -> Result<Self> {
        std::fs::create_dir_all(root.join("tmp"))
            .map_err(|error| Error::Config(format!("cannot create {}: {error}", root.display())))?;
        Ok(Self { root, floor })
    }

    /// Begins a file.
    ///
    /// # Errors
    /// `StorageFull` when the disk is too full.
    pub async fn begin(&self) -> Result<Incoming> {
        self.has_room()?;
        let temporary = Temporary(self.root.join("tmp").join(temporary_name()?));
        let file = File::create_new(&temporary.0).await.map_err(failed)?;
        Ok(Incoming { store: self.clone(), file, temporary, hash: Sha256::new(), size: 0, head: Vec::new() })
    }

    fn has_room(&self) -> Result<()> {
        let free = rustix::fs::statvfs(&self.root).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
        if free.is_ok_and(|free| free < self.floor) { Err(full()) } else { Ok(()) }
    }

    /// Moves a received file to its place. Call it where the row that names the file is written, before
    /// the commit: then no row lacks its content. Blocks.
    pub fn keep(&self, received: Received) -> Result<()> {
        let place = self.place(&received.stored.sha256);
        let Some(folder) = place.parent() else { return Ok(()) };
        std::fs::create_dir_all(folder).map_err(failed)?;
        std::fs::rename(received.path(), &place).map_err(failed)?;
        // after a power cut the name is there too
        std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
    }

    /// Stores `content` whole, whether or not a row names it.
    pub async fn put(&self, content: &[u8]) -> Result<Stored> {
        let mut incoming = self.begin().await?;
        incoming.write(content).await?;
        let received = incoming.finish().await?;
        let stored = received.stored.clone();
        self.keep(received)?;
        Ok(stored)
    }

    /// Opens a file by its address and size.
    ///
    /// # Errors
    /// `AttachmentGone` when it is not there, or not whole.
    pub async fn read(&self, sha256: &[u8], size: u64) -> Result<File> {
        let open = async {
            let file = File::open(self.place(sha256)).await?;
            let found = file.metadata().await?.len();
            if found == size { Ok(file) } else { Err(io::Error::other(format!("{found} bytes instead of {size}"))) }
        };
        open.await.map_err(|error| {
            tracing::error!(%error, sha256 = hex::encode(sha256), "a stored file could not be opened");
            Error::refused(ProblemCode::AttachmentGone, "The content of this file is no longer there.")
        })
    }

    /// Where a file is.
    pub fn place(&self, sha256: &[u8]) -> PathBuf {
        let name = hex::encode(sha256);
        let (first, second) = (name.get(..2).unwrap_or("__"), name.get(2..4).unwrap_or("__"));
        self.root.join("sha256").join(first).join(second).join(&name)
    }

    /// Removes half-written files of servers that died.
    pub fn sweep_tmp(&self) -> io::Result<()> {
        for entry in std::fs::read_dir(self.root.join("tmp"))? {
            let path = entry?.path();
            if is_old(&path)? {
                std::fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Addresses of the files in one 256th of the store, those whose address begins with `part`, that
    /// were written after `since` and not lately.
    pub fn settled(&self, part: u8, since: SystemTime) -> io::Result<Vec<Vec<u8>>> {
        let mut found = Vec::new();
        for folder in entries(&self.root.join("sha256").join(hex::encode([part])))? {
            for file in entries(&folder?.path())? {
                let file = file?;
                let Ok(address) = hex::decode(file.file_name().as_encoded_bytes()) else { continue };
                if is_old(&file.path())? && file.metadata()?.modified()? > since {
                    found.push(address);
                }
            }
        }
        Ok(found)
    }

    /// Removes a file that no row names any more, unless it was written lately.
    pub fn remove_orphan(&self, sha256: &[u8]) -> io::Result<()> {
        let place = self.place(sha256);
        if !is_old(&place)? {
            return Ok(());
        }
        // out of the way first: the same content may be moved to this place right now
        let aside = self.root.join("tmp").join(hex::encode(sha256));
        std::fs::rename(&place, &aside)?;
        if is_old(&aside)? { std::fs::remove_file(aside) } else { std::fs::rename(aside, place) }
    }
}

/// What is in a folder; nothing where there is no such folder.
fn entries(folder: &Path) -> io::Result<impl Iterator<Item = io::Result<std::fs::DirEntry>>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => Ok(Some(entries).into_iter().flatten()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None.into_iter().flatten()),
        Err(error) => Err(error),
    }
}

/// Whether a file is there and was not written lately.
fn is_old(path: &Path) -> io::Result<bool> {
    match std::fs::metadata(path) {
        Ok(data) => Ok(SystemTime::now().duration_since(data.modified()?).is_ok_and(|age| age > ORPHAN_AGE)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

impl Incoming {
    /// Adds to the file.
    ///
    /// # Errors
    /// `StorageFull` when the disk has become too full: others write at the same time.
    pub async fn write(&mut self, chunk: &[u8]) -> Result<()> {
        if self.size / ROOM_EVERY != (self.size + chunk.len() as u64) / ROOM_EVERY {
            self.store.has_room()?;
        }
        self.file.write_all(chunk).await.map_err(failed)?;
        self.hash.update(chunk);
        self.size += chunk.len() as u64;
        if self.head.len() < HEAD {
            self.head.extend_from_slice(&chunk[..chunk.len().min(HEAD - self.head.len())]);
        }
        Ok(())
    }

    /// Bytes written so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Ends the file and flushes it to the disk.
    pub async fn finish(self) -> Result<Received> {
        self.file.sync_all().await.map_err(failed)?;
        let stored = Stored { sha256: self.hash.finalize().to_vec(), size: self.size, head: self.head };
        Ok(Received { stored, temporary: self.temporary })
    }
}

impl Received {
    /// Where the file is for now.
    pub fn path(&self) -> &Path {
        &self.temporary.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a file that is not kept was not removed");
        }
    }
}

fn temporary_name() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Error::Internal(format!("no randomness: {error}")))?;
    Ok(hex::encode(bytes))
}

fn full() -> Error {
    Error::refused(ProblemCode::StorageFull, "There is no room for files at the moment. You can still send text.")
}

fn failed(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => full(),
        _ => Error::Internal(format!("file storage: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_disk_that_fills_up_meanwhile_takes_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().to_owned(), 1).unwrap();
        let mut incoming = store.begin().await.unwrap();
        incoming.write(&[0; 1000]).await.unwrap();
        incoming.store.floor = u64::MAX;
        incoming.write(&[0; 1000]).await.unwrap();
        let refused = incoming.write(&[0; 1 << 20]).await.unwrap_err();
        assert!(matches!(refused, Error::Refused { code: ProblemCode::StorageFull, .. }), "{refused}");
        drop(incoming);
        assert_eq!(std::fs::read_dir(folder.path().join("tmp")).unwrap().count(), 0);
    }
}
