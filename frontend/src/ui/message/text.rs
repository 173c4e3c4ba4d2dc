//! Plain text on the page: as text, with paragraphs, links that give nothing away, and quotes folded.

use leptos::prelude::*;

use super::plain::{Block, Span, blocks, spans};

/// What somebody wrote.
#[component]
pub fn PlainText(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <div class="plain-text">{blocks(&text).into_iter().map(block).collect_view()}</div> }
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(lines) => view! { <p>{broken_lines(lines)}</p> }.into_any(),
        Block::Quote(lines) => view! {
            <details class="quote">
                <summary>"Show quoted text"</summary>
                <blockquote>{broken_lines(lines)}</blockquote>
            </details>
        }
        .into_any(),
    }
}

fn broken_lines(lines: Vec<String>) -> Vec<AnyView> {
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            out.push(view! { <br/> }.into_any());
        }
        out.extend(spans(line).into_iter().map(span));
    }
    out
}

fn span(span: Span) -> AnyView {
    match span {
        Span::Text(text) => text.into_any(),
        Span::Link(address) => {
            let shown = address.clone();
            view! { <a href=address target="_blank" rel="noopener noreferrer nofollow">{shown}</a> }.into_any()
        }
    }
}
