//! Every operation of staff that writes either asks for the password after ten minutes or is meant not to.

use std::collections::BTreeSet;

use openapi::problem::{Problem, ProblemCode};

use super::{Operation, address, good, operations, scene};
use crate::getting_in::open;
use crate::support::{On, on_both_databases};

on_both_databases!(what_decides_who_gets_in_needs_confirming_and_nothing_else);

/// What a session of staff left open must not do: asks for the password after ten minutes.
const CONFIRMED: [&str; 9] = [
    "update_private_content",
    "put_system_page",
    "delete_system_page",
    "put_domain_mail",
    "delete_domain_mail",
    "update_portal_access",
    "update_portal_visibility",
    "update_portal_publication",
    "delete_list",
];

/// What staff write without being asked: daily work, what has to be quick, and what keeps nothing.
const NOT_ASKED: [&str; 32] = [
    "create_ticket",
    "update_ticket",
    "put_assignment",
    "put_state",
    "create_message",
    "create_note",
    "create_participant",
    "delete_participant",
    "put_privacy",
    "create_attachment",
    "delete_attachment",
    "create_contact",
    "create_company",
    "create_invitation",
    "create_contact_password_reset",
    "put_portal_access",
    "delete_contact_sessions",
    "create_list",
    "update_list",
    "add_list_members",
    "remove_list_member",
    "preview_list_change",
    "preview_filter",
    "preview_portal_access",
    "preview_portal_visibility",
    "create_rich_text",
    "preview_domain_mail",
    "test_domain_mail",
    "create_delivery",
    "create_import",
    "put_run",
    "create_preview",
];

fn what_decides_who_gets_in_needs_confirming_and_nothing_else(on: On) {
    let app = on.start();
    open(&app);
    let scene = scene(&app);
    let owner = app.owner();
    app.pass(chrono::Duration::minutes(11));
    let own = |id: &str| matches!(id, "delete_session" | "put_session_confirmation");
    let (mut asked, mut not_asked) = (BTreeSet::new(), BTreeSet::new());
    let writes = |operation: &&Operation| {
        operation.path.starts_with("/api/v1/") && operation.method != "GET" && !own(&operation.id)
    };
    for operation in operations().iter().filter(writes) {
        let path = address(&app, &scene, operation);
        let (status, _, body) = good(&app, &owner, operation, &path).open();
        if status != 403 {
            not_asked.insert(operation.id.clone());
            continue;
        }
        let problem: Problem = serde_json::from_str(&std::io::read_to_string(body).unwrap()).unwrap();
        assert_eq!(problem.code, ProblemCode::ConfirmationNeeded, "{}", operation.id);
        // whether a portal is turned on, only the body tells
        if operation.id != "update_portal_publication" {
            let nonsense = owner.request(&operation.method, &path).body("application/json", b"{ nonsense").open().0;
            assert_eq!(nonsense, 403, "{} with a bad body", operation.id);
        }
        asked.insert(operation.id.clone());
    }
    let named = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(asked, named(&CONFIRMED));
    assert_eq!(not_asked, named(&NOT_ASKED), "a new operation that writes stands in one of the lists");
}
