//! What every story stands on: the real server on either database, a client type per role, a mail
//! server that keeps what it gets, and one way of waiting.
//!
//! A story is a function `fn story(on: On)`; [`on_both_databases`] makes two tests of it.

pub mod app;
pub mod database;
pub mod events;
pub mod http;
pub mod letter;
pub mod program;
pub mod roles;
pub mod smtp;
pub mod world;

use std::time::{Duration, Instant};

pub use app::TestApp;
pub use database::On;
pub use http::{Answer, Client};
pub use roles::{Anyone, CustomerClient, StaffClient};
pub use world::PASSWORD;

/// Makes two tests of each story: `story::sqlite` and `story::postgres`.
macro_rules! on_both_databases {
    ($($story:ident),* $(,)?) => {$(
        mod $story {
            #[test]
            fn sqlite() {
                super::$story(crate::support::On::Sqlite);
            }
            #[test]
            fn postgres() {
                if crate::support::database::postgres_is_wanted() {
                    super::$story(crate::support::On::Postgres);
                }
            }
        }
    )*};
}
pub(crate) use on_both_databases;

/// How long something may take that happens in the background.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks again and again until there is an answer; the test fails when it takes too long.
pub fn eventually<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(began.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
