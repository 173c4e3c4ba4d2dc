//! What staff see and decide of a contact's access.

use openapi::contacts::access::{ContactConsent, ContactSession};
use openapi::contacts::console::{AccessStatus, Contact, PortalAccess, PortalEntry};
use openapi::id::{ContactId, PortalId};
use openapi::problem::{FieldCode, ProblemCode};
use serde_json::json;

use super::{CHOSEN, application, ask_consent, open, send, verify};
use crate::support::events::News;
use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, IAN, PARTNERS_HOST};
use crate::support::{Answer, On, PASSWORD, StaffClient, on_both_databases};

on_both_databases!(
    a_blocked_contact_is_out_at_once_and_can_be_let_in_again,
    blocking_keeps_out_whoever_was_never_in,
    staff_send_a_reset,
    staff_sign_a_contact_out_everywhere,
    signing_out_everywhere_takes_back_mailed_links,
    staff_see_what_was_agreed_to,
    staff_see_which_portals_are_meant_for_a_contact,
);

pub fn decide(by: &StaffClient, contact: ContactId, portal: PortalId, status: &str) -> Answer {
    by.put(&by.at(&format!("/contacts/{contact}/portal-access/{portal}")), &json!({ "status": status })).send()
}

fn a_blocked_contact_is_out_at_once_and_can_be_let_in_again(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let (anna, agent) = (app.anna(), app.agent());
    let stream = anna.events();
    app.anyone().ask_for_reset(ANNA).expect(202);
    let reset = mails.receive(ANNA).token();
    let access: PortalAccess = decide(&agent, app.world.anna, app.world.support, "blocked").expect(200).json();
    assert_eq!(access.status, AccessStatus::Blocked);
    anna.who_am_i().expect(401);
    let farewell = stream.next(std::time::Duration::from_secs(5));
    let revoked = r#"{"revoked":true}"#;
    assert!(
        matches!(&farewell, News::Event(event) if event.name == "signed_out" && event.data == revoked),
        "{farewell:?}"
    );
    app.anyone().try_sign_in(ANNA, PASSWORD, false).expect(401);
    app.anyone().set_password(&reset, CHOSEN).expect(410);
    // the other portal of the domain as well
    app.anyone_at("localhost", "help").try_sign_in(ANNA, PASSWORD, false).expect(401);
    decide(&agent, app.world.anna, app.world.support, "blocked").expect(200);
    let access: PortalAccess = decide(&agent, app.world.anna, app.world.support, "active").expect(200).json();
    assert_eq!(access.status, AccessStatus::Active);
    anna.who_am_i().expect(401);
    app.pass(chrono::Duration::seconds(5));
    app.anna().who_am_i().expect(200);
}

fn blocking_keeps_out_whoever_was_never_in(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    let agent = app.agent();
    assert_eq!(
        decide(&agent, app.world.ian, app.world.support, "active").expect(409).problem().code,
        ProblemCode::Conflict
    );
    let early = app.anyone();
    super::register(&early, IAN).expect(202);
    let token = mails.receive(IAN).token();
    decide(&agent, app.world.ian, app.world.support, "blocked").expect(200);
    verify(&early, &token).expect(410);
    agent.try_invite(app.world.ian, app.world.support).expect(409);
    let access: PortalAccess = decide(&agent, app.world.ian, app.world.support, "active").expect(200).json();
    assert_eq!(access.status, AccessStatus::Invited, "no password yet");
    agent.invite(app.world.ian, app.world.support);
    decide(&agent, ContactId(999_999), app.world.support, "blocked").expect(404);
    decide(&agent, app.world.ian, PortalId(999_999), "blocked").expect(404);
    let contact: Contact = agent.get(&agent.at(&format!("/contacts/{}", app.world.ian))).send().expect(200).json();
    let elsewhere = contact.portal_access.iter().find(|access| access.portal_id == app.world.partners).unwrap();
    assert_eq!(elsewhere.status, AccessStatus::None);
}

fn staff_send_a_reset(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let agent = app.agent();
    let reset = |contact: ContactId, portal: PortalId| {
        let path = agent.at(&format!("/contacts/{contact}/password-resets"));
        agent.post(&path, &json!({ "portal_id": portal })).send()
    };
    reset(app.world.anna, app.world.support).expect(202);
    app.anyone().set_password(&mails.receive(ANNA).token(), CHOSEN).expect(200);
    assert_eq!(reset(app.world.ian, app.world.support).expect(409).problem().code, ProblemCode::Conflict);
    decide(&agent, app.world.anna, app.world.support, "blocked").expect(200);
    reset(app.world.anna, app.world.support).expect(409);
    reset(ContactId(999_999), app.world.support).expect(404);
    let refused = reset(app.world.anna, PortalId(999_999)).expect(422).problem();
    assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), ("/portal_id", FieldCode::Unknown));
}

fn staff_sign_a_contact_out_everywhere(on: On) {
    let app = on.start();
    let (anna, phone, ben) = (app.anna(), app.anna(), app.ben());
    let agent = app.agent();
    let path = agent.at(&format!("/contacts/{}/sessions", app.world.anna));
    let sessions: Vec<ContactSession> = agent.get(&path).send().expect(200).json();
    assert_eq!(sessions.len(), 2);
    assert_eq!((sessions[0].host.as_str(), sessions[0].device.as_str()), ("localhost", "Unknown device"));
    agent.delete(&path).send().expect(204);
    for gone in [&anna, &phone] {
        gone.who_am_i().expect(401);
    }
    ben.who_am_i().expect(200);
    app.anna();
    agent.get(&agent.at("/contacts/999999/sessions")).send().expect(404);
    agent.delete(&agent.at("/contacts/999999/sessions")).send().expect(404);
}

fn signing_out_everywhere_takes_back_mailed_links(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let agent = app.agent();
    app.anyone().ask_for_reset(ANNA).expect(202);
    let reset = mails.receive(ANNA).token();
    agent.invite(app.world.ian, app.world.support);
    for contact in [app.world.anna, app.world.ian] {
        agent.delete(&agent.at(&format!("/contacts/{contact}/sessions"))).send().expect(204);
    }
    app.anyone().set_password(&reset, CHOSEN).expect(410);
    let invitation = mails.receive(IAN).token();
    app.anyone().set_password(&invitation, CHOSEN).expect(200);
}

fn staff_see_what_was_agreed_to(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    open(&app);
    ask_consent(&app, 2, "We keep your name.", "I agree.");
    let ian = app.anyone();
    let mut body = application(IAN);
    body["consent_version"] = json!(2);
    send(&ian, "/registrations", &body).expect(202);
    let agent = app.agent();
    let path = agent.at(&format!("/contacts/{}/consents", app.world.ian));
    let consents = || -> Vec<ContactConsent> { agent.get(&path).send().expect(200).json() };
    assert!(consents().is_empty(), "not before the address is confirmed");
    verify(&ian, &mails.receive(IAN).token()).expect(200);
    let kept = consents();
    assert_eq!((kept.len(), kept[0].version, kept[0].host.as_str()), (1, 2, "localhost"));
    assert_eq!((kept[0].notice.as_str(), kept[0].label.as_str()), ("We keep your name.", "I agree."));
    agent.get(&agent.at("/contacts/999999/consents")).send().expect(404);
}

fn staff_see_which_portals_are_meant_for_a_contact(on: On) {
    let app = on.start();
    let (owner, agent, world) = (app.owner(), app.agent(), &app.world);
    let entries = |contact: ContactId| -> Vec<(String, PortalEntry)> {
        let contact: Contact = agent.get(&agent.at(&format!("/contacts/{contact}"))).send().expect(200).json();
        contact.portal_access.into_iter().map(|access| (access.host, access.entry)).collect()
    };
    let localhost = || "localhost".to_owned();
    let elsewhere = (PARTNERS_HOST.to_owned(), PortalEntry::Open);
    let open = (localhost(), PortalEntry::Open);
    assert_eq!(entries(world.ian), [open.clone(), open.clone(), elsewhere.clone()], "whoever was never invited, too");
    let list = owner.list_of("Managers", &[world.anna]);
    owner.let_in(world.support, &[list]);
    assert_eq!(entries(world.anna)[0], open);
    assert_eq!(entries(world.ian), [(localhost(), PortalEntry::NotListed), open, elsewhere]);
    owner.set_portal(world.support, "publication", &json!({ "is_on": false })).expect(200);
    assert_eq!(entries(world.anna)[0], (localhost(), PortalEntry::Off));
}
