//! Waiting time that the server asked for, counted down on the page.

use std::time::Duration;

use leptos::prelude::*;

/// Longest pause, in seconds, after which an attempt made too early is made by itself.
const PATIENCE: u32 = 10;

/// Seconds left to wait. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Wait {
    left: RwSignal<u32>,
    then: RwSignal<Option<Callback<()>>>,
}

impl Wait {
    /// Nothing to wait for.
    pub fn none() -> Self {
        Self { left: RwSignal::new(0), then: RwSignal::new(None) }
    }

    /// Seconds left; 0 when there is nothing to wait for.
    pub fn left(&self) -> u32 {
        self.left.get()
    }

    /// Whether it is too long for an attempt to be held until then.
    pub fn is_long(&self) -> bool {
        self.left.get() > PATIENCE
    }

    /// Whether something happens by itself when the time is over.
    pub fn is_armed(&self) -> bool {
        self.then.with(Option::is_some)
    }

    /// Starts to count down from `seconds`.
    pub fn start(self, seconds: u32) {
        let running = self.left.get_untracked() > 0;
        self.left.set(seconds);
        if !running {
            self.tick();
        }
    }

    /// Says whether it is too early for `attempt`, and if only a little, makes it in time.
    pub fn hold(&self, attempt: Callback<()>) -> bool {
        let left = self.left.get_untracked();
        if (1..=PATIENCE).contains(&left) {
            self.then.set(Some(attempt));
        }
        left > 0
    }

    fn tick(self) {
        match self.left.try_get_untracked() {
            None => {}
            Some(0) => {
                if let Some(attempt) = self.then.try_update(Option::take).flatten() {
                    attempt.run(());
                }
            }
            Some(left) => set_timeout(
                move || {
                    self.left.try_set(left - 1);
                    self.tick();
                },
                Duration::from_secs(1),
            ),
        }
    }
}
