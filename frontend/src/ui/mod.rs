//! Widgets that know no noun: small components over native elements, one folder each with its CSS.
//! All apps use them; colours and measures come from the tokens in `styles/tokens.css`.

mod avatar;
mod badge;
mod banner;
mod button;
mod composer;
mod crossing;
mod dialog;
pub mod dom;
mod draft;
mod empty_state;
mod failure;
mod field;
mod files;
mod filter;
mod form;
mod heading;
mod icon;
mod kbd;
mod lookup;
mod menu;
mod message;
mod pagination;
mod picker;
mod search_box;
mod skeleton;
mod system_page;
mod table;
pub mod time;
mod toast;
mod view;

pub use avatar::{Avatar, initials};
pub use badge::{Badge, Tone};
pub use banner::Banner;
pub use button::{Button, ButtonLink, IconButton, Kind};
pub use composer::{Composer, NotKept};
pub use crossing::{cross_to, expect_crossing, leave_note};
pub use dialog::Dialog;
pub use draft::{Draft, forget_drafts};
pub use empty_state::EmptyState;
pub use failure::FailurePanel;
pub use field::{
    Checkbox, Choice, Field, Input, PasswordInput, RadioChoice, Radios, RichTextInput, Select, Switch, Textarea,
};
pub use files::{DropArea, FileChip, FileList, FilePicker, FileState, Files, file_size};
pub use filter::{Building, FilterBuilder, FilterMatches, Nouns, Unfinished};
pub use form::{ErrorSummary, Form};
pub use heading::{Heading, PageTitle, PageTitles};
pub use icon::{Glyph, Icon};
pub use kbd::Kbd;
pub use lookup::{Found, Lookup, Matches, Search};
pub use menu::{Menu, MenuItem, MenuLink};
pub use message::{DayLine, EventLine, Message, PlainText, Voice};
pub use pagination::Pagination;
pub use picker::{PickOption, Picker};
pub use search_box::SearchBox;
pub use skeleton::{Skeleton, SkeletonRows};
pub use system_page::{RichText, SystemPage};
pub use table::SortHeader;
pub use time::{Clock, TimeAgo};
pub use toast::{Announcer, LiveRegions, Toasts};
pub use view::{Dynamic, dynamic, each};
