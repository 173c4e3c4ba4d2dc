//! The bar above the conversation: subject, stage, closing, and more.

use leptos::html;
use leptos::prelude::*;
use openapi::check::MAX_SUBJECT;
use openapi::id::StageId;

use crate::console::shell::Overlays;
use crate::console::ticket::pane::Lists;
use crate::console::ticket::record::Record;
use crate::ui::{Button, Glyph, Icon, IconButton, Kind, Menu, MenuItem, PickOption, Picker};

/// The bar.
#[component]
pub fn Header(record: Record, lists: Lists, back: Callback<()>, may_edit: bool) -> impl IntoView {
    let editing = RwSignal::new(false);
    let sides = move |_| lists.side.update(|open| *open = !*open);
    let title = move || {
        if editing.get() {
            view! { <SubjectForm record editing/> }.into_any()
        } else {
            view! { <Subject record editing may_edit/> }.into_any()
        }
    };
    view! {
        <header class="conv-bar">
            <span class="conv-back"><IconButton glyph=Glyph::ArrowLeft label="Back to the list" dense=true on_click=move |_| back.run(())/></span>
            {title}
            {may_edit.then(|| view! { <Actions record lists/> })}
            <span class="side-toggle"><IconButton glyph=Glyph::Info label="Ticket details" dense=true on_click=sides/></span>
        </header>
    }
}

#[component]
fn Subject(record: Record, editing: RwSignal<bool>, may_edit: bool) -> impl IntoView {
    let subject = move || record.ticket.with(|ticket| ticket.as_ref().map(|t| t.summary.subject.clone()));
    let private = Memo::new(move |_| record.ticket.with(|ticket| ticket.as_ref().is_some_and(|t| t.is_private)));
    let heading = NodeRef::<html::H2>::new();
    // Where the list is hidden, the ticket is what the page is about.
    let alone = crate::ui::dom::matches_media("(max-width: 799px)");
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            if alone {
                let _ = heading.set_attribute("aria-level", "1");
            }
            crate::ui::dom::focus_in_place(&heading);
        }
    });
    let words = move || {
        if may_edit {
            view! { <button type="button" class="conv-title-edit" title=subject aria-description="Edit subject" on:click=move |_| editing.set(true)>{subject}</button> }.into_any()
        } else {
            view! { <span>{subject}</span> }.into_any()
        }
    };
    view! {
        <div class="conv-title">
            <h2 tabindex="-1" node_ref=heading>{words}</h2>
            <span class="number">{format!("#{}", record.id)}</span>
            {move || private.get().then(|| view! { <span class="badge badge-neutral"><Icon glyph=Glyph::Lock/> "Private"</span> })}
        </div>
    }
}

#[component]
fn SubjectForm(record: Record, editing: RwSignal<bool>) -> impl IntoView {
    let now =
        record.ticket.with_untracked(|ticket| ticket.as_ref().map(|t| t.summary.subject.clone()).unwrap_or_default());
    let subject = RwSignal::new(now.clone());
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // The value is set after the element is there.
            request_animation_frame(move || {
                let _ = field.focus();
                field.select();
            });
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wanted = subject.with_untracked(|subject| subject.trim().to_owned());
        if wanted.is_empty() || wanted == now {
            editing.set(false);
        } else {
            record.rename(wanted, move |saved| {
                if saved {
                    editing.set(false)
                }
            });
        }
    };
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            editing.set(false);
        }
    };
    view! {
        <form class="conv-title-form" on:submit=submit on:keydown=escape>
            <input class="input input-dense" aria-label="Subject" node_ref=field maxlength=MAX_SUBJECT.to_string()
                prop:value=move || subject.get() on:input=move |event| subject.set(event_target_value(&event))/>
            <Button dense=true kind=Kind::Primary form_type="submit" busy=record.saving busy_label="Saving…">"Save subject"</Button>
            <Button dense=true kind=Kind::Quiet on_click=move |_| editing.set(false)>"Cancel"</Button>
        </form>
    }
}

#[component]
fn Actions(record: Record, lists: Lists) -> impl IntoView {
    let overlays = Overlays::expect();
    let summary = move |of: fn(&openapi::tickets::console::Ticket) -> String| {
        Signal::derive(move || record.ticket.with(|ticket| ticket.as_ref().map(of).unwrap_or_default()))
    };
    let stages = Signal::derive(move || {
        record.ticket.with(|ticket| {
            let Some(ticket) = ticket else { return Vec::new() };
            let now = ticket.summary.stage.id;
            let option =
                |stage: &openapi::pipelines::Stage| PickOption::new(stage.id, stage.name.clone(), stage.id == now);
            ticket.stages.iter().map(option).collect()
        })
    });
    let requester =
        move || record.ticket.with(|ticket| ticket.as_ref().and_then(|ticket| ticket.summary.requester.clone()));
    let close_words = move || if record.is_closed() { "Reopen" } else { "Close" };
    let copy = move |()| copy_link();
    view! {
        <Picker label="Stage" shown=summary(|ticket| ticket.summary.stage.name.clone()) options=stages open=lists.stage
            on_pick=move |stage: StageId| record.move_to(stage) shortcut="s" align_end=true/>
        <button type="button" class="btn btn-dense" aria-keyshortcuts="e" aria-disabled=move || record.saving.get().then_some("true")
            on:click=move |_| record.toggle_state()>
            {move || view! { <Icon glyph=if record.is_closed() { Glyph::Refresh } else { Glyph::Check }/> }}
            <span class="conv-close">{close_words}</span>
        </button>
        <Menu label="More" icon=Glyph::More icon_only=true dense=true align_end=true>
            <MenuItem icon=Glyph::Copy on_click=copy>"Copy link"</MenuItem>
            {move || requester().map(|contact| {
                let words = format!("New ticket for {}", contact.name);
                let file = move |()| overlays.file_ticket(Some(contact.clone()));
                view! { <MenuItem icon=Glyph::Plus on_click=file>{words.clone()}</MenuItem> }
            })}
        </Menu>
    }
}

/// Puts the page's address on the clipboard and says so. Browsers allow it on secure origins only.
fn copy_link() {
    let toasts = use_context::<crate::ui::Toasts>();
    let address = window().location().href().unwrap_or_default();
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or_default();
    let write = js_sys::Reflect::get(&clipboard, &"writeText".into()).ok();
    let write = write.and_then(|write| wasm_bindgen::JsCast::dyn_into::<js_sys::Function>(write).ok());
    let done = write.is_some_and(|write| write.call1(&clipboard, &address.into()).is_ok());
    if let (true, Some(toasts)) = (done, toasts) {
        toasts.show("Link copied");
    }
}
