//! What somebody wrote, as a quiet block; days and events between.

mod plain;
mod text;

pub use text::PlainText;

use leptos::prelude::*;

use super::dom::unique_id;
use super::{Avatar, Glyph, Icon};

/// Whose words a message is, as the reader sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The reader's own side: tinted.
    Own,
    /// The other side.
    Other,
    /// An internal note: warm, with a lock and the words.
    Note,
}

impl Voice {
    const fn class(self) -> &'static str {
        match self {
            Self::Own => "message message-own",
            Self::Other => "message",
            Self::Note => "message message-note",
        }
    }
}

/// One message.
#[component]
pub fn Message(
    /// Whose words.
    voice: Voice,
    /// Who wrote, as shown: "You", "Ann Lee".
    #[prop(into)]
    author: String,
    /// Whose initials, if others than the shown name's.
    #[prop(optional, into)]
    avatar: Option<String>,
    /// Whether the avatar is one of the team's.
    #[prop(optional)]
    team: bool,
    /// Its element id, so that it can be focused.
    #[prop(optional, into)]
    id: Option<String>,
    /// Time and whatever else stands beside the name.
    #[prop(into)]
    meta: ViewFn,
    /// Text and files.
    children: Children,
) -> impl IntoView {
    let heading = unique_id("message");
    let labelled_by = heading.clone();
    let initials_of = avatar.unwrap_or_else(|| author.clone());
    view! {
        <article class=voice.class() id=id tabindex="-1" aria-labelledby=labelled_by>
            <Avatar name=initials_of team/>
            <div class="message-body">
                <header id=heading>
                    {(voice == Voice::Note)
                        .then(|| view! { <span class="message-internal"><Icon glyph=Glyph::Lock/> "Internal note"</span> })}
                    <b>{author}</b>
                    <span class="message-meta muted">{meta.run()}</span>
                </header>
                {children()}
            </div>
        </article>
    }
}

/// A line between two days.
#[component]
pub fn DayLine(
    /// "12 November".
    #[prop(into)]
    label: String,
    /// Marks where what is new begins.
    #[prop(optional)]
    new: bool,
) -> impl IntoView {
    view! { <div class="day-line" class:day-line-new=new><span>{label}</span></div> }
}

/// One line of small text: something happened.
#[component]
pub fn EventLine(
    /// What, and when.
    children: Children,
) -> impl IntoView {
    view! { <p class="event-line"><Icon glyph=Glyph::Clock/> <span>{children()}</span></p> }
}
