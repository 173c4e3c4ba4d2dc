//! A field that finds something in a list that is known already: typing narrows it, arrows go through
//! it. Options may stand in groups, and several may be chosen one after the other.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::dom::{by_id, reveal, unique_id};
use crate::ui::{Glyph, Icon, dynamic};

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComboOption {
    /// The heading it stands under; options of a group follow one another.
    pub group: String,
    /// What people read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The field.
#[component]
pub fn Combo(
    /// The element id of the field.
    id: String,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// What it shows while nothing is typed.
    #[prop(into)]
    shown: Signal<String>,
    /// What there is to choose.
    #[prop(into)]
    options: Signal<Vec<ComboOption>>,
    /// Gets the position of what was chosen.
    #[prop(into)]
    on_choose: Callback<usize>,
    /// Whether more may be chosen after the first.
    #[prop(optional)]
    several: bool,
    /// Shown while empty.
    placeholder: &'static str,
    /// What is wrong with it, and the id of the element that says so.
    #[prop(into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let typed = RwSignal::new(None::<String>);
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let list = StoredValue::new(unique_id("combo"));
    let item_id = move |position: usize| format!("{}-{position}", list.get_value());
    let matches = Memo::new(move |_| {
        let words = typed.with(|typed| typed.as_deref().unwrap_or_default().trim().to_lowercase());
        let fits = |option: &ComboOption| format!("{} {}", option.group, option.label).to_lowercase().contains(&words);
        options.get().into_iter().enumerate().filter(|(_, option)| fits(option)).collect::<Vec<_>>()
    });
    let unfold = move || {
        if !open.get_untracked() {
            let chosen = matches.with_untracked(|all| all.iter().position(|(_, option)| option.chosen));
            active.set(chosen.filter(|_| !several).unwrap_or(0));
            open.set(true);
            request_animation_frame(move || show(&item_id(active.get_untracked())));
        }
    };
    let fold = move || {
        open.set(false);
        typed.set(None);
    };
    let choose = move |position: usize| {
        let chosen = matches.with_untracked(|all| all.get(position).map(|(index, _)| *index));
        if chosen.is_none() {
            return;
        }
        if several {
            typed.set(None);
            active.set(chosen.unwrap_or(0));
        } else {
            fold();
        }
        if let Some(index) = chosen {
            on_choose.run(index);
        }
    };
    let step = move |by: isize| {
        let count = matches.with_untracked(Vec::len);
        if !open.get_untracked() {
            unfold();
        } else if count > 0 {
            active.update(|at| *at = (*at + count).saturating_add_signed(by) % count);
            show(&item_id(active.get_untracked()));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            // Where nothing is found, Enter must not reach whatever is around.
            "Enter" if open.get_untracked() => choose(active.get_untracked()),
            "Escape" if open.get_untracked() => fold(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let left = move |event: leptos::ev::FocusEvent| {
        let node =
            |target: Option<web_sys::EventTarget>| target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let next = node(event.related_target());
        if !node(event.current_target()).is_some_and(|here| here.contains(next.as_ref())) {
            fold();
        }
    };
    let on_input = move |event| {
        unfold();
        typed.set(Some(event_target_value(&event)));
        active.set(0);
    };
    let error_id = format!("{id}-error");
    view! {
        <div class="lookup combo" on:focusout=left>
            <input class="input" type="text" role="combobox" autocomplete="off" spellcheck="false" id=id placeholder=placeholder
                aria-label=move || label.get() aria-expanded=move || open.get().to_string() aria-autocomplete="list"
                aria-controls=list.get_value()
                aria-activedescendant=move || (open.get() && matches.with(|all| !all.is_empty())).then(|| item_id(active.get()))
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || problem.with(Option::is_some).then(|| error_id.clone())
                prop:value=move || typed.get().unwrap_or_else(|| shown.get())
                on:click=move |_| unfold() on:keydown=on_key on:input=on_input/>
            <Icon glyph=Glyph::ChevronDown/>
            <div class="lookup-panel" hidden=move || !open.get()>
                <div role="listbox" id=list.get_value() aria-label=move || label.get()
                    aria-multiselectable=several.then_some("true")>
                    {dynamic(move || open.get().then(|| grouped(matches.get(), active, list, choose)))}
                </div>
                <p class="lookup-remark muted small" role="status">
                    {move || (open.get() && matches.with(Vec::is_empty)).then_some("Nothing found")}
                </p>
            </div>
        </div>
    }
}

/// The options under their headings.
fn grouped(
    matches: Vec<(usize, ComboOption)>,
    active: RwSignal<usize>,
    list: StoredValue<String>,
    choose: impl Fn(usize) + Copy + Send + Sync + 'static,
) -> Vec<AnyView> {
    let mut groups: Vec<(String, Vec<AnyView>)> = Vec::new();
    for (position, (_, option)) in matches.into_iter().enumerate() {
        let is_active = move || active.get() == position;
        let ComboOption { group, label, chosen } = option;
        let row = view! {
            <div role="option" class="lookup-option" class:lookup-active=is_active id=format!("{}-{position}", list.get_value())
                aria-selected=chosen.to_string() on:pointermove=move |_| active.set(position)
                on:pointerdown=|event| event.prevent_default() on:click=move |_| choose(position)>
                <span class="lookup-name">{label}</span>
                {chosen.then(|| view! { <Icon glyph=Glyph::Check/> })}
            </div>
        }
        .into_any();
        match groups.last_mut().filter(|(last, _)| *last == group) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((group, vec![row])),
        }
    }
    let group = |(heading, rows): (String, Vec<AnyView>)| {
        if heading.is_empty() {
            return rows.into_any();
        }
        let title = heading.clone();
        view! { <div role="group" aria-label=title><p class="combo-heading" aria-hidden="true">{heading}</p>{rows}</div> }
            .into_any()
    };
    groups.into_iter().map(group).collect()
}

fn show(id: &str) {
    if let Some(option) = by_id(id) {
        reveal(&option, false);
    }
}
