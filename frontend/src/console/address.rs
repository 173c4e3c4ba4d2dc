//! The address bar: where it is, where links and pages lead, and what a page reads from its query.
//! Links to pages of the same app change the address without a reload; all others are left to the browser.
//! A dozen pages under one prefix need no general router.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use openapi::check::MAX_SEARCH;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, UrlSearchParams};

use crate::api::query::percent_encode;
use crate::console::leaving::Leaving;
use crate::console::place::{Place, StaffApp};
use crate::ui::dom::first;
use crate::ui::{cross_to, expect_crossing};

/// The address, offered to every page. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Address(RwSignal<Parts>, StaffApp, Leaving);

/// Path and query of an address; the query with its question mark.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts {
    path: String,
    query: String,
}

impl Address {
    /// Starts at the browser's address, follows links to pages of `app`, Back and Forward, and offers itself
    /// to everything below.
    pub fn provide(app: StaffApp) -> Self {
        let address = Self(RwSignal::new(now()), app, Leaving::new());
        provide_context(address);
        let back = window_event_listener(leptos::ev::popstate, move |_| address.turn());
        let click = window_event_listener(leptos::ev::click, move |event| address.follow(&event));
        on_cleanup(move || {
            back.remove();
            click.remove();
        });
        address
    }

    /// The one that a parent provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What holds somebody back from leaving the page.
    pub fn leaving(self) -> Leaving {
        self.2
    }

    /// The page that the address means.
    pub fn place(self) -> Memo<Place> {
        Memo::new(move |_| self.0.with(|parts| Place::of(&parts.path)))
    }

    /// The path as it is written.
    pub fn path(self) -> String {
        self.0.with(|parts| parts.path.clone())
    }

    /// Path and query.
    pub fn whole(self) -> String {
        self.0.with(|parts| format!("{}{}", parts.path, parts.query))
    }

    /// A parameter of the query, while it is there and not blank.
    pub fn param(self, name: &'static str) -> Memo<Option<String>> {
        Memo::new(move |_| {
            let found = self.0.with(|parts| UrlSearchParams::new_with_str(&parts.query).ok()?.get(name));
            found.filter(|value| !value.trim().is_empty())
        })
    }

    /// Goes to an address for staff, at its top. Whoever has unsaved changes is asked first.
    pub fn go(self, to: &str) {
        if self.2.holds(to) {
            return;
        }
        if self.is_elsewhere(to) {
            return cross_to(to, false);
        }
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(to));
        }
        self.read();
        if let Some(page) = first(".page") {
            page.set_scroll_top(0);
        }
    }

    /// Goes to a page of the console.
    pub fn go_to(self, place: Place) {
        self.go(&place.path());
    }

    /// Goes to an address instead of the present one, which leaves no trace in the history.
    pub fn go_instead(self, to: &str) {
        if self.is_elsewhere(to) {
            return cross_to(to, true);
        }
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(to));
        }
        self.read();
    }

    /// Leaves out from where a list is shown, and so leads to its first page.
    pub fn to_first_page(self) {
        let Parts { path, query } = self.0.get();
        let Ok(parameters) = UrlSearchParams::new_with_str(&query) else { return };
        parameters.delete("after");
        parameters.delete("before");
        let rest = String::from(parameters.to_string());
        self.go_instead(&if rest.is_empty() { path } else { format!("{path}?{rest}") });
    }

    /// Goes along with Back or Forward, unless there are unsaved changes: then the page stays where it is.
    fn turn(self) {
        let (here, Parts { path, query }) = (untrack(|| self.whole()), now());
        if !self.2.holds(&format!("{path}{query}")) {
            return self.read();
        }
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here));
        }
    }

    /// Whether the other app shows what is at an address.
    fn is_elsewhere(self, to: &str) -> bool {
        Place::of(to.split('?').next().unwrap_or_default()).app().is_some_and(|app| app != self.1)
    }

    fn read(self) {
        let now = now();
        if self.0.with_untracked(|before| *before != now) {
            self.0.set(now);
        }
    }

    fn follow(self, event: &MouseEvent) {
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || modified {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let anchor = target.and_then(|element| element.closest("a[href]").ok().flatten());
        let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        let elsewhere = anchor.has_attribute("target")
            || anchor.has_attribute("download")
            || anchor.origin() != window().location().origin().unwrap_or_default()
            || !anchor.pathname().starts_with("/console/");
        let to = format!("{}{}", anchor.pathname(), anchor.search());
        if !elsewhere && self.is_elsewhere(&to) {
            if self.2.holds(&to) {
                event.prevent_default();
            } else {
                expect_crossing();
            }
        } else if !elsewhere {
            event.prevent_default();
            if to == untrack(|| self.whole()) { self.go_instead(&to) } else { self.go(&to) }
        }
    }
}

fn now() -> Parts {
    let location = window().location();
    Parts { path: location.pathname().unwrap_or_default(), query: location.search().unwrap_or_default() }
}

/// A parameter of the query, while it is there and not blank.
pub fn param(name: &'static str) -> Memo<Option<String>> {
    Address::expect().param(name)
}

/// What is searched for, cut to what the server takes.
pub fn words() -> Memo<Option<String>> {
    let typed = param("q");
    Memo::new(move |_| typed.get().map(|words| words.trim().chars().take(MAX_SEARCH).collect()))
}

/// `path` with the parameters that have a value.
pub fn with_query(path: &str, parameters: &[(&str, Option<&str>)]) -> String {
    let mut out = path.to_owned();
    let given = parameters.iter().filter_map(|(name, value)| value.filter(|v| !v.is_empty()).map(|v| (name, v)));
    for (position, (name, value)) in given.enumerate() {
        out.push(if position == 0 { '?' } else { '&' });
        out.push_str(&format!("{name}={}", percent_encode(value)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_has_no_value() {
        assert_eq!(with_query("/a", &[("q", None), ("after", Some(""))]), "/a");
        assert_eq!(with_query("/a", &[("q", Some("ä b")), ("after", Some("x&y"))]), "/a?q=%C3%A4%20b&after=x%26y");
    }
}
