//! Where the conversation is scrolled to. The style sheet lays it out from its end
//! (`column-reverse`), so that the browser keeps the distance to the newest entry by itself: when it
//! opens, when the composer grows, when earlier entries come in above. The scroll position is 0 at
//! the end and negative before it.

use leptos::html;
use leptos::prelude::*;

/// Pixels from the end within which a reader counts as being there.
const NEAR: i32 = 80;

/// The scrolling element and whether its end is in sight. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Scroll {
    /// The element.
    pub element: NodeRef<html::Div>,
    /// Whether the reader is at the end.
    pub at_end: RwSignal<bool>,
    /// Whether the distance to the end is what must be kept, rather than the entry at the top.
    pub held: RwSignal<bool>,
}

impl Scroll {
    /// At the end.
    pub fn new() -> Self {
        Self { element: NodeRef::new(), at_end: RwSignal::new(true), held: RwSignal::new(false) }
    }

    /// Notes where the reader is now.
    pub fn moved(&self) {
        let Some(element) = self.element.get_untracked() else { return };
        let near = element.scroll_top().abs() < NEAR;
        if near != self.at_end.get_untracked() {
            self.at_end.set(near);
        }
    }

    /// Keeps the distance to the end until what comes in above has been drawn: that is, from when
    /// `busy` begins to two frames after it ended.
    pub fn hold_while(self, busy: RwSignal<bool>) {
        Effect::new(move |_| {
            if busy.get() {
                self.held.set(true);
            } else if self.held.get_untracked() {
                request_animation_frame(move || {
                    request_animation_frame(move || {
                        self.held.try_set(false);
                    })
                });
            }
        });
    }

    /// Goes to the newest entry, once it is drawn.
    pub fn to_end(self) {
        request_animation_frame(move || {
            if let Some(element) = self.element.get_untracked() {
                element.set_scroll_top(0);
                self.moved();
            }
        });
    }
}
