//! Line icons from one sprite, `/assets/icons.svg`. Always decoration: the words beside them, or the
//! label of the button around them, say what is meant.

use leptos::prelude::*;

macro_rules! glyphs {
    ($($(#[$doc:meta])* $name:ident = $id:literal),* $(,)?) => {
        /// An icon of the sprite.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Glyph { $($(#[$doc])* $name),* }

        impl Glyph {
            /// Every icon.
            pub const ALL: &'static [Glyph] = &[$(Glyph::$name),*];
            /// Its id in the sprite.
            pub const fn id(self) -> &'static str { match self { $(Glyph::$name => $id),* } }
        }
    };
}

glyphs! {
    /// An exclamation mark in a circle.
    Alert = "alert",
    /// Downwards.
    ArrowDown = "arrow-down",
    /// Back.
    ArrowLeft = "arrow-left",
    /// Upwards.
    ArrowUp = "arrow-up",
    /// A paper clip.
    Attach = "attach",
    /// A B: strong.
    Bold = "bold",
    /// A book.
    Book = "book",
    /// Bars of a chart.
    Chart = "chart",
    /// A check mark.
    Check = "check",
    /// Opens below.
    ChevronDown = "chevron-down",
    /// Leads on.
    ChevronRight = "chevron-right",
    /// A clock: something happened.
    Clock = "clock",
    /// A cross: close, remove.
    Close = "close",
    /// Two sheets: copy.
    Copy = "copy",
    /// An arrow into a tray: download.
    Download = "download",
    /// A square with an arrow: leads elsewhere.
    External = "external",
    /// An eye: show.
    Eye = "eye",
    /// A crossed eye: hide.
    EyeOff = "eye-off",
    /// A sheet: a file.
    File = "file",
    /// A funnel.
    Filter = "filter",
    /// A building: a company.
    Building = "building",
    /// A picture.
    Image = "image",
    /// A tray: the inbox.
    Inbox = "inbox",
    /// An i in a circle.
    Info = "info",
    /// A slanted I: emphasised.
    Italic = "italic",
    /// Two rings of a chain.
    Link = "link",
    /// Lines with points before them.
    List = "list",
    /// A lock: internal.
    Lock = "lock",
    /// An envelope.
    Mail = "mail",
    /// Three lines: the menu.
    Menu = "menu",
    /// Three dots: more.
    More = "more",
    /// A pen: edit, note.
    Pen = "pen",
    /// A person.
    Person = "person",
    /// Two people.
    People = "people",
    /// A telephone.
    Phone = "phone",
    /// A plus: new.
    Plus = "plus",
    /// A turning arrow: again.
    Refresh = "refresh",
    /// An arrow back: reply.
    Reply = "reply",
    /// A magnifying glass.
    Search = "search",
    /// A paper plane: send.
    Send = "send",
    /// A sun-like wheel: settings.
    Settings = "settings",
    /// A door with an arrow: sign out.
    SignOut = "sign-out",
    /// A speech bubble.
    Speech = "speech",
    /// A ticket.
    Ticket = "ticket",
    /// A bin.
    Trash = "trash",
    /// An arrow out of a tray: upload, import.
    Upload = "upload",
    /// A crossed cloud: no network.
    Offline = "offline",
    /// A key cap: keyboard.
    Keyboard = "keyboard",
    /// A flag: priority.
    Flag = "flag",
    /// A house: the portal.
    Globe = "globe",
}

/// An icon as large as the text beside it.
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=format!("/assets/icons.svg#{}", glyph.id())></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sprite_holds_every_icon() {
        let sprite = include_str!("../../../public/icons.svg");
        for glyph in Glyph::ALL {
            assert!(sprite.contains(&format!("id=\"{}\"", glyph.id())), "{} is missing", glyph.id());
        }
    }
}
