//! The table of shortcuts, as a dialog.

use leptos::prelude::*;

use super::Shortcuts;
use super::keys::{Mode, SHORTCUTS, Shortcut};
use super::shown;
use crate::ui::{Dialog, Kbd};

/// Every shortcut, by group.
#[component]
pub fn HelpDialog(open: RwSignal<bool>) -> impl IntoView {
    let shortcuts = Shortcuts::expect();
    let note = move || match shortcuts.mode.get() {
        Mode::On => "Single keys act while nothing is being typed. The account menu turns them off.",
        Mode::Off => "Single keys are off. The account menu turns them on.",
        Mode::Alt => "Single keys act together with Alt. The account menu changes that.",
    };
    view! {
        <Dialog open title="Keyboard shortcuts" class="dialog-wide">
            <p class="muted keys-note">{note}</p>
            <div class="keys">{groups().into_iter().map(|group| view! { <Group group/> }).collect_view()}</div>
        </Dialog>
    }
}

fn groups() -> Vec<&'static str> {
    let mut groups: Vec<_> = SHORTCUTS.iter().map(|shortcut| shortcut.group).collect();
    groups.dedup();
    groups
}

#[component]
fn Group(group: &'static str) -> impl IntoView {
    let row = |shortcut: &Shortcut| {
        let keys = shortcut.keys.iter().enumerate().map(|(position, keys)| {
            view! { {(position > 0).then_some("or")} <Kbd keys=shown(keys)/> }
        });
        view! { <li><span>{shortcut.label}</span><span class="alternatives">{keys.collect_view()}</span></li> }
    };
    view! {
        <section>
            <h3>{group}</h3>
            <ul>{SHORTCUTS.iter().filter(|shortcut| shortcut.group == group).map(row).collect_view()}</ul>
        </section>
    }
}
