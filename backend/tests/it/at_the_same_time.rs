//! Two who do the same thing at the same moment: the second is told what it would have been told a
//! moment later.

use std::time::Duration;

use diesel::prelude::*;
use openapi::problem::{FieldCode, ProblemCode};
use portico::db::{Conn, migrate};
use serde_json::json;

use crate::support::world::{self, IAN};
use crate::support::{On, on_both_databases};

on_both_databases!(a_contact_is_created_once, a_contact_is_invited_once, a_migration_waits_for_another_servers,);

const A_MOMENT: Duration = Duration::from_millis(300);

fn a_contact_is_created_once(on: On) {
    let app = on.start();
    let agent = app.agent();
    let email = "new@mail.test";
    let answer = app.meanwhile(
        A_MOMENT,
        |conn, now| world::contact(conn, ("New", "One"), email, None, now).map(drop),
        || agent.post(&agent.at("/contacts"), &json!({ "email": email })).send(),
    );
    let field = answer.expect(422).problem().fields.remove(0);
    assert_eq!((field.pointer.as_str(), field.code), ("/email", FieldCode::Taken));
}

fn a_contact_is_invited_once(on: On) {
    let app = on.start();
    let agent = app.agent();
    let invite = |conn: &mut Conn, now| {
        let place = portico::portals::read::place(conn, app.world.support, "http://localhost:8080")?;
        portico::memberships::change::invite(conn, app.world.ian, &place, &portico::audit::By::system(), now).map(drop)
    };
    let answer = app.meanwhile(A_MOMENT, invite, || agent.try_invite(app.world.ian, app.world.support));
    match on {
        // writers take turns: it is invited again
        On::Sqlite => drop(answer.expect(201)),
        On::Postgres => assert_eq!(answer.expect(409).problem().code, ProblemCode::Conflict),
    }
    agent.invite(app.world.ian, app.world.support);
    assert!(app.owner().mails().iter().all(|mail| mail.recipient == IAN));
}

/// A server that starts while another one migrates waits for longer than any request would.
fn a_migration_waits_for_another_servers(on: On) {
    if on == On::Sqlite {
        return;
    }
    let app = on.start();
    let lock = i64::from_be_bytes(*b"\0portico");
    let other = |conn: &mut Conn, _| {
        let lock = diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<diesel::sql_types::BigInt, _>(lock);
        lock.execute(conn)?;
        Ok(())
    };
    let ran = app.meanwhile(Duration::from_secs(6), other, || migrate::run(&app.parts.db));
    assert!(ran.unwrap().is_empty());
}
