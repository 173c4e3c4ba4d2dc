//! The frame around every page: header, notices, main, footer, live regions.

mod header;
mod notices;

pub use header::sign_out_action;

use leptos::prelude::*;

use super::session::{PreviewBar, Reauth, SessionEnd, use_session};
use crate::routes::portal::Page;
use crate::ui::dom::focus_id;
use crate::ui::{Announcer, LiveRegions, Toasts};
use header::Header;
use notices::Notices;

/// The frame.
#[component]
pub fn Shell(
    /// Which page is shown.
    page: Memo<Page>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let (announcer, toasts) = (expect_context::<Announcer>(), expect_context::<Toasts>());
    let session = use_session();
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus_id("main");
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip>"Skip to content"</a>
        <div class="page">
            <div>
                <PreviewBar/>
                <Header page/>
                <Notices/>
            </div>
            // once the session has ended nothing is for whoever sits there; what was written stays in its fields
            <main id="main" tabindex="-1" class="content" class:locked=move || session.ended.get()>{children()}</main>
            <Footer/>
        </div>
        <SessionEnd/>
        <Reauth/>
        <LiveRegions announcer toasts/>
    }
}

/// Company and help, in the same place on every page.
#[component]
fn Footer() -> impl IntoView {
    let portal = use_session().portal();
    let mail = format!("mailto:{}", portal.help_email);
    view! {
        <footer class="foot">
            <span>{portal.company}</span>
            <a href=mail>"Help"</a>
        </footer>
    }
}
