//! The database room: one pool, two kinds of hop.
//!
//! A handler makes one hop, [`Db::read`] or [`Db::write`], and everything inside is plain
//! synchronous Rust with a connection. A write is one transaction. Nothing outside this room blocks
//! a thread on the database, and nothing outside [`dialect`] asks which database it is.

#[allow(missing_docs, reason = "what diesel's derive makes carries none")]
pub mod conn;
pub mod dialect;
pub mod migrate;
#[allow(missing_docs, reason = "the columns are described in the migrations")]
pub mod schema;
pub mod types;

use std::sync::Arc;
use std::time::Duration;

use diesel::r2d2::{Pool, PooledConnection};
use tokio::sync::{Semaphore, watch};

pub use conn::{Backend, Conn};
pub use types::{Json, Ts};

use crate::error::{Error, Result};
use conn::{Manager, Target};

/// How long a request waits for a free connection before it is told to come back later.
const CHECKOUT_TIMEOUT: Duration = Duration::from_secs(5);

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    target: Arc<Target>,
    pool: Pool<Manager>,
    /// SQLite has one writer: the others wait here, where waiting costs no thread.
    writer: Option<Arc<Semaphore>>,
    /// Counts committed writes of this process; live streams and the job runner wait for it.
    commits: Arc<watch::Sender<u64>>,
}

impl Db {
    /// Opens the database that `url` names with at most `size` connections.
    ///
    /// `sqlite:PATH` or `postgres://…`. A PostgreSQL that cannot be reached is an error that says
    /// so, and so is a URL of another kind; nothing is created in its place.
    pub fn open(url: &str, size: u32) -> Result<Self> {
        let target = Target::parse(url)?;
        target.probe()?;
        let writer = matches!(target, Target::Sqlite(_)).then(|| Arc::new(Semaphore::new(1)));
        let pool = Pool::builder()
            .max_size(size)
            .min_idle(Some(1))
            .connection_timeout(CHECKOUT_TIMEOUT)
            .test_on_check_out(false)
            .build(Manager::new(target.clone()))
            .map_err(|error| Error::Unavailable(format!("the database could not be opened: {error}")))?;
        Ok(Self { target: Arc::new(target), pool, writer, commits: Arc::new(watch::Sender::new(0)) })
    }

    /// A connection outside the pool.
    fn connect(&self) -> Result<Conn> {
        self.target.connect().map_err(|error| Error::Unavailable(format!("no database connection: {error}")))
    }

    /// Runs `work` on a connection, outside any transaction. It may run again on a fresh connection
    /// when the database had dropped the first one.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        F: Fn(&mut Conn) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let pool = self.pool.clone();
        block(move || read_now(&pool, work)).await
    }

    /// Runs `work` in one transaction: all of it happens, or nothing. On SQLite it starts as a
    /// writer, so that a read-then-write never fails half way with "database is locked".
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let turn = match &self.writer {
            Some(writer) => {
                Some(writer.clone().acquire_owned().await.map_err(|error| Error::Internal(error.to_string()))?)
            }
            None => None,
        };
        let pool = self.pool.clone();
        let result = block(move || {
            let _turn = turn;
            write_now(&pool, work)
        })
        .await;
        if result.is_ok() {
            self.commits.send_modify(|count| *count += 1);
        }
        result
    }

    /// Wakes whenever this process has committed a write.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// [`Db::read`] for programs that have no asynchronous runtime: commands and seeding.
    pub fn read_blocking<T>(&self, work: impl Fn(&mut Conn) -> Result<T>) -> Result<T> {
        read_now(&self.pool, work)
    }

    /// [`Db::write`] for programs that have no asynchronous runtime: commands and seeding.
    pub fn write_blocking<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        write_now(&self.pool, work)
    }

    /// Connections open and connections idle, for the metrics.
    pub fn pool_state(&self) -> (u32, u32) {
        let state = self.pool.state();
        (state.connections, state.idle_connections)
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place that hands work to blocking threads")]
async fn block<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    match actix_web::web::block(work).await {
        Ok(result) => result,
        Err(_) => Err(Error::Unavailable("the server is shutting down".into())),
    }
}

fn checkout(pool: &Pool<Manager>) -> Result<PooledConnection<Manager>> {
    pool.get().map_err(|error| Error::Unavailable(format!("no database connection: {error}")))
}

fn read_now<T>(pool: &Pool<Manager>, work: impl Fn(&mut Conn) -> Result<T>) -> Result<T> {
    for _ in 0..=pool.max_size() {
        let mut held = checkout(pool)?;
        match work(&mut held.conn) {
            Err(error) if error.lost_connection() => held.broken = true,
            result => return result,
        }
    }
    Err(Error::Unavailable("the database dropped every connection".into()))
}

fn write_now<T>(pool: &Pool<Manager>, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    for _ in 0..=pool.max_size() {
        let mut held = checkout(pool)?;
        match dialect::begin(&mut held.conn) {
            Err(error) if error.lost_connection() => held.broken = true,
            Err(error) => return Err(error),
            Ok(()) => {
                let result = dialect::finish(&mut held.conn, work);
                held.broken = result.as_ref().is_err_and(Error::lost_connection);
                return result;
            }
        }
    }
    Err(Error::Unavailable("the database dropped every connection".into()))
}
