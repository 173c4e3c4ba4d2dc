//! The tables as diesel sees them. Written by hand beside the twin migrations; a test compares both
//! databases with each other and with this file.

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    account (id) {
        id -> BigInt,
        name -> Text,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::JsonSql;
    roles (id) {
        id -> BigInt,
        name -> Text,
        permissions -> JsonSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    users (id) {
        id -> BigInt,
        email -> Text,
        name -> Text,
        password_hash -> Text,
        role_id -> BigInt,
        active -> Bool,
        created_at -> TsSql,
        last_sign_in_at -> Nullable<TsSql>,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    companies (id) {
        id -> BigInt,
        name -> Text,
        sort_name -> Text,
        domains -> JsonSql,
        created_at -> TsSql,
        properties -> JsonSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    contacts (id) {
        id -> BigInt,
        email -> Text,
        first_name -> Text,
        last_name -> Text,
        sort_name -> Text,
        phone -> Nullable<Text>,
        properties -> JsonSql,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    company_contacts (contact_id, company_id) {
        contact_id -> BigInt,
        company_id -> BigInt,
        is_primary -> Bool,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    domains (id) {
        id -> BigInt,
        host -> Text,
        language -> Text,
        is_default -> Bool,
        created_at -> TsSql,
        self_registration -> Bool,
        magic_link -> Bool,
        idle_minutes -> BigInt,
        company_name -> Text,
        admin_email -> Text,
        consent_notice -> Text,
        consent_label -> Text,
        consent_version -> BigInt,
        pages -> JsonSql,
        mails -> JsonSql,
        version -> BigInt,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    inboxes (id) {
        id -> BigInt,
        name -> Text,
        address -> Text,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    pipelines (id) {
        id -> BigInt,
        name -> Text,
        position -> BigInt,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    stages (id) {
        id -> BigInt,
        pipeline_id -> BigInt,
        name -> Text,
        state -> Text,
        position -> BigInt,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    portals (id) {
        id -> BigInt,
        domain_id -> BigInt,
        slug -> Text,
        name -> Text,
        ticket_permission -> Text,
        inbox_id -> BigInt,
        pipeline_id -> BigInt,
        categories -> JsonSql,
        is_on -> Bool,
        created_at -> TsSql,
        access -> Text,
        ticket_filter -> Nullable<JsonSql>,
        company_filter -> Nullable<JsonSql>,
        version -> BigInt,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    memberships (id) {
        id -> BigInt,
        contact_id -> BigInt,
        domain_id -> BigInt,
        status -> Text,
        password_hash -> Nullable<Text>,
        email_verified_at -> Nullable<TsSql>,
        created_at -> TsSql,
        last_sign_in_at -> Nullable<TsSql>,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    sessions (id) {
        id -> BigInt,
        token_hash -> Binary,
        user_id -> Nullable<BigInt>,
        membership_id -> Nullable<BigInt>,
        created_at -> TsSql,
        last_seen_at -> TsSql,
        idle_seconds -> BigInt,
        ends_at -> TsSql,
        ip -> Text,
        user_agent -> Text,
        preview_portal_id -> Nullable<BigInt>,
        preview_contact_id -> Nullable<BigInt>,
        preview_of_session_id -> Nullable<BigInt>,
        confirmed_at -> Nullable<TsSql>,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    links (id) {
        id -> BigInt,
        token_hash -> Binary,
        purpose -> Text,
        membership_id -> BigInt,
        created_at -> TsSql,
        expires_at -> TsSql,
        used_at -> Nullable<TsSql>,
        data -> Nullable<JsonSql>,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    known_devices (token_hash) {
        token_hash -> Binary,
        realm -> Text,
        email -> Text,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    sign_in_tries (realm, email) {
        realm -> Text,
        email -> Text,
        failures -> BigInt,
        recent -> BigInt,
        recent_since -> TsSql,
        last_failed_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::JsonSql;
    property_definitions (id) {
        id -> BigInt,
        object -> Text,
        name -> Text,
        label -> Text,
        kind -> Text,
        options -> JsonSql,
        position -> BigInt,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    tickets (id) {
        id -> BigInt,
        subject -> Text,
        pipeline_id -> BigInt,
        stage_id -> BigInt,
        state -> Text,
        priority -> Nullable<Text>,
        category -> Nullable<Text>,
        source -> Text,
        owner_id -> Nullable<BigInt>,
        requester_id -> Nullable<BigInt>,
        company_id -> Nullable<BigInt>,
        inbox_id -> BigInt,
        snippet -> Text,
        awaiting_team -> Bool,
        created_at -> TsSql,
        last_activity_at -> TsSql,
        customer_activity_at -> TsSql,
        team_message_at -> Nullable<TsSql>,
        closed_at -> Nullable<TsSql>,
        properties -> JsonSql,
        import_key -> Nullable<Text>,
        is_private -> Bool,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    ticket_contacts (contact_id, ticket_id) {
        contact_id -> BigInt,
        ticket_id -> BigInt,
        state -> Text,
        created_at -> TsSql,
        customer_activity_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    ticket_companies (company_id, ticket_id) {
        company_id -> BigInt,
        ticket_id -> BigInt,
        state -> Text,
        created_at -> TsSql,
        customer_activity_at -> TsSql,
        is_private -> Bool,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    ticket_reads (contact_id, ticket_id) {
        contact_id -> BigInt,
        ticket_id -> BigInt,
        read_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    threads (id) {
        id -> BigInt,
        inbox_id -> BigInt,
        ticket_id -> Nullable<BigInt>,
        contact_id -> Nullable<BigInt>,
        state -> Text,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    messages (id) {
        id -> BigInt,
        thread_id -> BigInt,
        contact_id -> Nullable<BigInt>,
        user_id -> Nullable<BigInt>,
        is_incoming -> Bool,
        text -> Text,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    notes (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        user_id -> Nullable<BigInt>,
        text -> Text,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    attachments (id) {
        id -> BigInt,
        status -> Text,
        name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Nullable<Binary>,
        contact_id -> Nullable<BigInt>,
        user_id -> Nullable<BigInt>,
        ticket_id -> Nullable<BigInt>,
        message_id -> Nullable<BigInt>,
        note_id -> Nullable<BigInt>,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    events (id) {
        id -> BigInt,
        ticket_id -> Nullable<BigInt>,
        thread_id -> Nullable<BigInt>,
        contact_id -> Nullable<BigInt>,
        user_id -> Nullable<BigInt>,
        kind -> Text,
        for_customers -> Bool,
        message_id -> Nullable<BigInt>,
        note_id -> Nullable<BigInt>,
        data -> JsonSql,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    mails (id) {
        id -> BigInt,
        message_header -> Text,
        sender -> Text,
        recipient -> Text,
        subject -> Text,
        text -> Text,
        link -> Nullable<Text>,
        status -> Text,
        attempts -> BigInt,
        next_attempt_at -> Nullable<TsSql>,
        last_error -> Nullable<Text>,
        ticket_id -> Nullable<BigInt>,
        message_id -> Nullable<BigInt>,
        created_at -> TsSql,
        sent_at -> Nullable<TsSql>,
        first_attempt_at -> Nullable<TsSql>,
        link_hash -> Nullable<Binary>,
        html -> Nullable<Text>,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    jobs (id) {
        id -> BigInt,
        kind -> Text,
        payload -> JsonSql,
        run_at -> TsSql,
        lease_until -> Nullable<TsSql>,
        attempts -> BigInt,
        last_error -> Nullable<Text>,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    idempotency_keys (principal, key) {
        principal -> Text,
        key -> Text,
        request_hash -> Binary,
        answer -> Nullable<Text>,
        created_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    imports (id) {
        id -> BigInt,
        file_name -> Text,
        sha256 -> Binary,
        mapping -> JsonSql,
        status -> Text,
        row_count -> Nullable<BigInt>,
        done -> BigInt,
        created -> BigInt,
        unchanged -> BigInt,
        refused -> BigInt,
        error -> Nullable<Text>,
        user_id -> Nullable<BigInt>,
        created_at -> TsSql,
        finished_at -> Nullable<TsSql>,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    import_refusals (import_id, line) {
        import_id -> BigInt,
        line -> BigInt,
        reason -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    account,
    attachments,
    audit_events,
    companies,
    company_contacts,
    consents,
    contacts,
    domains,
    events,
    idempotency_keys,
    import_refusals,
    imports,
    inboxes,
    jobs,
    known_devices,
    links,
    list_members,
    lists,
    mails,
    memberships,
    messages,
    notes,
    pipelines,
    portal_lists,
    portals,
    property_definitions,
    registrations,
    roles,
    sessions,
    sign_in_tries,
    stages,
    threads,
    ticket_companies,
    ticket_contacts,
    ticket_reads,
    tickets,
    users,
);
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    lists (id) {
        id -> BigInt,
        name -> Text,
        filter -> Nullable<JsonSql>,
        version -> BigInt,
        created_at -> TsSql,
        updated_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    list_members (list_id, contact_id) {
        list_id -> BigInt,
        contact_id -> BigInt,
        added_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    portal_lists (portal_id, list_id) {
        portal_id -> BigInt,
        list_id -> BigInt,
        added_at -> TsSql,
        invite_at -> TsSql,
        invited_up_to -> BigInt,
        invited_count -> BigInt,
        invited_at -> Nullable<TsSql>,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::TsSql;
    consents (id) {
        id -> BigInt,
        membership_id -> BigInt,
        version -> BigInt,
        notice -> Text,
        label -> Text,
        ip -> Text,
        agreed_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    registrations (id) {
        id -> BigInt,
        token_hash -> Binary,
        domain_id -> BigInt,
        email -> Text,
        first_name -> Text,
        last_name -> Text,
        password_hash -> Text,
        consent -> Nullable<JsonSql>,
        ip -> Text,
        created_at -> TsSql,
        expires_at -> TsSql,
    }
}
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::{JsonSql, TsSql};
    audit_events (id) {
        id -> BigInt,
        action -> Text,
        user_id -> Nullable<BigInt>,
        contact_id -> Nullable<BigInt>,
        actor -> Text,
        object -> Text,
        object_id -> Nullable<BigInt>,
        object_name -> Text,
        data -> JsonSql,
        ip -> Text,
        user_agent -> Text,
        request_id -> Text,
        created_at -> TsSql,
        seal -> Binary,
    }
}
diesel::joinable!(users -> roles (role_id));
diesel::joinable!(company_contacts -> companies (company_id));
diesel::joinable!(company_contacts -> contacts (contact_id));
diesel::joinable!(portals -> domains (domain_id));
diesel::joinable!(stages -> pipelines (pipeline_id));
diesel::joinable!(memberships -> contacts (contact_id));
diesel::joinable!(memberships -> domains (domain_id));
diesel::joinable!(tickets -> stages (stage_id));
diesel::joinable!(tickets -> pipelines (pipeline_id));
diesel::joinable!(tickets -> users (owner_id));
diesel::joinable!(tickets -> contacts (requester_id));
diesel::joinable!(tickets -> companies (company_id));
diesel::joinable!(tickets -> inboxes (inbox_id));
diesel::joinable!(ticket_contacts -> tickets (ticket_id));
diesel::joinable!(ticket_contacts -> contacts (contact_id));
diesel::joinable!(ticket_companies -> tickets (ticket_id));
diesel::joinable!(ticket_companies -> companies (company_id));
diesel::joinable!(threads -> tickets (ticket_id));
diesel::joinable!(messages -> threads (thread_id));
diesel::joinable!(messages -> users (user_id));
diesel::joinable!(messages -> contacts (contact_id));
diesel::joinable!(notes -> users (user_id));
diesel::joinable!(links -> memberships (membership_id));
diesel::joinable!(events -> messages (message_id));
diesel::joinable!(events -> notes (note_id));
diesel::joinable!(list_members -> lists (list_id));
diesel::joinable!(list_members -> contacts (contact_id));
diesel::joinable!(portal_lists -> portals (portal_id));
diesel::joinable!(portal_lists -> lists (list_id));
diesel::joinable!(consents -> memberships (membership_id));
