//! The menu that types a variable into the subject or the body, where the caret is.

use leptos::prelude::*;
use openapi::domains::variables::MailVariable;
use web_sys::{Element, HtmlElement};

use crate::ui::dom::type_in;
use crate::ui::{Menu, MenuItem};

/// The menu.
#[component]
pub fn VariableMenu(
    /// What it offers.
    variables: Vec<MailVariable>,
    /// "Insert variable into subject".
    label: &'static str,
    /// The field to type into.
    field: Callback<(), Option<HtmlElement>>,
) -> impl IntoView {
    let variables = StoredValue::new(variables);
    let item = move |variable: MailVariable| {
        let braced = format!("{{{{{}}}}}", variable.name);
        // a link that must stand alone gets a paragraph
        let typed = if variable.is_required { format!("\n\n{braced}\n\n") } else { braced.clone() };
        let choose = move |()| {
            let typed = typed.clone();
            request_animation_frame(move || {
                if let Some(field) = field.run(()) {
                    let _ = field.focus();
                    type_in(AsRef::<Element>::as_ref(&field), &typed);
                }
            });
        };
        view! {
            <MenuItem on_click=choose>
                <span class="variable"><code>{braced}</code><span class="muted small">{variable.meaning}</span></span>
            </MenuItem>
        }
    };
    view! {
        <Menu label dense=true align_end=true>
            {move || variables.get_value().into_iter().map(item).collect_view()}
        </Menu>
    }
}
