//! Members of a portal's lists are invited: after two minutes, once, and at a set rate.

use chrono::Duration;
use diesel::prelude::*;
use openapi::contacts::console::NewContact;
use openapi::id::ContactId;
use openapi::portals::console::InvitationState;
use portico::db::schema::{mails as m, memberships as ms, portal_lists as pl};
use portico::db::{Json, Ts};
use serde_json::json;

use crate::lists::only;
use crate::support::app::secret;
use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, IAN, PIA};
use crate::support::{On, TestApp, eventually, on_both_databases};

on_both_databases!(
    members_are_invited_after_two_minutes,
    taking_the_list_off_in_time_invites_nobody,
    turning_the_portal_off_in_time_invites_nobody,
    whoever_joins_later_is_invited_once,
    an_invitation_goes_on_where_it_stopped_at_the_set_rate,
    an_answer_waits_behind_no_invitation,
);

/// To whom registration mails were written, in the order of their writing.
fn written(app: &TestApp) -> Vec<String> {
    app.look(|conn| Ok(m::table.order(m::id).select(m::recipient).load(conn)?))
}

fn done(app: &TestApp) {
    let owner = app.owner();
    eventually("everybody is invited", || {
        (owner.portal(app.world.support).access.lists[0].invitation == InvitationState::Done).then_some(())
    });
}

/// Long enough for the job that is due to have run.
fn settle() {
    std::thread::sleep(std::time::Duration::from_millis(1_500));
}

fn members_are_invited_after_two_minutes(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let (owner, world) = (app.owner(), &app.world);
    let list = owner.list_of("Some", &[world.anna, world.ian]);
    let shown = owner.let_in(world.support, &[list]);
    assert_eq!((shown.access.lists[0].invitation, shown.access.lists[0].invited), (InvitationState::Planned, 0));
    app.pass(Duration::seconds(115));
    settle();
    assert!(written(&app).is_empty());
    app.pass(Duration::seconds(6));
    let letter = mails.receive(IAN);
    assert_eq!(letter.header("Subject"), "Your access to Harbour Support");
    done(&app);
    assert_eq!(written(&app), [IAN], "{ANNA} has a password");
    assert_eq!(owner.portal(world.support).access.lists[0].invited, 1);
    app.anyone().set_password(&letter.token(), "quiet meadow lantern 4").expect(200);
}

fn taking_the_list_off_in_time_invites_nobody(on: On) {
    let app = on.start();
    let (owner, world) = (app.owner(), &app.world);
    let list = owner.list_of("Some", &[world.ian]);
    owner.let_in(world.support, &[list]);
    owner.set_portal(world.support, "access", &json!({ "kind": "everyone" })).expect(200);
    app.pass(Duration::seconds(100));
    // a second try has its own two minutes
    owner.let_in(world.support, &[list]);
    app.pass(Duration::seconds(60));
    settle();
    assert!(written(&app).is_empty());
    app.pass(Duration::seconds(61));
    done(&app);
    assert_eq!(written(&app), [IAN]);
}

fn turning_the_portal_off_in_time_invites_nobody(on: On) {
    let app = on.start();
    let (owner, world) = (app.owner(), &app.world);
    let list = owner.list_of("Some", &[world.ian]);
    owner.let_in(world.support, &[list]);
    owner.set_portal(world.support, "publication", &json!({ "is_on": false })).expect(200);
    assert_eq!(owner.portal(world.support).access.lists[0].invitation, InvitationState::Off);
    app.pass(Duration::minutes(5));
    settle();
    assert!(written(&app).is_empty());
    owner.set_portal(world.support, "publication", &json!({ "is_on": true })).expect(200);
    assert_eq!(owner.portal(world.support).access.lists[0].invitation, InvitationState::Planned);
    app.pass(Duration::minutes(3));
    done(&app);
    assert_eq!(written(&app), [IAN]);
}

fn whoever_joins_later_is_invited_once(on: On) {
    let app = on.start();
    let (owner, world) = (app.owner(), &app.world);
    let list = owner.list_of("Some", &[world.pia]);
    let also = owner.active_list("Also", &only("email", "is_any_of", json!([PIA, ANNA])));
    // two portals on one domain: an invitation into one opens both
    let help = openapi::id::PortalId(world.support.0 + 1);
    owner.let_in(world.support, &[list, also]);
    owner.let_in(help, &[list]);
    app.pass(Duration::minutes(3));
    done(&app);
    owner.put_on(list, &[world.ian]);
    app.pass(Duration::minutes(2));
    eventually("Ian is invited", || written(&app).contains(&IAN.to_owned()).then_some(()));
    owner.take_off(list, world.ian).expect(204);
    owner.put_on(list, &[world.ian]);
    for _ in 0..3 {
        app.pass(Duration::minutes(2));
        settle();
    }
    assert_eq!(written(&app), [PIA, IAN]);
    assert_eq!(
        owner.portal(world.support).access.lists.iter().map(|list| list.invited).sum::<u64>()
            + owner.portal(help).access.lists[0].invited,
        2
    );
}

/// Contacts that are on no list yet.
fn strangers(app: &TestApp, count: usize) -> Vec<ContactId> {
    app.change(|conn, now| {
        let contact = |nth: usize| {
            let new = NewContact {
                email: format!("stranger{nth:05}@x.test"),
                first_name: "Stranger".into(),
                last_name: nth.to_string(),
                phone: None,
                company_id: None,
            };
            portico::contacts::change::create(conn, &new, Json(json!({})), now)
        };
        (0..count).map(contact).collect()
    })
}

fn an_invitation_goes_on_where_it_stopped_at_the_set_rate(on: On) {
    let mut app = on.start_with(|config| config.invitations_per_second = 50);
    let owner = app.owner();
    strangers(&app, 1_200);
    let list = owner.active_list("Strangers", &only("email", "starts_with", json!("stranger")));
    owner.let_in(app.world.support, &[list]);
    let before = app.parts.clock.now();
    app.pass(Duration::seconds(121));
    let count = |app: &TestApp| -> i64 { app.look(|conn| Ok(m::table.count().get_result(conn)?)) };
    eventually("the first batch", || (count(&app) == 500).then_some(()));
    settle();
    assert_eq!(count(&app), 500, "the next batch waits until the mails of this one are sent");
    // the server dies in the middle of its life, with the job's claim left behind
    app.stop();
    app.change(|conn, now| {
        use portico::db::schema::jobs as j;
        let claimed = (j::lease_until.eq(Some(now + Duration::minutes(5))), j::run_at.eq(now));
        diesel::update(j::table.filter(j::kind.eq("invite_list"))).set(claimed).execute(conn)?;
        Ok(())
    });
    app.restart_with(|_| {});
    app.pass(Duration::minutes(6));
    eventually("the second batch", || (count(&app) == 1_000).then_some(()));
    app.pass(Duration::seconds(11));
    done(&app);
    assert_eq!(count(&app), 1_200);
    // nobody twice, and no more than fifty in any second
    let mut recipients = written(&app);
    recipients.sort();
    recipients.dedup();
    assert_eq!(recipients.len(), 1_200);
    let due: Vec<Option<Ts>> =
        app.look(|conn| Ok(m::table.order(m::next_attempt_at).select(m::next_attempt_at).load(conn)?));
    let due: Vec<i64> = due.into_iter().map(|due| due.unwrap().micros()).collect();
    assert!(due[0] >= (before + Duration::minutes(2)).micros());
    assert!(due.windows(51).all(|some| some[50] - some[0] >= 1_000_000));
    let invited: i64 = app.look(|conn| Ok(ms::table.filter(ms::status.eq("invited")).count().get_result(conn)?));
    let counted: i64 = app.look(|conn| Ok(pl::table.select(pl::invited_count).first(conn)?));
    assert_eq!((invited, counted), (1_200, 1_200));
}

/// A thousand invitations are under way, at twenty a second for the whole installation.
fn an_answer_waits_behind_no_invitation(on: On) {
    let mails = MailServer::start();
    let url = mails.url();
    let app = on.start_with(|config| config.smtp_url = Some(secret(&url)));
    let (owner, agent) = (app.owner(), app.agent());
    strangers(&app, 1_000);
    let many = owner.active_list("Strangers", &only("email", "starts_with", json!("stranger")));
    let few = owner.list_of("Few", &[app.world.ian]);
    // who can sign in already gets answers, and no invitation
    let known = owner.list_of("Known", &[app.world.anna]);
    owner.let_in(app.world.support, &[many, known]);
    owner.let_in(openapi::id::PortalId(app.world.support.0 + 1), &[few]);
    let count = |app: &TestApp| -> i64 {
        app.look(|conn| Ok(ms::table.filter(ms::status.eq("invited")).count().get_result(conn)?))
    };
    let before = count(&app);
    app.pass(Duration::seconds(125));
    eventually("the first batch", || (count(&app) - before == 500).then_some(()));
    // all of them are due by now, and were written before the answer
    app.pass(Duration::seconds(30));
    let ticket = agent.file_for(app.world.anna, "The oven is cold", "").summary.id;
    agent.reply(ticket, "Is it plugged in?");
    assert!(mails.receive(ANNA).text.contains("Is it plugged in?"));
    app.anyone().ask_for_reset(ANNA).expect(202);
    mails.receive(ANNA).token();
    assert!(mails.letters().len() < 400, "invitations still wait: {} were sent", mails.letters().len());
    assert_eq!(count(&app) - before, 500, "neither the rest nor another list is invited before these are sent");
    // as if the mail server had been asked to take each of them
    let tried = || {
        app.change(|conn, _| {
            use portico::db::schema::jobs as j;
            let waiting = j::table.filter(j::kind.eq("deliver_invitation"));
            diesel::update(waiting).set(j::attempts.eq(1)).execute(conn)?;
            Ok(())
        });
        app.pass(Duration::seconds(1));
    };
    eventually("everybody is invited", || {
        tried();
        (count(&app) - before == 1_001).then_some(())
    });
    let invited = |to: &str| to.starts_with("stranger") || to == IAN;
    let mut recipients: Vec<String> = written(&app).into_iter().filter(|to| invited(to)).collect();
    recipients.sort();
    recipients.dedup();
    let all = written(&app).into_iter().filter(|to| invited(to)).count();
    assert_eq!((recipients.len(), all), (1_001, 1_001), "nobody twice");
}
