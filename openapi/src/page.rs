//! Cursor paging: a page of items and opaque cursors to its neighbours.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Items per page when the caller does not say.
pub const DEFAULT_LIMIT: u32 = 25;
/// Most items a page may hold.
pub const MAX_LIMIT: u32 = 100;

/// One page of a list, in the order that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The items, at most `limit`.
    pub items: Vec<T>,
    /// Cursor of the page after this one (`after=`); null on the last.
    pub next: Option<String>,
    /// Cursor of the page before this one (`before=`); null on the first.
    pub previous: Option<String>,
    /// 1-based position of the first item in the whole list; 0 when the page is empty.
    pub first: u64,
    /// Number of items in the whole list, only when `count=true` was asked for.
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// The same page with every item changed by `f`.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            next: self.next,
            previous: self.previous,
            first: self.first,
            total: self.total,
        }
    }
}

/// Ascending or descending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Smallest, oldest first.
    Asc,
    /// Largest, newest first.
    #[default]
    Desc,
}
