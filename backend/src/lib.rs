//! Portico's server: a customer portal and support desk in one binary.
//!
//! Rooms, from the ground up; a room uses only those above it in this list. `docs/ARCHITECTURE.md`
//! walks through them.

pub mod clock;
pub mod config;
pub mod error;
pub mod metrics;

pub mod db;
pub mod files;
pub mod filter;
pub mod jobs;
pub mod mail;

pub mod web;

pub mod auth;
pub mod live;

pub mod audit;

pub mod domains;
pub mod mails;
pub mod pipelines;
pub mod portals;
pub mod properties;

pub mod letters;

pub mod companies;
pub mod users;

pub mod memberships;

pub mod attachments;
pub mod contacts;
pub mod registrations;

pub mod lists;

pub mod tickets;

pub mod imports;
pub mod search;

pub mod ops;

pub mod app;
pub mod demo;
pub mod server;

pub mod cli;
