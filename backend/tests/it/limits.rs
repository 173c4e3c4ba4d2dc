//! What somebody may do only so often, and what they are told then.

use openapi::contacts::console::Invitation;
use openapi::problem::ProblemCode;
use openapi::tickets::console::{NewMessage, NewNote};
use serde_json::json;

use crate::support::smtp::MailServer;
use crate::support::world::{ANNA, IAN};
use crate::support::{Answer, On, PASSWORD, TestApp, on_both_databases};

on_both_databases!(
    staff_answer_and_note_so_often,
    staff_file_and_invite_so_often,
    staff_search_so_often_wherever_they_search,
    looking_for_a_good_password_leaves_sign_in_alone,
    an_invitation_is_repeated_without_harm,
);

fn limited(on: On) -> TestApp {
    on.start_with(|config| config.rate_limits = true)
}

/// Asks until it is too often, and returns how often it was not.
#[track_caller]
fn so_often(mut ask: impl FnMut() -> Answer) -> u32 {
    for count in 0..200 {
        let answer = ask();
        if answer.status == 429 {
            assert_eq!(answer.problem().code, ProblemCode::RateLimited);
            let header =
                |name: &str| answer.header(name).unwrap_or_else(|| panic!("no {name}")).parse::<u32>().unwrap();
            assert!(header("ratelimit-limit") <= count, "{count}");
            assert_eq!(header("ratelimit-remaining"), 0);
            assert!(header("ratelimit-reset") > 0 && header("ratelimit-reset") == header("retry-after"));
            return count;
        }
        assert!(matches!(answer.status, 200 | 201 | 409), "{}: {}", answer.asked, answer.text());
    }
    panic!("there is no limit");
}

fn staff_answer_and_note_so_often(on: On) {
    let app = limited(on);
    let (agent, owner) = (app.agent(), app.owner());
    let id = app.anna().file("The oven is cold", "…").id;
    assert!(so_often(|| agent.try_reply(id, &NewMessage { text: "x".into(), ..Default::default() })) >= 20);
    let note = agent.at(&format!("/tickets/{id}/notes"));
    agent.post(&note, &NewNote { text: "x".into(), ..Default::default() }).send().expect(429);
    owner.note(id, "Somebody else may.");
}

fn staff_file_and_invite_so_often(on: On) {
    let app = limited(on);
    let agent = app.agent();
    let new = json!({ "subject": "x", "contact_id": app.world.anna, "source": "phone" });
    assert!(so_often(|| agent.post(&agent.at("/tickets"), &new).send()) >= 120);
    assert!(so_often(|| agent.try_invite(app.world.anna, app.world.support)) >= 120);
}

fn staff_search_so_often_wherever_they_search(on: On) {
    let app = limited(on);
    let (agent, owner) = (app.agent(), app.owner());
    assert!(so_often(|| agent.get(&agent.at("/tickets?q=oven")).send()) >= 60);
    agent.get(&agent.at("/tickets")).send().expect(200);
    assert!(so_often(|| owner.get(&owner.at("/contacts?q=anna")).send()) >= 60);
    owner.get(&owner.at("/contacts")).send().expect(200);
    owner.get(&owner.at("/companies?q=bakery")).send().expect(429);
    owner.get(&owner.at("/companies")).send().expect(200);
}

fn looking_for_a_good_password_leaves_sign_in_alone(on: On) {
    let mails = MailServer::start();
    let url = mails.url();
    let app = on.start_with(move |config| {
        config.rate_limits = true;
        config.smtp_url = Some(crate::support::app::secret(&url));
    });
    let anyone = app.anyone();
    anyone.ask_for_reset(ANNA).expect(202);
    let token = mails.receive(ANNA).token();
    for _ in 0..15 {
        anyone.set_password(&token, "passwordpassword").expect(422);
    }
    app.anyone().sign_in(ANNA, PASSWORD);
    let ask = || anyone.set_password(&token, "passwordpassword").status;
    assert!((0..40).any(|_| ask() == 429), "but not for ever");
}

fn an_invitation_is_repeated_without_harm(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let agent = app.agent();
    let path = agent.at(&format!("/contacts/{}/invitations", app.world.ian));
    let invite = |key: &str, portal| {
        let body = json!({ "portal_id": portal });
        agent.post(&path, &body).header("idempotency-key", key).send()
    };
    let first: Invitation = invite("once", app.world.support).expect(201).json();
    let again: Invitation = invite("once", app.world.support).expect(201).json();
    assert_eq!(first, again);
    invite("once", app.world.partners).expect(422);
    let token = mails.receive(IAN).token();
    app.anyone().look_at_link(&token).expect(200);
    assert_eq!(app.owner().mails().len(), 1);
}
