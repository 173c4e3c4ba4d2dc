//! Staff: pages, their parts, and their state as plain structs that are tested without a browser. They are
//! two apps with one frame: the console itself (`pages`) and the settings (`settings::pages`).

mod act;
mod address;
mod app;
mod companies;
mod confirm;
mod contacts;
mod counts;
mod desk;
mod inbox;
mod index;
mod leaving;
mod lists;
mod pages;
mod palette;
mod place;
mod preview;
mod refused;
mod region;
mod related;
mod session;
pub mod settings;
mod shell;
mod shortcuts;
mod sign_in;
mod ticket;

pub use pages::start;
