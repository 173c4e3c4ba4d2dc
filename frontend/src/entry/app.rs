//! The app as a whole: what every page shares, the frame around it, and which page is at which address.

use leptos::prelude::*;
use openapi::portals::entry::Boot;

use super::ask::Forgot;
use super::by_link::SignInByLink;
use super::confirm_email::ConfirmEmail;
use super::denied::DeniedPage;
use super::preview::OpenPreview;
use super::register::Register;
use super::set_password::SetPassword;
use super::sign_in::SignIn;
use super::signed_out::SignedOut;
use super::state::Denied;
use super::verify::Verify;
use super::{Entry, use_entry};
use crate::customer::{NoticeBar, OFFLINE, Router, online};
use crate::routes::portal::Page;
use crate::ui::dom::focus_id;
use crate::ui::{Announcer, Glyph, LiveRegions, PageTitles, Toasts, dynamic};

/// The entry app.
#[component]
pub fn App(
    /// The portal, and who is signed in without being let in.
    boot: Boot,
) -> impl IntoView {
    crate::start::set_language(&boot.portal.language);
    let announcer = Announcer::new();
    let toasts = Toasts::new(announcer);
    provide_context(announcer);
    provide_context(toasts);
    provide_context(PageTitles::new(boot.portal.name.clone()));
    let router = Router::start(boot.portal.slug.clone(), Page::is_entry);
    provide_context(router);
    provide_context(Entry::new(boot));
    let page = router.page();
    let entry = use_entry();
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus_id("main");
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip>"Skip to content"</a>
        <div class="page">
            <div><Offline/></div>
            <main id="main" tabindex="-1">{dynamic(move || content(page.get(), entry.denied.get()))}</main>
        </div>
        <LiveRegions announcer toasts/>
    }
}

/// Which page is at which address.
fn content(page: Page, denied: Option<Denied>) -> AnyView {
    match (page, denied) {
        (Page::Forgot, _) => view! { <Forgot/> }.into_any(),
        (Page::Preview, _) => view! { <OpenPreview/> }.into_any(),
        (Page::ConfirmEmail, _) => view! { <ConfirmEmail/> }.into_any(),
        (Page::SignedOut, _) => view! { <SignedOut/> }.into_any(),
        // a mailed link may be for another account than the one that is signed in and not admitted
        (Page::SetPassword, None | Some(Denied::SignedIn(_))) => view! { <SetPassword/> }.into_any(),
        (Page::Register, None | Some(Denied::SignedIn(_))) => view! { <Register/> }.into_any(),
        (Page::Verify, None | Some(Denied::SignedIn(_))) => view! { <Verify/> }.into_any(),
        (Page::SignInLink, None | Some(Denied::SignedIn(_))) => view! { <SignInByLink/> }.into_any(),
        (_, Some(who)) => view! { <DeniedPage who/> }.into_any(),
        _ => view! { <SignIn/> }.into_any(),
    }
}

/// Says that there is no network, once to screen readers.
#[component]
fn Offline() -> impl IntoView {
    let announcer = expect_context::<Announcer>();
    let online = online();
    Effect::new(move |before: Option<bool>| {
        let now = online.get();
        if !now && before != Some(now) {
            announcer.polite(OFFLINE);
        }
        now
    });
    dynamic(move || (!online.get()).then(|| view! { <NoticeBar glyph=Glyph::Offline words=OFFLINE/> }))
}
