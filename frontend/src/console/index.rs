//! An index page: records of one kind by name, found by search, read page by page, with a dialog for a new
//! one. What a row looks like and what the dialog holds is the kind's own affair.

use std::future::Future;

use leptos::prelude::*;
use openapi::contacts::console::DirectoryQuery;
use openapi::page::Page;
use openapi::users::Permission;

use crate::api::load::Load;
use crate::api::problem::Failure;
use crate::console::address::{Address, param, with_query, words};
use crate::console::place::Place;
use crate::console::region::Region;
use crate::console::session::Session;
use crate::ui::{Button, Dialog, EmptyState, Glyph, Heading, Kind, Pagination, SearchBox};

/// What an index calls its records.
#[derive(Debug, Clone, Copy)]
pub struct Index {
    /// Where it is.
    pub place: Place,
    /// "Contacts".
    pub title: &'static str,
    /// "Search name and e-mail".
    pub search: &'static str,
    /// "Loading contacts".
    pub loading: &'static str,
    /// "The contacts could not be loaded."
    pub failed: &'static str,
    /// "No contacts match".
    pub no_match: &'static str,
    /// "No contacts yet".
    pub none: &'static str,
    /// What would be here: "Contacts are the customers who write to you."
    pub purpose: &'static str,
    /// What stands for them.
    pub glyph: Glyph,
    /// "New contact".
    pub new: &'static str,
    /// Indexes that belong together, with their names: where the rail is narrow it names only the first.
    pub beside: &'static [(Place, &'static str)],
}

/// The page of an index.
#[component]
pub fn IndexPage<T, Fut>(
    /// What it calls its records.
    index: Index,
    /// Reads a page of them.
    read: fn(DirectoryQuery) -> Fut,
    /// The table of a page.
    table: fn(Vec<T>) -> AnyView,
    /// The form for a new one; closes the dialog it is in.
    form: fn(RwSignal<bool>) -> AnyView,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    Fut: Future<Output = Result<Page<T>, Failure>> + 'static,
{
    let (words, after, before) = (words(), param("after"), param("before"));
    let query = move || DirectoryQuery {
        q: words.get(),
        after: after.get(),
        before: before.get(),
        ..DirectoryQuery::default()
    };
    let load = Load::new(query, move |query, _| read(query));
    let adding = RwSignal::new(false);
    let may_add = Session::expect().may(Permission::ContactsEdit);
    let address = Address::expect();
    let search = Callback::new(move |words: String| {
        address.go(&with_query(&index.place.path(), &[("q", Some(&words))]));
    });
    let rows = move |page: Page<T>| {
        let words = words.get_untracked();
        let (cursors, first, shown) = ((page.previous, page.next), page.first, page.items.len());
        if page.items.is_empty() {
            return view! { <Nothing index filtered=words.is_some() search adding may_add/> }.into_any();
        }
        [table(page.items), turning(index, words, cursors, first, shown, page.total)].into_any()
    };
    let region = view! { <Region load loading=index.loading failed=index.failed ready=rows/> }.into_any();
    frame(index, words, search, region, Adding { open: adding, may: may_add, form })
}

/// Making a new record.
struct Adding {
    open: RwSignal<bool>,
    may: bool,
    form: fn(RwSignal<bool>) -> AnyView,
}

/// Where in the list, and the way to the neighbouring pages.
fn turning(
    index: Index,
    words: Option<String>,
    (previous, next): (Option<String>, Option<String>),
    first: u64,
    shown: usize,
    total: Option<u64>,
) -> AnyView {
    let link = move |name: &'static str, cursor: Option<String>| {
        cursor.map(|cursor| with_query(&index.place.path(), &[("q", words.as_deref()), (name, Some(&cursor))]))
    };
    view! { <Pagination first shown total previous=link("before", previous) next=link("after", next)/> }.into_any()
}

/// Everything about an index that does not depend on its records, so that it is compiled once.
fn frame(
    index: Index,
    words: Memo<Option<String>>,
    search: Callback<String>,
    region: AnyView,
    Adding { open, may, form }: Adding,
) -> AnyView {
    view! {
        <div class="page"><div class="page-inner">
            {(!index.beside.is_empty()).then(|| view! { <Beside index/> })}
            <div class="page-head">
                <Heading title=index.title/>
                {may.then(|| view! { <Button kind=Kind::Primary dense=true icon=Glyph::Plus on_click=move |_| open.set(true)>{index.new}</Button> })}
            </div>
            <div class="page-tools"><div class="grow">
                <SearchBox value=Signal::derive(move || words.get().unwrap_or_default()) label=index.search on_search=search/>
            </div></div>
            {region}
        </div></div>
        <Dialog open title=index.new>{form(open)}</Dialog>
    }
    .into_any()
}

#[component]
fn Beside(index: Index) -> impl IntoView {
    let link = |(to, label): &(Place, &'static str)| {
        view! { <a href=to.path() aria-current=(*to == index.place).then_some("page")>{*label}</a> }
    };
    view! { <nav class="settings-tabs beside" aria-label="People">{index.beside.iter().map(link).collect_view()}</nav> }
}

#[component]
fn Nothing(
    index: Index,
    filtered: bool,
    search: Callback<String>,
    adding: RwSignal<bool>,
    may_add: bool,
) -> impl IntoView {
    if filtered {
        return view! {
            <EmptyState glyph=Glyph::Search title=index.no_match>
                <Button on_click=move |_| search.run(String::new())>"Clear search"</Button>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState glyph=index.glyph title=index.none text=index.purpose>
            {may_add.then(|| view! { <Button icon=Glyph::Plus on_click=move |_| adding.set(true)>{index.new}</Button> })}
        </EmptyState>
    }
    .into_any()
}
