//! One domain: its parts as tabs.

use leptos::prelude::*;
use openapi::domains::console::PrivateContent;
use openapi::id::DomainId;

use crate::api::console::domains;
use crate::api::load::Load;
use crate::console::leaving::UnsavedChanges;
use crate::console::place::{Place, PrivateTab};
use crate::console::region::Region;
use crate::console::settings::frame::Frame;
use crate::console::settings::private::access::{Company, Registration, SigningIn, StrangersDialog};
use crate::console::settings::private::consent::{CONSENT, Consent, ConsentPreview};
use crate::console::settings::private::editing::Editing;
use crate::console::settings::private::mails::MailsPart;
use crate::console::settings::private::pages::PagesPart;
use crate::console::settings::private::saving::NotSaved;
use crate::ui::dom::focus_id;
use crate::ui::{Button, ErrorSummary, Kind};

/// The page.
#[component]
pub fn PrivateContentPage(id: DomainId, tab: PrivateTab) -> impl IntoView {
    let load = Load::<PrivateContent>::new(move || id, |id, _| domains::private_content(id));
    let host = Memo::new(move |_| load.data.with(|content| content.as_ref().map(|content| content.host.clone())));
    let title = Signal::derive(move || host.get().unwrap_or_else(|| "Private content".into()));
    let link = move |to: PrivateTab| {
        view! { <a href=Place::PrivateContent(id, to).path() aria-current=(to.part() == tab.part()).then_some("page")>{to.part()}</a> }
    };
    let ready = move |content: PrivateContent| match tab {
        PrivateTab::Access | PrivateTab::Consent => {
            view! { <Settings content load to_consent=tab == PrivateTab::Consent/> }.into_any()
        }
        PrivateTab::Pages(kind) => view! { <PagesPart content kind/> }.into_any(),
        PrivateTab::Mails(kind) => view! { <MailsPart content kind/> }.into_any(),
    };
    view! {
        <Frame tab=Place::PrivateContents title above=(Place::PrivateContents, "All domains")>
            <nav class="segments portal-tabs" aria-label="Private content">{PrivateTab::PARTS.map(link)}</nav>
            <Region load loading="Loading settings" failed="The settings could not be loaded." ready/>
        </Frame>
    }
}

/// How customers get in, as one form.
#[component]
fn Settings(content: PrivateContent, load: Load<PrivateContent>, to_consent: bool) -> impl IntoView {
    let editing = Editing::new(content);
    if to_consent {
        request_animation_frame(|| focus_id(CONSENT));
    }
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        editing.save(false);
    };
    view! {
        <UnsavedChanges unsaved=Signal::derive(move || editing.is_unsaved())/>
        <div class="record record-filter">
            <form class="record-main settings-form" novalidate on:submit=submit>
                <NotSaved what="The settings were not saved." saving=editing.saving reload=move |()| load.retry()/>
                <ErrorSummary form=editing.saving.form/>
                <Registration editing/>
                <Consent editing/>
                <SigningIn editing/>
                <Company editing/>
                <div class="form-end form-start">
                    <Button kind=Kind::Primary form_type="submit" busy=editing.saving.busy busy_label="Saving…">"Save settings"</Button>
                </div>
            </form>
            <aside class="record-side" aria-label="Preview"><ConsentPreview editing/></aside>
        </div>
        <StrangersDialog editing/>
    }
}
