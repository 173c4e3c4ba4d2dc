//! Lists of contacts: the index, one list with its filter or members, what uses it, and what a change
//! would mean before it is saved.

mod about;
mod affected;
mod change;
mod editor;
mod index;
mod members;
mod new;
mod page;

pub use affected::{AffectedPeople, people};
pub use index::{KindBadge, ListsPage};
pub use new::NewListPage;
pub use page::ListPage;
