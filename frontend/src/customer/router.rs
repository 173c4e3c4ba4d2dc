//! Which address the app shows. Links to pages of the same app change the address without a reload; all
//! others are left to the browser.
//!
//! A dozen pages under one prefix need no general router, and a customer need not download one.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlAnchorElement;

use crate::routes::portal::Page;
use crate::ui::expect_crossing;

/// The address. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Router {
    path: RwSignal<String>,
    search: RwSignal<String>,
    slug: StoredValue<String>,
    is_own: fn(Page) -> bool,
}

/// The router of this app.
pub fn use_router() -> Router {
    expect_context::<Router>()
}

impl Router {
    /// Starts at the page's address in the portal `slug` and follows links to pages that are the app's own,
    /// Back and Forward.
    pub fn start(slug: String, is_own: fn(Page) -> bool) -> Self {
        let (path, search) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let router = Self { path, search, slug: StoredValue::new(slug), is_own };
        router.read();
        let back = window_event_listener(leptos::ev::popstate, move |_| router.read());
        let click = window_event_listener(leptos::ev::click, move |event| router.follow(&event));
        on_cleanup(move || {
            back.remove();
            click.remove();
        });
        router
    }

    /// The page at the address; changes only when it is another one.
    pub fn page(self) -> Memo<Page> {
        Memo::new(move |_| self.path.with(|path| self.parse(path)))
    }

    fn parse(&self, path: &str) -> Page {
        self.slug.with_value(|slug| Page::parse(slug, path))
    }

    /// A parameter of the address, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.search.with(|search| web_sys::UrlSearchParams::new_with_str(search).ok()?.get(name))
    }

    /// Path and parameters.
    pub fn address(&self) -> String {
        format!("{}{}", self.path.get_untracked(), self.search.get_untracked())
    }

    /// Goes to an address of the portal, at its top.
    pub fn go(self, href: &str) {
        self.change(href, false);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// Goes to an address of the portal instead of the present one, which leaves no trace in the history.
    pub fn go_instead(self, href: &str) {
        self.change(href, true);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// Changes the address of what is shown: another search, another filter.
    pub fn change(self, href: &str, replace: bool) {
        if let Ok(history) = window().history() {
            let _ = if replace {
                history.replace_state_with_url(&JsValue::NULL, "", Some(href))
            } else {
                history.push_state_with_url(&JsValue::NULL, "", Some(href))
            };
        }
        self.read();
    }

    fn read(&self) {
        let location = window().location();
        let path = location.pathname().unwrap_or_default();
        let search = location.search().unwrap_or_default();
        // One page after the other: first the parameters, so that a new page finds its own.
        if self.search.with_untracked(|old| *old != search) {
            self.search.set(search);
        }
        if self.path.with_untracked(|old| *old != path) {
            self.path.set(path);
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
            || anchor.origin() != window().location().origin().unwrap_or_default();
        let page = self.parse(&anchor.pathname());
        if elsewhere || page == Page::Nowhere {
            return;
        }
        if !(self.is_own)(page) {
            return expect_crossing();
        }
        event.prevent_default();
        let href = format!("{}{}", anchor.pathname(), anchor.search());
        if href == self.address() { self.go_instead(&href) } else { self.go(&href) }
    }
}
