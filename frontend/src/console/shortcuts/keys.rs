//! What each key does: the table of shortcuts, the setting that turns them off, and the reader that
//! turns key presses into actions, two-key sequences included. Knows no browser.

/// Whether single keys act. Stored in the browser; WCAG 2.1.4 asks for the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// A single key acts.
    #[default]
    On,
    /// Single keys do nothing; combinations with Ctrl still do.
    Off,
    /// The key acts together with Alt.
    Alt,
}

impl Mode {
    /// Every choice, in the order of the menu.
    pub const ALL: [Mode; 3] = [Mode::On, Mode::Off, Mode::Alt];

    /// The word that is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Mode::On => "on",
            Mode::Off => "off",
            Mode::Alt => "alt",
        }
    }

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Mode::On => "On",
            Mode::Off => "Off",
            Mode::Alt => "Only with Alt",
        }
    }

    /// The choice that was stored; on when nothing useful was.
    pub fn stored(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|mode| Some(mode.word()) == word).unwrap_or_default()
    }
}

/// What a shortcut does. Pages listen for those they can carry out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Focus the next row.
    Next,
    /// Focus the row before.
    Previous,
    /// Open the focused row.
    Open,
    /// Back to the list.
    Back,
    /// Open the ticket after this one.
    NextTicket,
    /// Open the ticket before this one.
    PreviousTicket,
    /// Write a reply.
    Reply,
    /// Write a note.
    Note,
    /// Choose who takes care of it.
    Assign,
    /// Take it.
    AssignToMe,
    /// Choose the stage.
    Stage,
    /// Choose the priority.
    Priority,
    /// Close or reopen.
    Close,
    /// File a ticket for a customer.
    NewTicket,
    /// Go to the inbox.
    GoInbox,
    /// Go to the contacts.
    GoContacts,
    /// Go to the lists.
    GoLists,
    /// Go to the companies.
    GoCompanies,
    /// Go to the settings.
    GoSettings,
    /// Find anything.
    Search,
    /// Show this table.
    Help,
}

/// A shortcut of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// The heading it stands under.
    pub group: &'static str,
    /// The keys, one string per alternative; letters of a sequence are separated by a space.
    pub keys: &'static [&'static str],
    /// What it does, as people read it.
    pub label: &'static str,
    /// What it does; `None` for what the composer handles itself.
    pub action: Option<Action>,
}

const fn key(group: &'static str, keys: &'static [&'static str], label: &'static str, action: Action) -> Shortcut {
    Shortcut { group, keys, label, action: Some(action) }
}

const LIST: &str = "List";
const TICKET: &str = "Ticket";
const ANYWHERE: &str = "Anywhere";
const WRITING: &str = "While writing";

/// Every shortcut, in the order of the help.
pub const SHORTCUTS: &[Shortcut] = &[
    key(LIST, &["j"], "Next ticket", Action::Next),
    key(LIST, &["k"], "Previous ticket", Action::Previous),
    key(LIST, &["Enter", "o"], "Open ticket", Action::Open),
    key(LIST, &["u", "Esc"], "Back to the list", Action::Back),
    key(TICKET, &["]"], "Open next ticket", Action::NextTicket),
    key(TICKET, &["["], "Open previous ticket", Action::PreviousTicket),
    key(TICKET, &["r"], "Reply", Action::Reply),
    key(TICKET, &["n"], "Write note", Action::Note),
    key(TICKET, &["a"], "Assign", Action::Assign),
    key(TICKET, &["i"], "Assign to me", Action::AssignToMe),
    key(TICKET, &["s"], "Change stage", Action::Stage),
    key(TICKET, &["p"], "Change priority", Action::Priority),
    key(TICKET, &["e"], "Close or reopen", Action::Close),
    Shortcut { group: WRITING, keys: &["Ctrl+Enter"], label: "Send", action: None },
    Shortcut { group: WRITING, keys: &["Ctrl+Shift+Enter"], label: "Send and close ticket", action: None },
    key(ANYWHERE, &["Ctrl+k", "/"], "Find tickets, contacts, companies and actions", Action::Search),
    key(ANYWHERE, &["c"], "New ticket", Action::NewTicket),
    key(ANYWHERE, &["g i"], "Go to inbox", Action::GoInbox),
    key(ANYWHERE, &["g c"], "Go to contacts", Action::GoContacts),
    key(ANYWHERE, &["g l"], "Go to lists", Action::GoLists),
    key(ANYWHERE, &["g o"], "Go to companies", Action::GoCompanies),
    key(ANYWHERE, &["g s"], "Go to settings", Action::GoSettings),
    key(ANYWHERE, &["?"], "Show shortcuts", Action::Help),
];

/// The keys of an action, for hints and `aria-keyshortcuts`; empty when it has none.
pub fn keys_of(action: Action) -> &'static [&'static str] {
    SHORTCUTS.iter().find(|shortcut| shortcut.action == Some(action)).map_or(&[], |shortcut| shortcut.keys)
}

/// A key press, as the browser tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Press<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Alt.
    pub alt: bool,
    /// Whether the focus is where people type, or a dialog or menu is open.
    pub busy: bool,
}

/// Milliseconds within which the second key of a sequence must follow.
pub const SEQUENCE_MS: f64 = 1500.0;

/// Turns key presses into actions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Reader {
    started: Option<f64>,
}

impl Reader {
    /// The action of a key press at time `now` (milliseconds, any origin), if it is one.
    pub fn press(&mut self, press: Press<'_>, mode: Mode, now: f64) -> Option<Action> {
        if press.ctrl {
            let palette = press.key.eq_ignore_ascii_case("k") && !press.alt;
            return palette.then_some(Action::Search);
        }
        let escape = press.key == "Escape";
        let wanted = match mode {
            Mode::On => !press.alt,
            Mode::Off => false,
            Mode::Alt => press.alt,
        };
        let sequence = self.started.take().is_some_and(|at| now - at < SEQUENCE_MS);
        if press.busy || !(wanted || (escape && !press.alt)) {
            return None;
        }
        if sequence {
            return find(&format!("g {}", press.key));
        }
        if press.key == "g" {
            self.started = Some(now);
            return None;
        }
        find(if escape { "Esc" } else { press.key })
    }
}

fn find(keys: &str) -> Option<Action> {
    SHORTCUTS.iter().find(|shortcut| shortcut.keys.contains(&keys)).and_then(|shortcut| shortcut.action)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(key: &str) -> Press<'_> {
        Press { key, ..Press::default() }
    }

    #[test]
    fn no_key_is_taken_twice() {
        let mut all: Vec<_> = SHORTCUTS.iter().flat_map(|shortcut| shortcut.keys).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn single_keys_follow_the_setting() {
        let mut reader = Reader::default();
        let alt = Press { alt: true, ..plain("r") };
        assert_eq!(reader.press(plain("r"), Mode::On, 0.0), Some(Action::Reply));
        assert_eq!(reader.press(alt, Mode::On, 0.0), None);
        assert_eq!(reader.press(plain("r"), Mode::Off, 0.0), None);
        assert_eq!(reader.press(plain("r"), Mode::Alt, 0.0), None);
        assert_eq!(reader.press(alt, Mode::Alt, 0.0), Some(Action::Reply));
    }

    #[test]
    fn nothing_acts_while_somebody_types_except_the_palette() {
        let mut reader = Reader::default();
        assert_eq!(reader.press(Press { busy: true, ..plain("r") }, Mode::On, 0.0), None);
        assert_eq!(reader.press(Press { busy: true, ..plain("Escape") }, Mode::On, 0.0), None);
        let palette = Press { ctrl: true, busy: true, ..plain("k") };
        assert_eq!(reader.press(palette, Mode::Off, 0.0), Some(Action::Search));
        assert_eq!(reader.press(Press { ctrl: true, ..plain("r") }, Mode::On, 0.0), None);
    }

    #[test]
    fn escape_goes_back_in_every_setting() {
        for mode in Mode::ALL {
            assert_eq!(Reader::default().press(plain("Escape"), mode, 0.0), Some(Action::Back));
        }
    }

    #[test]
    fn g_waits_for_a_second_key_for_a_moment() {
        let mut reader = Reader::default();
        assert_eq!(reader.press(plain("g"), Mode::On, 0.0), None);
        assert_eq!(reader.press(plain("i"), Mode::On, 900.0), Some(Action::GoInbox));
        assert_eq!(reader.press(plain("i"), Mode::On, 950.0), Some(Action::AssignToMe));
        reader.press(plain("g"), Mode::On, 1000.0);
        assert_eq!(reader.press(plain("i"), Mode::On, 3000.0), Some(Action::AssignToMe));
        reader.press(plain("g"), Mode::On, 4000.0);
        assert_eq!(reader.press(plain("x"), Mode::On, 4100.0), None);
    }

    #[test]
    fn the_setting_survives_storage() {
        for mode in Mode::ALL {
            assert_eq!(Mode::stored(Some(mode.word())), mode);
        }
        assert_eq!(Mode::stored(Some("?")), Mode::On);
        assert_eq!(Mode::stored(None), Mode::On);
    }
}
