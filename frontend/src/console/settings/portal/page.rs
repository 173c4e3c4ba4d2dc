//! One portal: its parts as tabs.

use leptos::prelude::*;
use openapi::filters::FilterProperty;
use openapi::id::PortalId;
use openapi::portals::console::PortalSettings;
use openapi::properties::Object;

use crate::api::console::{lists, portals};
use crate::api::load::Load;
use crate::console::place::{Place, PortalTab};
use crate::console::region::Region;
use crate::console::settings::frame::Frame;
use crate::console::settings::portal::access::Access;
use crate::console::settings::portal::general::General;
use crate::console::settings::portal::index::OnBadge;
use crate::console::settings::portal::visibility::Visibility;

/// What can be asked of tickets and of contacts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Properties {
    pub ticket: Vec<FilterProperty>,
    pub contact: Vec<FilterProperty>,
}

/// What a part of the settings is made of.
pub type Known = (PortalSettings, Properties);

/// The page.
#[component]
pub fn PortalPage(id: PortalId, tab: PortalTab) -> impl IntoView {
    let load = Load::<Known>::new(
        move || id,
        move |id, background| async move {
            let settings = portals::get(id, background).await?;
            let properties = match tab {
                PortalTab::Visibility => Properties {
                    ticket: lists::properties(Object::Ticket).await?,
                    contact: lists::properties(Object::Contact).await?,
                },
                PortalTab::General | PortalTab::Access => Properties::default(),
            };
            Ok((settings, properties))
        },
    );
    // What was saved since it was read stands above the tabs at once.
    let current = RwSignal::new(None::<RwSignal<PortalSettings>>);
    let of = move |what: fn(&PortalSettings) -> String| current.get().map(|settings| settings.with(what));
    let title = Signal::derive(move || of(|portal| portal.name.clone()).unwrap_or_else(|| "Portal".into()));
    let badge = move || current.get().map(|settings| settings.with(|portal| portal.is_on));
    let link = move |to: PortalTab| {
        view! { <a href=Place::Portal(id, to).path() aria-current=(to == tab).then_some("page")>{tab_words(to)}</a> }
    };
    let part = move |(settings, properties): Known| {
        let settings = RwSignal::new(settings);
        current.set(Some(settings));
        match tab {
            PortalTab::General => view! { <General settings load/> }.into_any(),
            PortalTab::Access => view! { <Access settings load/> }.into_any(),
            PortalTab::Visibility => view! { <Visibility settings properties load/> }.into_any(),
        }
    };
    view! {
        <Frame tab=Place::Portals title above=(Place::Portals, "All portals")
            actions=move || move || badge().map(|is_on| view! { <OnBadge is_on/> })>
            <nav class="segments portal-tabs" aria-label="Portal settings">{PortalTab::ALL.map(link)}</nav>
            <Region load loading="Loading settings" failed="The settings could not be loaded." ready=part/>
        </Frame>
    }
}

const fn tab_words(tab: PortalTab) -> &'static str {
    match tab {
        PortalTab::General => "General",
        PortalTab::Access => "Access",
        PortalTab::Visibility => "Ticket visibility",
    }
}
