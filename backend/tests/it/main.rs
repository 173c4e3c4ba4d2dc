//! The server's stories: one program, one file per story, each on SQLite and on PostgreSQL.
//!
//! `./just test-server` runs them beside a PostgreSQL of their own. A quick run without one:
//! `PORTICO_TEST_SQLITE_ONLY=1 cargo test -p portico`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

mod access_matrix;
mod at_the_same_time;
mod attachments;
mod audit;
mod audit_of_access;
mod cli;
mod contract;
mod customer_files_a_ticket;
mod customer_finds_a_ticket;
mod customer_is_invited;
mod customer_replies;
mod customer_signs_in;
mod demo;
mod filters;
mod forbidden;
mod getting_in;
mod headers;
mod hostile_requests;
mod house;
mod imports;
mod jobs;
mod limits;
mod lists;
mod live_streams;
mod live_updates;
mod mail_outbox;
mod notes_canary;
mod password_reset;
mod portal_settings;
mod schemas;
mod search;
mod secrets_in_logs;
mod staff_answer;
mod staff_confirm;
mod uploads;
mod visibility;
mod who_sees_what;
mod world_model;
