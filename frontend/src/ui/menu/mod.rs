//! A button that discloses a short list of links or actions below it. A disclosure, not an ARIA menu:
//! Tab walks through it, Escape closes it and gives the focus back.

use super::dynamic;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::dom::unique_id;
use super::{Glyph, Icon, Kind};

#[derive(Clone, Copy)]
struct OpenMenu(RwSignal<bool>);

/// A menu.
#[component]
pub fn Menu(
    /// The button's words.
    #[prop(into)]
    label: Signal<String>,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// How loud the button is.
    #[prop(optional)]
    kind: Kind,
    /// Lower, for bars and panes.
    #[prop(optional)]
    dense: bool,
    /// Shows only the icon; the words become its name.
    #[prop(optional)]
    icon_only: bool,
    /// Aligns the list with the button's end instead of its start.
    #[prop(optional)]
    align_end: bool,
    /// [`MenuLink`]s and [`MenuItem`]s.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let panel = unique_id("menu");
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            event.prevent_default();
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    let on_focus_out = move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = root.get_untracked().is_some_and(|root| root.contains(next.as_ref()));
        // A press on something that takes no focus reports none: the press outside is handled below.
        if next.is_some() && !inside {
            open.set(false);
        }
    };
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if open.get_untracked() && !root.get_untracked().is_some_and(|root| root.contains(target.as_ref())) {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let class = match (kind, dense) {
        (Kind::Quiet, false) => "btn btn-quiet",
        (Kind::Quiet, true) => "btn btn-quiet btn-dense",
        (_, true) => "btn btn-dense",
        _ => "btn",
    };
    let children = StoredValue::new(children);
    view! {
        <div class="menu" node_ref=root on:keydown=on_key on:focusout=on_focus_out>
            <button
                type="button"
                node_ref=button
                class=class
                class:btn-icon=icon_only
                aria-expanded=move || open.get().to_string()
                aria-controls=panel.clone()
                aria-label=move || icon_only.then(|| label.get())
                title=move || icon_only.then(|| label.get())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {icon.map(|glyph| view! { <Icon glyph/> })}
                {(!icon_only).then(|| view! { <span class="menu-label">{move || label.get()}</span> <Icon glyph=Glyph::ChevronDown/> })}
            </button>
            <div class="menu-panel" class:menu-end=align_end id=panel hidden=move || !open.get()>
                {dynamic(move || {
                    open.get().then(|| {
                        view! {
                            <leptos::context::Provider value=OpenMenu(open)>
                                {children.with_value(|children| children())}
                            </leptos::context::Provider>
                        }
                    })
                })}
            </div>
        </div>
    }
}

fn close_menu() -> impl Fn() + Copy + 'static {
    let menu = use_context::<OpenMenu>();
    move || {
        if let Some(OpenMenu(open)) = menu {
            open.set(false);
        }
    }
}

/// A link in a menu; marked when it leads to what is shown.
#[component]
pub fn MenuLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Whether it is what is shown now.
    #[prop(optional)]
    current: bool,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let close = close_menu();
    view! {
        <a class="menu-item" href=href aria-current=current.then_some("true") on:click=move |_| close()>
            {children()}
            {current.then(|| view! { <Icon glyph=Glyph::Check/> })}
        </a>
    }
}

/// An action in a menu.
#[component]
pub fn MenuItem(
    /// What it does.
    #[prop(into)]
    on_click: Callback<()>,
    /// Whether it is what holds now.
    #[prop(optional)]
    current: bool,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let close = close_menu();
    let click = move |_| {
        close();
        on_click.run(());
    };
    view! {
        <button type="button" class="menu-item" aria-current=current.then_some("true") on:click=click>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            {children()}
            {current.then(|| view! { <Icon glyph=Glyph::Check/> })}
        </button>
    }
}
