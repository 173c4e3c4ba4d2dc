//! The real server, on a port of its own, for the time of one test.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use diesel::prelude::*;
use portico::app::Parts;
use portico::auth::password::Passwords;
use portico::config::{Config, Secret};
use portico::db::{Conn, Ts};
use portico::error::Result;
use tempfile::TempDir;

use super::database::{Database, On};
use super::eventually;
use super::roles::{Anyone, CustomerClient, StaffClient};
use super::smtp::MailServer;
use super::world::{self, HASH_KIB, World};

/// A running server with a database and a data folder of its own.
pub struct TestApp {
    pub parts: Parts,
    pub world: World,
    pub address: SocketAddr,
    config: Config,
    server: Option<Server>,
    _database: Database,
    _data: TempDir,
}

struct Server {
    stop: tokio::sync::oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl On {
    /// Starts a server as tests mostly want it: no rate limits, no mail server.
    pub fn start(self) -> TestApp {
        self.start_with(|_| {})
    }

    /// Starts a server that sends its mails to `mails`.
    pub fn start_with_mail(self, mails: &MailServer) -> TestApp {
        let url = mails.url();
        self.start_with(move |config| config.smtp_url = Some(secret(&url)))
    }

    /// Starts a server whose configuration was changed.
    pub fn start_with(self, change: impl FnOnce(&mut Config)) -> TestApp {
        let data = tempfile::tempdir().unwrap();
        let (database, world) = self.create(data.path());
        let mut config = config(data.path(), &database.url);
        change(&mut config);
        let parts = prepare(&config);
        let (address, server) = launch(&parts);
        TestApp { parts, world, address, config, server: Some(server), _database: database, _data: data }
    }
}

/// A configuration for tests.
pub fn config(data: &Path, database: &str) -> Config {
    Config {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: "http://localhost:8080".parse().unwrap(),
        database_url: database.to_owned(),
        database_connections: 4,
        data_dir: data.to_owned(),
        workers: 1,
        rate_limits: false,
        free_space_floor: 1,
        ..Config::default()
    }
}

/// A secret of the configuration.
pub fn secret(text: &str) -> Secret {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).unwrap()
}

fn prepare(config: &Config) -> Parts {
    let mut parts = portico::server::prepare(config.clone()).unwrap();
    parts.passwords = Passwords::with_memory(HASH_KIB).unwrap();
    parts
}

fn launch(parts: &Parts) -> (SocketAddr, Server) {
    let (tell, told) = mpsc::channel();
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let parts = parts.clone();
    let thread = std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let running = portico::server::start(&parts).unwrap();
            tell.send(running.address).unwrap();
            // an error means that the test ended without saying so
            let _ = stopped.await;
            running.stop().await;
        });
    });
    (told.recv().unwrap(), Server { stop, thread })
}

impl TestApp {
    /// Somebody with a browser and no session, at the portal `support`.
    pub fn anyone(&self) -> Anyone {
        Anyone::new(self.address, "localhost", "support")
    }

    /// Somebody at another portal.
    pub fn anyone_at(&self, host: &str, portal: &str) -> Anyone {
        Anyone::new(self.address, host, portal)
    }

    /// A customer who is signed in.
    pub fn customer(&self, email: &str) -> CustomerClient {
        self.anyone().sign_in(email, world::PASSWORD)
    }
    pub fn anna(&self) -> CustomerClient {
        self.customer(world::ANNA)
    }
    pub fn ben(&self) -> CustomerClient {
        self.customer(world::BEN)
    }
    pub fn carla(&self) -> CustomerClient {
        self.customer(world::CARLA)
    }
    pub fn dora(&self) -> CustomerClient {
        self.customer(world::DORA)
    }

    /// A member of staff who is signed in.
    pub fn staff(&self, email: &str) -> StaffClient {
        self.anyone().sign_in_as_staff(email, world::PASSWORD)
    }
    pub fn owner(&self) -> StaffClient {
        self.staff(world::OWNER)
    }
    pub fn agent(&self) -> StaffClient {
        self.staff(world::AGENT)
    }
    pub fn viewer(&self) -> StaffClient {
        self.staff(world::VIEWER)
    }

    /// Moves the server's clock ahead.
    pub fn pass(&self, span: chrono::Duration) {
        self.parts.clock.advance(span);
    }

    /// Changes the database past the API.
    pub fn change<T>(&self, work: impl FnOnce(&mut Conn, Ts) -> Result<T>) -> T {
        let now = self.parts.clock.now();
        self.parts.db.write_blocking(|conn| work(conn, now)).unwrap()
    }

    /// Looks into the database past the API.
    pub fn look<T>(&self, work: impl Fn(&mut Conn) -> Result<T>) -> T {
        self.parts.db.read_blocking(work).unwrap()
    }

    /// Does `first` in a transaction that stays open for a while; meanwhile `second` is done.
    pub fn meanwhile<T>(
        &self,
        pause: Duration,
        first: impl FnOnce(&mut Conn, Ts) -> Result<()> + Send,
        second: impl FnOnce() -> T,
    ) -> T {
        let (tell, told) = mpsc::channel();
        let held = move |conn: &mut Conn| {
            first(conn, self.parts.clock.now())?;
            tell.send(()).unwrap();
            std::thread::sleep(pause);
            Ok(())
        };
        std::thread::scope(|scope| {
            scope.spawn(|| self.parts.db.write_blocking(held).unwrap());
            told.recv().unwrap();
            second()
        })
    }

    /// Waits until whoever asked for a link has been answered.
    #[track_caller]
    pub fn asked_links_are_answered(&self) {
        use portico::db::schema::jobs as j;
        let waits =
            |conn: &mut Conn| Ok(j::table.filter(j::kind.eq("mail_asked_link")).count().get_result::<i64>(conn)?);
        eventually("nobody waits for a link", || (self.look(waits) == 0).then_some(()));
    }

    /// Stops the server in order.
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            // it may have ended by itself
            let _ = server.stop.send(());
            server.thread.join().unwrap();
        }
    }

    /// Stops the server and starts it again on the same data, perhaps configured otherwise. The clock
    /// keeps what it was moved by.
    pub fn restart_with(&mut self, change: impl FnOnce(&mut Config)) {
        self.stop();
        change(&mut self.config);
        let clock = self.parts.clock.clone();
        self.parts = prepare(&self.config);
        self.parts.clock = clock;
        let (address, server) = launch(&self.parts);
        (self.address, self.server) = (address, Some(server));
    }

    /// Changes the server's parts, which needs a restart.
    pub fn restart_with_parts(&mut self, change: impl FnOnce(&mut Parts)) {
        self.stop();
        change(&mut self.parts);
        let (address, server) = launch(&self.parts);
        (self.address, self.server) = (address, Some(server));
    }

    /// Where files are kept.
    pub fn files(&self) -> std::path::PathBuf {
        self.config.data_dir.join("files")
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            let _ = server.stop.send(());
            // the test's own failure is the news, not this
            let _ = server.thread.join();
        }
    }
}
