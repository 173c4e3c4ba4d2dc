//! Files on their way into a message: chosen, dropped or pasted, uploaded one by one with progress and
//! cancel, and then named by id.

mod chip;
mod drop;
mod queue;
mod rules;

pub use chip::{FileChip, FileList, FilePicker};
pub use drop::DropArea;
pub use queue::{FileState, Files};
pub use rules::file_size;
