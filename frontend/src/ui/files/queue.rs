//! The files of one message and their uploads.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::files::Attachment;
use openapi::id::AttachmentId;

use super::rules::refusal;
use crate::api::client::Request;
use crate::api::problem::Failure;
use crate::api::upload::{CancelUpload, Upload};
use crate::words;

/// How a file is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// On its way, in percent.
    Uploading(u8),
    /// Arrived.
    Done(Attachment),
    /// Did not arrive; says why.
    Failed(String),
}

/// A file of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedFile {
    /// Tells it from the others of this page.
    pub key: u32,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// How it is doing.
    pub state: FileState,
}

/// The files of one message. Copies mean the same files.
#[derive(Clone, Copy)]
pub struct Files {
    /// In the order they were added.
    pub items: RwSignal<Vec<QueuedFile>>,
    /// Why files were not taken, in words.
    pub refused: RwSignal<Vec<String>>,
    url: StoredValue<String>,
    last_key: StoredValue<u32>,
    sources: StoredValue<Vec<(u32, web_sys::File)>, LocalStorage>,
    running: StoredValue<Vec<(u32, CancelUpload)>, LocalStorage>,
    on_failure: StoredValue<Option<Callback<Failure>>>,
}

impl Files {
    /// No files yet; they will be uploaded to `url`, and removed at `url/id`.
    pub fn new(url: impl Into<String>) -> Self {
        let files = Self {
            items: RwSignal::new(Vec::new()),
            refused: RwSignal::new(Vec::new()),
            url: StoredValue::new(url.into()),
            last_key: StoredValue::new(0),
            sources: StoredValue::new_local(Vec::new()),
            running: StoredValue::new_local(Vec::new()),
            on_failure: StoredValue::new(None),
        };
        on_cleanup(move || {
            let _ = files.running.try_update_value(|running| running.drain(..).for_each(|(_, upload)| upload.cancel()));
        });
        files
    }

    /// Tells `callback` of every upload that failed, for example to ask for signing in again.
    pub fn on_failure(self, callback: Callback<Failure>) -> Self {
        self.on_failure.set_value(Some(callback));
        self
    }

    /// Adds what a picker, a drop or a paste brought.
    pub fn add_all(&self, list: &web_sys::FileList) {
        self.refused.set(Vec::new());
        for at in 0..list.length() {
            if let Some(file) = list.item(at) {
                self.add(file);
            }
        }
    }

    fn add(&self, file: web_sys::File) {
        let (name, size) = (file.name(), file.size() as u64);
        let (count, total) = self.items.with_untracked(|items| (items.len(), items.iter().map(|item| item.size).sum()));
        if let Some(said) = refusal(&name, size, count, total) {
            self.refused.update(|refused| refused.push(said));
            return;
        }
        let key = self.next_key();
        self.items.update(|items| items.push(QueuedFile { key, name, size, state: FileState::Uploading(0) }));
        self.sources.update_value(|sources| sources.push((key, file)));
        self.upload(key);
    }

    fn next_key(&self) -> u32 {
        self.last_key.update_value(|key| *key += 1);
        self.last_key.get_value()
    }

    /// Uploads a file that failed once more.
    pub fn retry(&self, key: u32) {
        self.set_state(key, FileState::Uploading(0));
        self.upload(key);
    }

    fn upload(&self, key: u32) {
        let files = *self;
        let Some(source) = self
            .sources
            .try_with_value(|sources| sources.iter().find(|(known, _)| *known == key).map(|(_, file)| file.clone()))
            .flatten()
        else {
            return;
        };
        let progress = move |percent| files.set_state(key, FileState::Uploading(percent));
        match self.url.try_with_value(|url| Upload::start(url, &source, progress)) {
            Some(Ok(upload)) => {
                self.running.update_value(|running| running.push((key, upload.canceller())));
                spawn_local(async move { files.finish(key, upload.finished().await) });
            }
            Some(Err(failure)) => self.finish(key, Err(failure)),
            None => {}
        }
    }

    fn finish(&self, key: u32, outcome: Result<Attachment, Failure>) {
        let _ = self.take_running(key);
        match outcome {
            Ok(attachment) => self.set_state(key, FileState::Done(attachment)),
            Err(Failure::Cancelled) => {}
            Err(failure) => {
                self.set_state(key, FileState::Failed(words::failure(&failure)));
                if let Some(callback) = self.on_failure.try_get_value().flatten() {
                    callback.run(failure);
                }
            }
        }
    }

    fn take_running(&self, key: u32) -> Option<CancelUpload> {
        self.running
            .try_update_value(|running| {
                let at = running.iter().position(|(known, _)| *known == key)?;
                Some(running.swap_remove(at).1)
            })
            .flatten()
    }

    fn set_state(&self, key: u32, state: FileState) {
        let _ = self.items.try_update(|items| {
            if let Some(item) = items.iter_mut().find(|item| item.key == key) {
                item.state = state;
            }
        });
    }

    /// Takes a file out: cancels its upload, or removes it from the server if it has arrived.
    pub fn remove(&self, key: u32) {
        if let Some(upload) = self.take_running(key) {
            upload.cancel();
        }
        let arrived = self.items.with_untracked(|items| {
            items.iter().find(|item| item.key == key).and_then(|item| match &item.state {
                FileState::Done(attachment) => Some(attachment.id),
                _ => None,
            })
        });
        if let Some(id) = arrived {
            let url = format!("{}/{id}", self.url.get_value());
            // If this fails the server forgets the pending file by itself after a day.
            spawn_local(async move { drop(Request::delete(url).send_empty().await) });
        }
        self.items.update(|items| items.retain(|item| item.key != key));
    }

    /// Puts back files that arrived before, for example from a draft.
    pub fn restore(&self, attachments: Vec<Attachment>) {
        for attachment in attachments {
            let key = self.next_key();
            let (name, size) = (attachment.name.clone(), attachment.size);
            self.items.update(|items| items.push(QueuedFile { key, name, size, state: FileState::Done(attachment) }));
        }
    }

    /// Forgets all files: they belong to a sent message now.
    pub fn clear(&self) {
        self.items.set(Vec::new());
        self.refused.set(Vec::new());
        self.sources.update_value(Vec::clear);
    }

    /// The files that have arrived.
    pub fn arrived(&self) -> Vec<Attachment> {
        self.items.with(|items| {
            let done = items.iter().filter_map(|item| match &item.state {
                FileState::Done(attachment) => Some(attachment.clone()),
                _ => None,
            });
            done.collect()
        })
    }

    /// The ids of the files that have arrived.
    pub fn ids(&self) -> Vec<AttachmentId> {
        self.arrived().into_iter().map(|attachment| attachment.id).collect()
    }

    /// Whether a file is still on its way.
    pub fn uploading(&self) -> bool {
        self.items.with(|items| items.iter().any(|item| matches!(item.state, FileState::Uploading(_))))
    }

    /// Whether a file failed and was neither removed nor sent again.
    pub fn any_failed(&self) -> bool {
        self.items.with(|items| items.iter().any(|item| matches!(item.state, FileState::Failed(_))))
    }
}
