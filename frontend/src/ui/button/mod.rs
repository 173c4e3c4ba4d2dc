//! Buttons, and links that look like buttons.

use super::dynamic;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Glyph, Icon};

/// How loud a button is. One primary button a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// The view's main action.
    Primary,
    /// Any other action.
    #[default]
    Secondary,
    /// An action without a border.
    Quiet,
    /// Destroys something; its words name what.
    Danger,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn btn-primary",
            Self::Secondary => "btn",
            Self::Quiet => "btn btn-quiet",
            Self::Danger => "btn btn-danger",
        }
    }
}

fn classes(kind: Kind, dense: bool, extra: &str) -> String {
    let dense = if dense { " btn-dense" } else { "" };
    format!("{}{dense} {extra}", kind.class()).trim_end().to_owned()
}

/// A button. While `busy` it shows `busy_label`, stays focusable and does nothing.
#[component]
pub fn Button(
    /// How loud.
    #[prop(optional)]
    kind: Kind,
    /// Lower, for bars and panes.
    #[prop(optional)]
    dense: bool,
    /// `submit` inside forms.
    #[prop(default = "button")]
    form_type: &'static str,
    /// Whether its action is running.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Shown while busy: "Sending…".
    #[prop(optional, into)]
    busy_label: Option<String>,
    /// Whether it cannot be used now. Say why beside it.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// More classes.
    #[prop(optional)]
    class: &'static str,
    /// What it does.
    #[prop(optional, into)]
    on_click: Option<Callback<MouseEvent>>,
    /// Its words: a verb with its object.
    children: ChildrenFn,
) -> impl IntoView {
    let click = move |event: MouseEvent| {
        if busy.get_untracked() || disabled.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(event);
        }
    };
    let words = move || match (&busy_label, busy.get()) {
        (Some(label), true) => label.clone().into_any(),
        _ => children().into_any(),
    };
    view! {
        <button
            type=form_type
            class=classes(kind, dense, class)
            aria-disabled=move || (busy.get() || disabled.get()).then_some("true")
            on:click=click
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            {dynamic(words)}
        </button>
    }
}

/// A button that shows only an icon; `label` is its name and tooltip.
#[component]
pub fn IconButton(
    /// The icon.
    glyph: Glyph,
    /// Its name for everybody who cannot see the icon.
    #[prop(into)]
    label: Signal<String>,
    /// How loud.
    #[prop(default = Kind::Quiet)]
    kind: Kind,
    /// Lower, for bars and panes.
    #[prop(optional)]
    dense: bool,
    /// What it does.
    #[prop(into)]
    on_click: Callback<MouseEvent>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=classes(kind, dense, "btn-icon")
            aria-label=move || label.get()
            title=move || label.get()
            on:click=move |event| on_click.run(event)
        >
            <Icon glyph/>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How loud.
    #[prop(optional)]
    kind: Kind,
    /// Lower, for bars and panes.
    #[prop(optional)]
    dense: bool,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// More classes.
    #[prop(optional)]
    class: &'static str,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=move || href.get() class=classes(kind, dense, class)>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            {children()}
        </a>
    }
}
