//! The pane of the open ticket, in whichever state reading it is.

use leptos::prelude::*;
use openapi::id::TicketId;
use openapi::problem::ProblemCode;
use openapi::tickets::console::TicketSummary;
use openapi::users::Permission;

use crate::console::session::Session;
use crate::console::shortcuts::{Action, Shortcuts};
use crate::console::ticket::header::Header;
use crate::console::ticket::record::Record;
use crate::console::ticket::scroll::Scroll;
use crate::console::ticket::side::Side;
use crate::console::ticket::thread_view::ThreadView;
use crate::console::ticket::writing::{Tab, Writing};
use crate::console::ticket::writing_view::WritingView;
use crate::ui::{Banner, Button, EmptyState, FailurePanel, Glyph, Skeleton, Tone};
use crate::words;

/// Which lists of the open ticket are open. Copies mean the same.
#[derive(Clone, Copy)]
pub struct Lists {
    /// The owners.
    pub owner: RwSignal<bool>,
    /// The stages.
    pub stage: RwSignal<bool>,
    /// The priorities.
    pub priority: RwSignal<bool>,
    /// The details, where they are a layer over the conversation.
    pub side: RwSignal<bool>,
}

/// The open ticket. `back` leads to the list.
#[component]
pub fn TicketPane(id: TicketId, on_change: Callback<TicketSummary>, back: Callback<()>) -> impl IntoView {
    let record = Record::open(id, on_change);
    let state = Memo::new(move |_| match (record.ticket.with(Option::is_some), record.failure.with(Option::is_some)) {
        (true, _) => State::Ready,
        (false, true) => State::Failed,
        (false, false) => State::Loading,
    });
    move || match state.get() {
        State::Loading => view! { <Loading/> }.into_any(),
        State::Failed => view! { <Failed record back/> }.into_any(),
        State::Ready => view! { <TicketView record back/> }.into_any(),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Loading,
    Failed,
    Ready,
}

#[component]
fn Loading() -> impl IntoView {
    view! {
        <div class="ticket" aria-busy="true">
            <div class="conv">
                <div class="conv-bar"><Skeleton class="skeleton-title"/></div>
                <div class="conv-scroll"><div class="conv-inner">
                    <span class="sr-only" role="status">"Loading ticket"</span>
                    <Skeleton class="skeleton-block"/><Skeleton class="skeleton-block"/>
                </div></div>
            </div>
            <div class="side"><Skeleton/><Skeleton/><Skeleton/></div>
        </div>
    }
}

#[component]
fn Failed(record: Record, back: Callback<()>) -> impl IntoView {
    move || {
        record.failure.get().map(|failure| {
            if failure.is(ProblemCode::NotFound) {
                return view! {
                    <div class="pane-empty">
                        <EmptyState glyph=Glyph::Ticket title=format!("There is no ticket #{}", record.id)
                            text="The number may be mistyped, or you may not see it.">
                            <Button on_click=move |_| back.run(())>"Back to the list"</Button>
                        </EmptyState>
                    </div>
                }
                .into_any();
            }
            let retry = move |()| record.read(false);
            view! { <div class="pane-empty"><FailurePanel what="The ticket could not be loaded." failure on_retry=retry/></div> }
                .into_any()
        })
    }
}

#[component]
fn TicketView(record: Record, back: Callback<()>) -> impl IntoView {
    let lists = Lists {
        owner: RwSignal::new(false),
        stage: RwSignal::new(false),
        priority: RwSignal::new(false),
        side: RwSignal::new(false),
    };
    let may_edit = Session::expect().may(Permission::TicketsEdit);
    let writing = Writing::new(record);
    let scroll = Scroll::new();
    if may_edit {
        follow_keys(record, lists, writing);
    }
    view! {
        <div class="ticket" class:with-side=move || lists.side.get()>
            <div class="conv">
                <Header record lists back may_edit/>
                <SaveTrouble record/>
                <ThreadView record scroll/>
                {may_edit.then(|| view! { <WritingView record writing/> })}
            </div>
            <Side record lists may_edit/>
        </div>
    }
}

/// Why the last change was not saved. What is shown is how the ticket stands.
#[component]
fn SaveTrouble(record: Record) -> impl IntoView {
    move || {
        record.save_failure.get().map(|failure| {
            view! {
                <div class="conv-banner" role="alert">
                    <Banner tone=Tone::Danger on_dismiss=move |()| record.save_failure.set(None)>
                        "The change was not saved. " {words::failure(&failure)}
                    </Banner>
                </div>
            }
        })
    }
}

/// Carries out the shortcuts of an open ticket for as long as it is shown.
fn follow_keys(record: Record, lists: Lists, writing: Writing) {
    let session = Session::expect();
    Shortcuts::expect().on(move |action| {
        match action {
            Action::Reply => writing.focus(Tab::Reply),
            Action::Note => writing.focus(Tab::Note),
            Action::Stage => lists.stage.set(true),
            Action::Assign => beside(lists, lists.owner),
            Action::Priority => beside(lists, lists.priority),
            Action::AssignToMe => record.assign(session.my_id()),
            Action::Close => record.toggle_state(),
            _ => return false,
        }
        true
    });
}

/// Opens a list of the details, and the details where they are hidden.
fn beside(lists: Lists, list: RwSignal<bool>) {
    lists.side.set(true);
    list.set(true);
}
