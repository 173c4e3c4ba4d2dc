//! Parts of views in a form that is compiled once. A closure or a list of its own type costs a kilobyte of
//! program each; behind these they share one.

use std::sync::Arc;

use leptos::prelude::*;

/// A part of a view that changes.
pub type Dynamic = Box<dyn FnMut() -> AnyView + Send>;

/// A part of a view that `make` makes anew whenever what it reads changes.
pub fn dynamic<V: IntoView + 'static>(mut make: impl FnMut() -> V + Send + 'static) -> Dynamic {
    Box::new(move || make().into_any())
}

/// One item of a list, not yet made.
struct Item {
    key: String,
    make: Box<dyn FnOnce() -> AnyView + Send + Sync>,
}

/// A list whose items stay in place while others come and go. `key` tells them apart.
pub fn each<T, V>(
    items: impl Fn() -> Vec<T> + Send + Sync + 'static,
    key: fn(&T) -> String,
    make: impl Fn(T) -> V + Send + Sync + 'static,
) -> AnyView
where
    T: Send + Sync + 'static,
    V: IntoView + 'static,
{
    let make = Arc::new(move |item: T| make(item).into_any());
    each_boxed(Box::new(move || {
        let one = |item: T| {
            let make = make.clone();
            Item { key: key(&item), make: Box::new(move || make(item)) }
        };
        items().into_iter().map(one).collect()
    }))
}

fn each_boxed(items: Box<dyn Fn() -> Vec<Item> + Send + Sync>) -> AnyView {
    view! { <For each=items key=|item| item.key.clone() children=|item| (item.make)()/> }.into_any()
}
