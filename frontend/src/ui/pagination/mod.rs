//! "1–25 of 312" and the way to the neighbouring pages.

use leptos::prelude::*;

use super::time::format_number;

/// Position in a list and links to its neighbours.
#[component]
pub fn Pagination(
    /// 1-based position of the first item; 0 when there is none.
    first: u64,
    /// How many items are shown.
    shown: usize,
    /// How many there are altogether, if known.
    #[prop(optional_no_strip)]
    total: Option<u64>,
    /// Address of the page before, if any.
    #[prop(optional_no_strip)]
    previous: Option<String>,
    /// Address of the page after, if any.
    #[prop(optional_no_strip)]
    next: Option<String>,
) -> impl IntoView {
    let neighbour = |href: Option<String>, words: &'static str, rel: &'static str| match href {
        Some(href) => view! { <a class="btn btn-dense" href=href rel=rel>{words}</a> }.into_any(),
        None => view! { <a class="btn btn-dense" role="link" aria-disabled="true">{words}</a> }.into_any(),
    };
    // What is all on one page has no neighbours to lead to, and is its own total.
    let alone = previous.is_none() && next.is_none();
    let total = total.or(alone.then_some(shown as u64));
    let position = view! { <span class="muted num">{position(first, shown as u64, total, format_number)}</span> };
    if alone {
        return view! { <p class="pagination">{position}</p> }.into_any();
    }
    view! {
        <nav class="pagination" aria-label="Pages">
            {position}
            {neighbour(previous, "Previous", "prev")}
            {neighbour(next, "Next", "next")}
        </nav>
    }
    .into_any()
}

/// "1–25 of 312"; "1–25" when the total is not known.
fn position(first: u64, shown: u64, total: Option<u64>, number: impl Fn(u64) -> String) -> String {
    if shown == 0 {
        return "None".to_owned();
    }
    let last = first + shown - 1;
    let range = if first == last { number(first) } else { format!("{}–{}", number(first), number(last)) };
    match total {
        Some(total) => format!("{range} of {}", number(total)),
        None => range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_in_the_list() {
        let plain = |n: u64| n.to_string();
        assert_eq!(position(1, 25, Some(312), plain), "1–25 of 312");
        assert_eq!(position(26, 25, None, plain), "26–50");
        assert_eq!(position(1, 1, Some(1), plain), "1 of 1");
        assert_eq!(position(0, 0, Some(0), plain), "None");
    }
}
