//! What the builder and the page around it share: the draft, what there is to filter by, what was
//! refused, and what is yet to be said aloud.

use leptos::prelude::*;
use openapi::filters::{Filter, FilterProperty};
use openapi::problem::FieldProblem;

use super::draft::{Draft, Key, Next};
use crate::ui::Announcer;
use crate::ui::dom::{focus_id, unique_id};
use crate::words;

/// A filter that is being put together. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Building {
    pub(super) draft: RwSignal<Draft>,
    properties: StoredValue<Vec<FilterProperty>>,
    refused: RwSignal<Vec<Refused>>,
    doing: StoredValue<Option<&'static str>>,
    prefix: StoredValue<String>,
    announcer: Option<Announcer>,
}

/// Something is missing; the builder says what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfinished;

/// A part of a condition that was refused.
#[derive(Debug, Clone, PartialEq)]
struct Refused {
    condition: Key,
    part: String,
    message: String,
}

impl Building {
    /// Goes on with `filter`, by what the server offers.
    pub fn new(filter: Option<&Filter>, properties: Vec<FilterProperty>) -> Self {
        Self {
            draft: RwSignal::new(Draft::of(filter)),
            properties: StoredValue::new(properties),
            refused: RwSignal::new(Vec::new()),
            doing: StoredValue::new(None),
            prefix: StoredValue::new(unique_id("filter")),
            announcer: use_context(),
        }
    }

    /// The filter, while every condition is finished; nothing while there is none at all.
    pub fn filter(self) -> Memo<Option<Filter>> {
        Memo::new(move |_| {
            let filter = self.draft.with(|draft| self.properties.with_value(|known| draft.filter(known)));
            filter.ok().filter(|filter| !filter.any.is_empty())
        })
    }

    /// Whether no condition was begun.
    pub fn is_empty(self) -> bool {
        self.draft.with(Draft::is_empty)
    }

    /// The filter, or says at each condition what is missing and goes to the first. An empty draft is
    /// no filter and nothing is missing.
    ///
    /// # Errors
    /// Something is missing; the builder says what.
    pub fn check(self) -> Result<Option<Filter>, Unfinished> {
        let result = self.draft.with_untracked(|draft| self.properties.with_value(|known| draft.filter(known)));
        match result {
            Ok(filter) => Ok(Some(filter).filter(|filter| !filter.any.is_empty())),
            Err(missing) => {
                self.refuse(&missing, "");
                self.to_first_refused();
                Err(Unfinished)
            }
        }
    }

    /// Shows what the server refused below `at`, such as `/filter`. Returns what it says of the filter
    /// as a whole.
    pub fn refuse(self, problems: &[FieldProblem], at: &str) -> Option<String> {
        let mut whole = None;
        let mut refused = Vec::new();
        for problem in problems {
            let Some(below) = problem.pointer.strip_prefix(at) else { continue };
            match self.draft.with_untracked(|draft| draft.find(below).map(|(key, part)| (key, part.to_owned()))) {
                Some((condition, part)) => refused.push(Refused { condition, part, message: words::field(problem) }),
                None => whole = Some(words::field(problem)),
            }
        }
        self.refused.set(refused);
        whole
    }

    /// Puts the focus where the first refused part is.
    pub fn to_first_refused(self) {
        let first = self.refused.with_untracked(|all| {
            all.first().map(|one| {
                let part = one.part.split('/').next().unwrap_or_default();
                self.id(one.condition, if part.is_empty() { "property" } else { part })
            })
        });
        focus_soon(first);
    }

    /// What is wrong with a part of a condition: `property`, `operator` or `value`.
    pub(super) fn problem(self, condition: Key, part: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.refused.with(|all| {
                let wanted = |one: &&Refused| {
                    let own = one.part.split('/').next().unwrap_or_default();
                    one.condition == condition && (own == part || (own.is_empty() && part == "property"))
                };
                all.iter().find(wanted).map(|one| one.message.clone())
            })
        })
    }

    /// The element id of a part of a condition.
    pub(super) fn id(self, condition: Key, part: &str) -> String {
        format!("{}-{condition}-{part}", self.prefix.get_value())
    }

    /// The element id of what adds the first condition.
    pub(super) fn start_id(self) -> String {
        format!("{}-start", self.prefix.get_value())
    }

    /// What there is to filter by.
    pub(super) fn properties(self) -> StoredValue<Vec<FilterProperty>> {
        self.properties
    }

    /// The property of a condition.
    pub(super) fn property(self, condition: Key) -> Option<FilterProperty> {
        let name = self.draft.with(|draft| draft.condition(condition).map(|condition| condition.property.clone()))?;
        self.properties.with_value(|all| all.iter().find(|property| property.property == name).cloned())
    }

    /// Changes a condition: what was wrong with it may no longer be.
    pub(super) fn change(self, condition: Key, change: impl FnOnce(&mut super::draft::Condition)) {
        self.draft.update(|draft| draft.change(condition, change));
        if self.refused.with_untracked(|all| all.iter().any(|one| one.condition == condition)) {
            self.refused.update(|all| all.retain(|one| one.condition != condition));
        }
    }

    /// Adds something, goes there and says so. Says why when there is no room.
    pub(super) fn add(self, add: impl FnOnce(&mut Draft) -> Option<Key>, done: &'static str) {
        match self.draft.try_update(add).flatten() {
            Some(condition) => {
                focus_soon(Some(self.id(condition, "property")));
                self.done(done);
            }
            None => self.say("A filter has room for 50 conditions"),
        }
    }

    /// Takes something away, goes to what is beside it and says so.
    pub(super) fn remove(self, remove: impl FnOnce(&mut Draft) -> Next, done: &'static str) {
        let next = self.draft.try_update(remove).unwrap_or(Next::Start);
        let gone = |one: &Refused| self.draft.with_untracked(|draft| draft.condition(one.condition).is_none());
        self.refused.update(|all| all.retain(|one| !gone(one)));
        focus_soon(Some(match next {
            Next::Condition(key) => self.id(key, "remove"),
            Next::Start => self.start_id(),
        }));
        self.done(done);
    }

    /// Says what was done together with the count that comes of it; at once where none will come.
    fn done(self, what: &'static str) {
        let counts = self.filter().get_untracked().is_some();
        self.doing.set_value(counts.then_some(what));
        if !counts {
            self.say(what);
        }
    }

    /// Says how many there are now, after what was done.
    pub(super) fn counted(self, count: &str) {
        match self.doing.try_update_value(Option::take).flatten() {
            Some(done) => self.say(&format!("{done}, {count}")),
            None => self.say(count),
        }
    }

    fn say(self, words: &str) {
        if let Some(announcer) = self.announcer {
            announcer.polite(words);
        }
    }
}

/// Focuses an element once it is there.
pub(super) fn focus_soon(id: Option<String>) {
    if let Some(id) = id {
        request_animation_frame(move || focus_id(&id));
    }
}
