//! What the fields of one form share: their errors and the summary that leads to them.

use leptos::prelude::*;
use openapi::problem::FieldProblem;

use super::dom::{focus_id, unique_id};
use super::{Glyph, Icon, dynamic};
use crate::words;

/// The errors of a form's fields, found by JSON pointer. Provide it to the fields with
/// `provide_context(form)` or pass it on.
#[derive(Clone, Copy)]
pub struct Form {
    /// What was refused.
    pub errors: RwSignal<Vec<FieldProblem>>,
    /// Counts failed attempts: the summary takes the focus at each.
    attempts: RwSignal<u32>,
    prefix: StoredValue<String>,
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

impl Form {
    /// A form without errors.
    pub fn new() -> Self {
        Self {
            errors: RwSignal::new(Vec::new()),
            attempts: RwSignal::new(0),
            prefix: StoredValue::new(unique_id("form")),
        }
    }

    /// The element id of the control for `pointer`, e.g. `/subject`.
    pub fn control_id(&self, pointer: &str) -> String {
        format!("{}{}", self.prefix.get_value(), pointer.replace('/', "-"))
    }

    /// What is wrong with the field, in words.
    pub fn error_of(&self, pointer: &'static str) -> Signal<Option<String>> {
        let errors = self.errors;
        Signal::derive(move || {
            errors.with(|errors| errors.iter().find(|error| error.pointer == pointer).map(words::field))
        })
    }

    /// Shows what an attempt to send was refused for. Returns whether there is nothing.
    pub fn refuse(&self, errors: Vec<FieldProblem>) -> bool {
        let clean = errors.is_empty();
        self.errors.set(errors);
        if !clean {
            self.attempts.update(|count| *count += 1);
        }
        clean
    }

    /// Checks again while the user corrects, after the first refused attempt: errors only ever go away.
    pub fn recheck(&self, errors: &[FieldProblem]) {
        if self.errors.with_untracked(Vec::is_empty) {
            return;
        }
        self.errors.update(|shown| shown.retain(|old| errors.iter().any(|new| new.pointer == old.pointer)));
    }
}

/// "There is a problem": takes the focus when an attempt was refused, and leads to each field.
#[component]
pub fn ErrorSummary(
    /// The form.
    form: Form,
) -> impl IntoView {
    let id = StoredValue::new(unique_id("errors"));
    let title = StoredValue::new(unique_id("errors-title"));
    Effect::new(move |_| {
        if form.attempts.get() > 0 {
            request_animation_frame(move || focus_id(&id.get_value()));
        }
    });
    let lead = move |error: FieldProblem| {
        let target = form.control_id(&error.pointer);
        let href = format!("#{target}");
        let focus = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            focus_id(&target);
        };
        view! { <li><a href=href on:click=focus>{words::field(&error)}</a></li> }
    };
    dynamic(move || {
        let errors = form.errors.get();
        (!errors.is_empty()).then(|| {
            view! {
                <div class="error-summary" id=id.get_value() tabindex="-1" role="group" aria-labelledby=title.get_value()>
                    <h2 id=title.get_value()><Icon glyph=Glyph::Alert/> "There is a problem"</h2>
                    <ul>{errors.into_iter().map(lead).collect_view()}</ul>
                </div>
            }
        })
    })
}
