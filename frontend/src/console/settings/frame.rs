//! What the pages of the settings share: heading and tabs, of which each sees what the
//! role permits.

use leptos::prelude::*;
use openapi::users::Permission;

use crate::console::place::Place;
use crate::console::session::Session;
use crate::ui::Heading;

/// Each part of the settings: where it begins, its name, and what it needs.
const PARTS: [(Place, &str, Permission); 5] = [
    (Place::Portals, "Portals", Permission::CustomerPortalSettings),
    (Place::PrivateContents, "Private content", Permission::PrivateContentSettings),
    (Place::MailLog, "Mail log", Permission::Settings),
    (Place::Imports, "Imports", Permission::Settings),
    (Place::AuditLog, "Audit log", Permission::Audit),
];

/// Where the settings begin for somebody; nowhere when the role permits none of them.
pub fn settings_home(session: Session) -> Option<Place> {
    PARTS.iter().find(|(_, _, needed)| session.may(*needed)).map(|(place, ..)| *place)
}

/// A page of the settings.
#[component]
pub fn Frame(
    /// Which tab it belongs to.
    tab: Place,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What the page belongs to: where it leads, and its words.
    #[prop(optional)]
    above: Option<(Place, &'static str)>,
    /// Beside the heading.
    #[prop(optional, into)]
    actions: ViewFn,
    children: Children,
) -> impl IntoView {
    let session = Session::expect();
    let link = move |(to, label, needed): (Place, &'static str, Permission)| {
        let here = (to == tab).then_some("page");
        session.may(needed).then(|| view! { <a href=to.path() aria-current=here>{label}</a> })
    };
    view! {
        <div class="page"><div class="page-inner">
            <nav class="settings-tabs" aria-label="Settings">
                {PARTS.map(link)}
            </nav>
            {above.map(|(to, words)| view! { <p class="crumbs"><a href=to.path()>{words}</a></p> })}
            <div class="page-head"><Heading title/>{actions.run()}</div>
            {children()}
        </div></div>
    }
}
