//! A status as text, shape and colour.

use leptos::prelude::*;

/// What a badge's colour and shape say beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Being worked on.
    Open,
    /// Waiting for somebody.
    Wait,
    /// Over: a ring instead of a dot.
    Closed,
    /// Needs attention.
    Danger,
    /// Just a fact.
    Neutral,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Open => "badge badge-open",
            Self::Wait => "badge badge-wait",
            Self::Closed => "badge badge-closed",
            Self::Danger => "badge badge-danger",
            Self::Neutral => "badge badge-neutral",
        }
    }
}

/// A status badge.
#[component]
pub fn Badge(
    /// Its colour and shape.
    tone: Tone,
    /// Its text.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <span class=tone.class()>{label}</span> }
}
