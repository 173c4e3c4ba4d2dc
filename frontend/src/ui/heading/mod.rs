//! The page's one `h1`. The router does not move the focus on navigation: this does, and it names the
//! browser tab and tells screen readers where they are.

use leptos::html;
use leptos::prelude::*;

use super::Announcer;
use super::crossing;
use super::dom::focus_in_place;

/// What all page titles of an app share; in the context.
#[derive(Clone, Copy)]
pub struct PageTitles {
    suffix: StoredValue<String>,
    first: StoredValue<bool>,
    spared: StoredValue<bool>,
}

impl PageTitles {
    /// Titles read "Page – suffix". The first page leaves the focus where the browser puts it, unless another
    /// of our apps led there.
    pub fn new(suffix: impl Into<String>) -> Self {
        Self {
            suffix: StoredValue::new(suffix.into()),
            first: StoredValue::new(!crossing::came()),
            spared: StoredValue::new(false),
        }
    }

    /// The next page takes care of the focus itself, for example by going back to a row.
    pub fn spare_focus(&self) {
        self.spared.set_value(true);
    }
}

/// Names the browser tab of a page without a heading of its own.
#[component]
pub fn PageTitle(
    /// The page's name.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    if let Some(titles) = use_context::<PageTitles>() {
        // Whichever page comes next is reached by navigation.
        titles.first.set_value(false);
    }
    name_tab(title);
}

fn name_tab(title: Signal<String>) {
    let titles = use_context::<PageTitles>();
    Effect::new(move |_| {
        let suffix = titles.map(|titles| titles.suffix.get_value()).unwrap_or_default();
        let title = title.get();
        let whole = if suffix.is_empty() || suffix == title { title } else { format!("{title} – {suffix}") };
        document().set_title(&whole);
    });
}

/// The page's heading. Takes the focus when the page was reached by navigation.
#[component]
pub fn Heading(
    /// The page's name, on the page and in the tab.
    #[prop(into)]
    title: Signal<String>,
    /// Shown beside the name, not in the tab.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let element = NodeRef::<html::H1>::new();
    let titles = use_context::<PageTitles>();
    let announcer = use_context::<Announcer>();
    Effect::new(move |_| {
        let Some(heading) = element.get() else { return };
        let Some(titles) = titles else { return };
        let first = titles.first.get_value();
        let spared = titles.spared.get_value();
        titles.first.set_value(false);
        titles.spared.set_value(false);
        if first || spared {
            return;
        }
        focus_in_place(&heading);
        if let Some(announcer) = announcer {
            announcer.polite(title.get_untracked());
        }
    });
    name_tab(title);
    view! {
        <h1 node_ref=element tabindex="-1">{move || title.get()}{children.map(|children| children())}</h1>
    }
}
