//! Where the apps of staff start: what the page was delivered with, who is signed in, and which page the
//! address means. Which pages there are, each app says.

use leptos::prelude::*;
use leptos::task::spawn_local;
use openapi::mails::MailTransport;
use openapi::users::ConsoleBoot;

use crate::api::boot::boot;
use crate::api::console::session;
use crate::console::address::Address;
use crate::console::place::{self, Place, StaffApp};
use crate::console::session::Session;
use crate::console::shell::{Section, Shell};
use crate::console::sign_in::SignInPage;
use crate::ui::dom::by_id;
use crate::ui::{Announcer, Clock, LiveRegions, PageTitles, Toasts};

/// The page of a section that belongs to the app.
pub type Pages = fn(Section, Memo<Place>) -> Option<AnyView>;

/// Starts an app in the page it was delivered with.
pub fn start(app: StaffApp, pages: Pages) {
    match boot::<ConsoleBoot>() {
        Some(boot) => mount(app, pages, boot),
        None => spawn_local(async move {
            let boot = session::boot().await.unwrap_or_else(|_| ConsoleBoot {
                account: "Console".into(),
                me: None,
                mail: MailTransport::Smtp,
                portals: Vec::new(),
            });
            mount(app, pages, boot);
        }),
    }
}

fn mount(app: StaffApp, pages: Pages, boot: ConsoleBoot) {
    if let Some(splash) = by_id("splash") {
        splash.remove();
    }
    mount_to_body(move || view! { <App app pages boot=boot.clone()/> });
}

#[component]
fn App(app: StaffApp, pages: Pages, boot: ConsoleBoot) -> impl IntoView {
    let announcer = Announcer::new();
    let toasts = Toasts::new(announcer);
    provide_context(PageTitles::new(boot.account.clone()));
    provide_context(Clock::start());
    provide_context(announcer);
    provide_context(toasts);
    Session::provide(boot);
    view! {
        <Page app pages/>
        <LiveRegions announcer toasts/>
    }
}

/// The sign-in page or the shell, whichever the session allows.
#[component]
fn Page(app: StaffApp, pages: Pages) -> impl IntoView {
    let session = Session::expect();
    let address = Address::provide(app);
    let here = address.place();
    let return_to = address.param("return_to");
    let signed_in = Memo::new(move |_| session.is_signed_in());
    Effect::new(move |_| {
        let to = match (signed_in.get(), here.get()) {
            (false, Place::SignIn) => return,
            (false, _) => place::sign_in(&untrack(|| address.whole())),
            (true, Place::SignIn) => place::safe_return(&return_to.get_untracked().unwrap_or_default()),
            (true, Place::Nowhere) => return,
            (true, place) if place.path() != untrack(|| address.path()).trim_end_matches('/') => place.path(),
            (true, _) => return,
        };
        address.go_instead(&to);
    });
    move || if signed_in.get() { view! { <Shell here pages/> }.into_any() } else { view! { <SignInPage/> }.into_any() }
}
