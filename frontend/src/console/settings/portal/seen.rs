//! What another visibility would change: how many tickets are seen, and by whom more or fewer of them.

use leptos::prelude::*;
use openapi::portals::console::{PortalVisibilityPreview, SeenTickets};

use crate::api::load::Load;
use crate::console::lists::people;
use crate::console::place::Place;
use crate::ui::time::format_number;
use crate::ui::{Banner, Tone, dynamic};

/// The card; a hint while nothing was changed.
#[component]
pub fn SeenCard(load: Load<PortalVisibilityPreview>, changed: Signal<bool>) -> impl IntoView {
    let content = move || {
        if !changed.get() {
            return view! { <p class="muted small">"Change what they see to learn here what saving would do."</p> }
                .into_any();
        }
        match (load.failure.get(), load.data.get()) {
            (Some(failure), _) if failure.fields().is_empty() => {
                view! { <p class="field-error">{crate::words::failure(&failure)}</p> }.into_any()
            }
            (Some(_), _) => view! { <p class="muted small">"Correct the marked condition first."</p> }.into_any(),
            (None, Some(preview)) => view! { <Seen preview/> }.into_any(),
            (None, None) => view! { <p class="muted small">"Counting…"</p> }.into_any(),
        }
    };
    view! {
        <section class="card" aria-labelledby="seen-change" aria-busy=move || (changed.get() && load.busy.get()).to_string()>
            <h2 id="seen-change">"What saving changes"</h2>
            <div role="status">{dynamic(content)}</div>
        </section>
    }
}

/// The change itself; what opens tickets to colleagues comes first and loud.
#[component]
pub fn Seen(preview: PortalVisibilityPreview) -> impl IntoView {
    let counted = preview.is_counted;
    let nobody = counted && preview.more == 0 && preview.fewer == 0;
    view! {
        <div class="effects">
            {preview.warning.map(|warning| view! { <Banner tone=Tone::Danger><b>{warning}</b></Banner> })}
            {counted.then(|| view! {
                <dl class="facts">
                    <dt>"Tickets seen now"</dt><dd class="num">{format_number(preview.tickets_before)}</dd>
                    <dt>"Afterwards"</dt><dd class="num">{format_number(preview.tickets_after)}</dd>
                </dl>
            })}
            <People count=preview.more sample=preview.more_sample one="sees more" many="see more"/>
            <People count=preview.fewer sample=preview.fewer_sample one="sees fewer" many="see fewer"/>
            {nobody.then(|| view! { <p class="muted">"Nobody sees more or fewer tickets."</p> })}
        </div>
    }
}

/// Who sees more, or fewer: how many tickets before and after.
#[component]
fn People(count: u64, sample: Vec<SeenTickets>, one: &'static str, many: &'static str) -> impl IntoView {
    (count > 0).then(|| {
        let heading = format!("{} {}", people(count), if count == 1 { one } else { many });
        let more = count.saturating_sub(sample.len() as u64);
        let row = |seen: SeenTickets| {
            let to = Place::Contact(seen.contact.id).path();
            view! {
                <tr>
                    <td><a href=to target="_blank">{seen.contact.name}<span class="sr-only">" (opens in a new tab)"</span></a></td>
                    <td class="num end">{format_number(seen.before)}</td>
                    <td class="num end">{format_number(seen.after)}</td>
                </tr>
            }
        };
        view! {
            <table class="seen">
                <caption>{heading}</caption>
                <thead><tr><th scope="col">"Contact"</th><th scope="col" class="end">"Now"</th><th scope="col" class="end">"Then"</th></tr></thead>
                <tbody>{sample.into_iter().map(row).collect_view()}</tbody>
            </table>
            {(more > 0).then(|| view! { <p class="muted small">{format!("and {} more", format_number(more))}</p> })}
        }
    })
}
