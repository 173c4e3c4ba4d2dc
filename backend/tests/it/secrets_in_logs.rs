//! No password, token or cookie is ever logged, however a request ends.

use diesel::prelude::*;
use portico::db::Db;
use portico::db::schema::mails as m;
use serde_json::{Value, json};

use crate::support::Anyone;
use crate::support::program::Program;
use crate::support::smtp::{MailServer, Next};
use crate::support::world::{OWNER, PASSWORD};

const WRONG: &str = "canary-password-that-is-wrong";
const CHOSEN: &str = "canary-password quiet meadow";

#[test]
fn secrets_never_reach_the_log() {
    let mails = MailServer::start();
    mails.next(&[Next::Refuse(550)]);
    let program = Program::new(|folder| format!("sqlite:{}", folder.join("portico.db").display()))
        .set("PORTICO_LOG", "debug,portico=trace")
        .set("PORTICO_SMTP_URL", &mails.url());
    program.create_owner(OWNER, PASSWORD);
    let serving = program.serve();
    let anyone = || Anyone::new(serving.address, "localhost", "support");
    let mut secrets = vec![PASSWORD.to_owned(), WRONG.to_owned(), CHOSEN.to_owned()];

    let owner = anyone().sign_in_as_staff(OWNER, PASSWORD);
    secrets.extend(owner.cookies.lock().unwrap().values().cloned());
    anyone().try_sign_in_as_staff(OWNER, WRONG).expect(401);
    anyone().try_sign_in("anna@x.test", WRONG, true).expect(401);
    let door = "/api/public/portals/support/sessions";
    let client = anyone();
    for body in [
        json!({ "email": "a@x.test", "password": WRONG, "surprise": WRONG }),
        json!({ "email": "a@x.test", "password": [WRONG] }),
        json!({ "email": WRONG, "password": 1 }),
    ] {
        client.post(door, &body).send().expect(422);
    }
    let cut = format!("{{\"password\":\"{WRONG}\"");
    client.request("POST", door).body("application/json", cut.as_bytes()).send().expect(400);
    client.request("POST", door).body("text/plain", WRONG.as_bytes()).send().expect(415);

    let contact: openapi::contacts::console::Contact =
        owner.post("/api/v1/contacts", &json!({ "email": "anna@x.test" })).send().expect(201).json();
    let portal = contact.portal_access[0].portal_id;
    // one invitation that the mail server refuses, and one that it takes
    owner.invite(contact.id, portal);
    mails.wait_for_tries(1);
    let db = Db::open(&format!("sqlite:{}", program.folder.path().join("portico.db").display()), 1).unwrap();
    let link: Option<String> = db.read_blocking(|conn| Ok(m::table.order(m::id).select(m::link).first(conn)?)).unwrap();
    secrets.push(link.unwrap().split_once("token=").unwrap().1.to_owned());
    owner.invite(contact.id, portal);
    let token = mails.receive("anna@x.test").token();
    anyone().get(&format!("/support/set-password?token={token}")).send();
    anyone().look_at_link(&token).expect(200);
    anyone().set_password(&token, "shortcanary").expect(422);
    let anna = anyone();
    anna.set_password(&token, CHOSEN).expect(200);
    anyone().set_password(&token, CHOSEN).expect(410);
    secrets.extend(anna.cookies.lock().unwrap().values().cloned());
    secrets.extend([token, "shortcanary".to_owned()]);

    let last = anyone().get("/healthz").send().expect(200).header("x-request-id").unwrap().to_owned();
    crate::support::eventually("the last request in the log", || serving.log().contains(&last).then_some(()));
    let log = serving.log();
    for secret in &secrets {
        assert!(secret.len() > 8 && !log.contains(secret.as_str()), "the log holds {secret:?}");
    }
    let lines = log.lines().filter(|line| line.starts_with('{'));
    let requests = lines.filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let requests = requests.filter(|line| line["target"] == "portico::http").count();
    assert!(requests > 15, "the log names requests: {log}");
}
