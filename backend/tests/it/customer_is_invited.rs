//! Staff invite a contact; the mailed link sets a password, once, and opens the portal.

use chrono::Duration;
use openapi::contacts::console::{AccessStatus, Contact};
use openapi::problem::{FieldCode, ProblemCode};
use openapi::session::LinkPurpose;

use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, IAN, PARTNERS_HOST};
use crate::support::{On, PASSWORD, StaffClient, TestApp, on_both_databases};

const NEW_PASSWORD: &str = "quiet meadow lantern 4";

on_both_databases!(
    the_mailed_link_sets_a_password_and_opens_the_portal,
    the_link_works_once_and_looking_at_it_uses_nothing_up,
    the_newest_link_replaces_older_ones,
    a_link_expires,
    a_link_is_for_one_domain,
    weak_passwords_are_refused_with_a_reason,
    who_can_sign_in_already_is_not_invited,
    links_name_the_configured_host_whatever_a_request_says,
    the_log_shows_a_link_only_while_nobody_mails_it,
    a_link_that_no_longer_works_is_not_mailed,
);

/// Invites Ian and returns the token of the mailed link.
fn invite(app: &TestApp, by: &StaffClient, mails: &MailServer) -> String {
    by.invite(app.world.ian, app.world.support);
    mails.receive(IAN).token()
}

fn access(app: &TestApp, by: &StaffClient) -> AccessStatus {
    let contact: Contact = by.get(&by.at(&format!("/contacts/{}", app.world.ian))).send().expect(200).json();
    contact.portal_access.iter().find(|access| access.portal_id == app.world.support).unwrap().status
}

fn the_mailed_link_sets_a_password_and_opens_the_portal(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let agent = app.agent();
    assert_eq!(access(&app, &agent), AccessStatus::None);
    let invitation = agent.invite(app.world.ian, app.world.support);
    assert_eq!((invitation.status, access(&app, &agent)), (AccessStatus::Invited, AccessStatus::Invited));
    let letter = mails.receive(IAN);
    assert_eq!(letter.header("Subject"), "Your access to Harbour Support");
    assert_eq!(letter.from, "support@portico.test");
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    assert!(letter.link().starts_with("http://localhost:8080/support/set-password?token="), "{}", letter.link());
    assert!(letter.text.contains("Hello Ian Frost") && letter.text.contains("7 days"), "{}", letter.text);
    let ian = app.anyone();
    ian.set_password(&letter.token(), NEW_PASSWORD).expect(200);
    let ian = ian.now_a_customer();
    assert_eq!((ian.me().email.as_str(), ian.me().organization.as_deref()), (IAN, Some("Brightside Bakery")));
    assert_eq!(access(&app, &agent), AccessStatus::Active);
    app.anyone().sign_in(IAN, NEW_PASSWORD);
}

fn the_link_works_once_and_looking_at_it_uses_nothing_up(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let token = invite(&app, &app.agent(), &mails);
    let anyone = app.anyone();
    // what a mail scanner does
    for method in ["GET", "HEAD"] {
        anyone.request(method, &format!("/support/set-password?token={token}")).open();
        anyone.request(method, &anyone.at("/passwords")).open();
    }
    for _ in 0..2 {
        let link = anyone.link(&token);
        assert_eq!((link.purpose, link.email.as_str()), (LinkPurpose::Invitation, IAN));
    }
    anyone.set_password(&token, NEW_PASSWORD).expect(200);
    let again = app.anyone();
    assert_eq!(again.look_at_link(&token).expect(410).problem().code, ProblemCode::TokenInvalid);
    assert_eq!(again.set_password(&token, PASSWORD).expect(410).problem().code, ProblemCode::TokenInvalid);
    again.set_password("nonsense", NEW_PASSWORD).expect(410);
    app.anyone().sign_in(IAN, NEW_PASSWORD);
}

fn the_newest_link_replaces_older_ones(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let agent = app.agent();
    let (first, second) = (invite(&app, &agent, &mails), invite(&app, &agent, &mails));
    assert_ne!(first, second);
    app.anyone().set_password(&first, NEW_PASSWORD).expect(410);
    app.anyone().set_password(&second, NEW_PASSWORD).expect(200);
}

fn a_link_expires(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let token = invite(&app, &app.agent(), &mails);
    app.pass(Duration::days(7) - Duration::minutes(1));
    app.anyone().look_at_link(&token).expect(200);
    app.pass(Duration::minutes(2));
    app.anyone().look_at_link(&token).expect(410);
    app.anyone().set_password(&token, NEW_PASSWORD).expect(410);
}

fn a_link_is_for_one_domain(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let token = invite(&app, &app.agent(), &mails);
    app.anyone_at(PARTNERS_HOST, "partners").set_password(&token, NEW_PASSWORD).expect(410);
    app.anyone_at("localhost", "help").look_at_link(&token).expect(200);
}

fn weak_passwords_are_refused_with_a_reason(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let token = invite(&app, &app.agent(), &mails);
    for (password, code) in [
        ("", FieldCode::Required),
        ("short", FieldCode::TooShort),
        ("elevenchars", FieldCode::TooShort),
        (&*"x".repeat(1025), FieldCode::TooLong),
        ("passwordpassword", FieldCode::WeakPassword),
        ("aaaaaaaaaaaaaaaa", FieldCode::WeakPassword),
        ("ian.frost@brightside", FieldCode::WeakPassword),
        ("harbour support", FieldCode::WeakPassword),
    ] {
        let refused = app.anyone().set_password(&token, password).expect(422).problem();
        assert_eq!((refused.fields[0].pointer.as_str(), refused.fields[0].code), ("/password", code), "{password}");
        assert!(refused.fields[0].message.ends_with('.'), "{password}");
    }
    // the link still works, and the same letters typed on another keyboard are the same password
    app.anyone().set_password(&token, "cafe\u{301} unter linden 7").expect(200);
    app.anyone().sign_in(IAN, "caf\u{e9} unter linden 7");
}

fn who_can_sign_in_already_is_not_invited(on: On) {
    let app = on.start();
    let (agent, world) = (app.agent(), &app.world);
    assert_eq!(agent.try_invite(world.anna, world.support).expect(409).problem().code, ProblemCode::Conflict);
    agent.try_invite(openapi::id::ContactId(999_999), world.support).expect(404);
    let refused = agent.try_invite(world.ian, openapi::id::PortalId(999_999)).expect(422).problem();
    assert_eq!(refused.fields[0].pointer, "/portal_id");
    app.viewer().try_invite(world.ian, world.support).expect(403);
    // on another domain Anna is a stranger
    agent.try_invite(world.anna, world.partners).expect(201);
    assert_eq!(app.anna().me().email, ANNA);
}

fn links_name_the_configured_host_whatever_a_request_says(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let anyone = app.anyone();
    let body = serde_json::json!({ "email": ANNA });
    let path = anyone.at("/password-resets");
    let forged = anyone.post(&path, &body).header("host", "evil.test").header("x-forwarded-host", "evil.test");
    assert_eq!(forged.send().expect(421).problem().code, ProblemCode::UnknownHost);
    for header in ["x-forwarded-host", "forwarded", "x-host", "x-original-url", "x-forwarded-server"] {
        anyone.post(&path, &body).header(header, "host=evil.test").send().expect(202);
        let letter = mails.receive(ANNA);
        assert!(letter.link().starts_with("http://localhost:8080/support/"), "{header}: {}", letter.link());
        assert!(!letter.text.contains("evil"), "{header}");
    }
    // a port is not part of the question
    anyone.post(&path, &body).header("host", "localhost:1").without("origin").send().expect(202);
    assert!(mails.receive(ANNA).link().starts_with("http://localhost:8080/"));
    // a portal on a domain of its own is linked to there
    let agent = app.agent();
    agent.invite(app.world.ian, app.world.partners);
    assert!(mails.receive(IAN).link().starts_with("https://partners.test/partners/set-password?token="));
}

fn the_log_shows_a_link_only_while_nobody_mails_it(on: On) {
    let mut app = on.start();
    app.agent().invite(app.world.ian, app.world.support);
    let owner = app.owner();
    let id = owner.mails()[0].id;
    assert!(owner.mail(id).text.contains("/set-password?token="), "somebody has to hand it over");
    drop(owner);
    let mails = MailServer::start();
    let url = mails.url();
    app.restart_with(|config| config.smtp_url = Some(crate::support::app::secret(&url)));
    let token = mails.receive(IAN).token();
    let owner = app.owner();
    let shown = crate::support::eventually("the mail counts as sent", || {
        let mail = owner.mail(id);
        (mail.summary.status == openapi::mails::MailStatus::Sent).then_some(mail.text)
    });
    assert!(!shown.contains(&token) && shown.contains("[a link for the recipient only]"), "{shown}");
    assert_eq!(owner.send_again(id).expect(409).problem().code, ProblemCode::Conflict, "its link is forgotten");
}

fn a_link_that_no_longer_works_is_not_mailed(on: On) {
    let mut app = on.start();
    let (agent, owner) = (app.agent(), app.owner());
    agent.invite(app.world.ian, app.world.support);
    let replaced = owner.mails()[0].id;
    agent.invite(app.world.ian, app.world.support);
    let used = owner.mails()[0].id;
    assert_eq!(owner.send_again(replaced).expect(409).problem().code, ProblemCode::Conflict);
    owner.send_again(used).expect(202);
    // somebody hands it over before there is a mail server
    let text = owner.mail(used).text;
    let token: String = text.split_once("token=").unwrap().1.chars().take_while(|c| !c.is_whitespace()).collect();
    app.anyone().set_password(&token, NEW_PASSWORD).expect(200);
    let refused = owner.send_again(used).expect(409).problem();
    assert!(refused.detail.contains("Send a new invitation"), "{}", refused.detail);
    let mails = MailServer::start();
    let url = mails.url();
    app.restart_with(|config| config.smtp_url = Some(crate::support::app::secret(&url)));
    let owner = app.owner();
    for id in [replaced, used] {
        let given_up = crate::support::eventually("the mail is given up", || {
            let mail = owner.mail(id);
            (mail.summary.status == openapi::mails::MailStatus::Failed).then_some(mail)
        });
        assert_eq!(given_up.last_error.as_deref(), Some("The link in it no longer works."));
    }
    assert_eq!(mails.letters().len(), 0);
}
