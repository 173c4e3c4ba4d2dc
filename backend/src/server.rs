//! The running server: its parts, its background work, and an orderly end.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use actix_web::cookie::Key;
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App, HttpServer};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::{self, Contract, Parts};
use crate::auth::password::Passwords;
use crate::auth::{devices, sessions, tries};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, migrate};
use crate::error::{Error, Result};
use crate::files::Store;
use crate::jobs::{Handler, Runner};
use crate::live::{self, Hub};
use crate::mail::deliver::Deliver;
use crate::mail::smtp::Smtp;
use crate::metrics::Metrics;
use crate::web::host::Hosts;
use crate::web::limits::Limits;
use crate::web::{head, headers, host, idempotency, request_id};
use crate::{attachments, audit, imports, memberships, ops, portals, registrations};

/// Seconds that requests under way get to finish when the server stops (safety 2.4: 25).
const DRAIN_SECONDS: u64 = 20;
/// Seconds a client may take to send the head of a request.
const HEAD_SECONDS: u64 = 10;
/// How often leftovers are swept.
const SWEEP_EVERY: Duration = Duration::from_secs(600);

/// Opens everything the server needs, migrates the database, and puts the default domain where the
/// configuration says.
pub fn prepare(config: Config) -> Result<Parts> {
    // a wrong address is told before anything is opened
    config.smtp_url.as_ref().map(Smtp::check).transpose()?;
    let db = Db::open(&config.database_url, config.database_connections)?;
    for name in migrate::run(&db)? {
        tracing::info!(%name, "migrated");
    }
    let clock = Clock::default();
    let metrics = Metrics::new()?;
    let parts = Parts {
        files: Store::open(config.data_dir.join("files"), config.free_space_floor)?,
        key: key(&config)?,
        passwords: Passwords::new()?,
        limits: Limits::new(config.rate_limits),
        hub: Hub::new(metrics.clone()),
        hosts: Hosts::default(),
        metrics,
        db,
        clock,
        config: Data::new(config),
    };
    host_names(&parts)?;
    Ok(parts)
}

/// Says what is wrong with a configuration, without changing anything in database or data folder.
pub fn check(config: &Config) -> Result<()> {
    config.smtp_url.as_ref().map(Smtp::check).transpose()?;
    if config.secret_key_file.is_some() {
        key(config)?;
    }
    Db::open(&config.database_url, 1).map(drop)
}

/// Reads anew which hosts this installation answers for.
pub fn host_names(parts: &Parts) -> Result<()> {
    let (host, now) = (parts.config.portal_host(), parts.clock.now());
    let installed = parts.db.read_blocking(|conn| Ok(!portals::read::hosts(conn)?.is_empty()))?;
    if installed {
        parts.db.write_blocking(|conn| portals::change::default_domain(conn, &host, now).map(drop))?;
    }
    let mut names = parts.db.read_blocking(portals::read::hosts)?;
    names.extend([parts.config.console_host(), host]);
    parts.hosts.set(names);
    Ok(())
}

/// The secret that signs cookies: from the configured file, or one made under the data folder.
fn key(config: &Config) -> Result<Key> {
    let path = config.secret_key_file.clone().unwrap_or_else(|| config.data_dir.join("secret.key"));
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && config.secret_key_file.is_none() => {
            make_key(&path)?
        }
        Err(error) => return Err(Error::Config(format!("cannot read {}: {error}", path.display()))),
    };
    if bytes.len() < 64 {
        return Err(Error::Config(format!("{} must hold at least 64 bytes", path.display())));
    }
    Ok(Key::derive_from(&bytes))
}

fn make_key(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = vec![0_u8; 64];
    getrandom::fill(&mut bytes).map_err(|error| Error::Internal(format!("no randomness: {error}")))?;
    let write = || -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path)?.write_all(&bytes)
    };
    write().map_err(|error| Error::Config(format!("cannot write {}: {error}", path.display())))?;
    Ok(bytes)
}

/// A server that runs.
pub struct Running {
    /// The address it listens on; of use where port 0 was asked for.
    pub address: std::net::SocketAddr,
    http: actix_web::dev::ServerHandle,
    serving: JoinHandle<std::io::Result<()>>,
    stop: watch::Sender<bool>,
    background: Vec<JoinHandle<()>>,
}

/// Starts the server and its background work.
pub fn start(parts: &Parts) -> Result<Running> {
    let contract = Contract::read()?;
    let served = parts.clone();
    let config = &parts.config;
    let threads = (config.database_connections as usize / config.workers).max(1);
    let server = HttpServer::new(move || {
        App::new()
            .configure(|services| app::configure(services, &served, &contract))
            .wrap(from_fn(head::middleware))
            .wrap(from_fn(audit::refusals::middleware))
            .wrap(from_fn(host::middleware))
            .wrap(from_fn(request_id::middleware))
            .wrap(from_fn(headers::middleware))
    })
    .workers(config.workers)
    .worker_max_blocking_threads(threads)
    .client_request_timeout(Duration::from_secs(HEAD_SECONDS))
    .shutdown_timeout(DRAIN_SECONDS)
    // a client that has gone is noticed at once, and its live stream ended
    .h1_allow_half_closed(false)
    .disable_signals()
    .bind(config.listen)
    .map_err(|error| Error::Config(format!("cannot listen on {}: {error}", config.listen)))?;
    let address = server.addrs().first().copied().unwrap_or(config.listen);
    let server = server.run();
    let (stop, stopped) = watch::channel(false);
    Ok(Running {
        address,
        http: server.handle(),
        serving: tokio::task::spawn_local(server),
        background: background(parts, &stopped)?,
        stop,
    })
}

fn background(parts: &Parts, stopped: &watch::Receiver<bool>) -> Result<Vec<JoinHandle<()>>> {
    let (db, clock) = (parts.db.clone(), parts.clock.clone());
    let smtp = parts.config.smtp_url.as_ref().map(Smtp::new).transpose()?;
    let lane = |handlers: Vec<Arc<dyn Handler>>| {
        let runner = Runner::new(db.clone(), clock.clone(), parts.metrics.clone(), handlers);
        tokio::task::spawn_local(runner.run(stopped.clone()))
    };
    let mut tasks = vec![
        lane(vec![Arc::new(Deliver::new(db.clone(), clock.clone(), smtp.clone()))]),
        // of its own: nobody's answer waits behind a list that is invited
        lane(vec![Arc::new(Deliver::invitations(
            db.clone(),
            clock.clone(),
            smtp,
            parts.config.invitations_per_second,
        ))]),
        // of its own: mails never wait for an import
        lane(vec![Arc::new(imports::job::RunImport::new(db.clone(), clock.clone(), parts.files.clone()))]),
        // of its own: whoever waits for a link does not wait for anything else
        lane(vec![Arc::new(memberships::asked::MailAskedLinks::new(db.clone(), clock.clone(), &parts.config))]),
        lane(vec![Arc::new(memberships::jobs::InviteLists::new(db.clone(), clock.clone(), &parts.config))]),
        tokio::task::spawn_local(live::watch::run(parts.hub.clone(), db.clone(), clock.clone(), stopped.clone())),
        tokio::task::spawn_local(sweep(parts.clone(), stopped.clone())),
    ];
    if let Some(listen) = parts.config.metrics_listen {
        tasks.push(metrics_server(parts, listen, stopped.clone())?);
    }
    Ok(tasks)
}

fn metrics_server(
    parts: &Parts,
    listen: std::net::SocketAddr,
    mut stopped: watch::Receiver<bool>,
) -> Result<JoinHandle<()>> {
    let (metrics, db) = (Data::new(parts.metrics.clone()), Data::new(parts.db.clone()));
    let server = HttpServer::new(move || {
        App::new()
            .app_data(metrics.clone())
            .app_data(db.clone())
            .route("/metrics", actix_web::web::get().to(ops::metrics_alone))
    })
    .workers(1)
    .disable_signals()
    .bind(listen)
    .map_err(|error| Error::Config(format!("cannot listen on {listen}: {error}")))?
    .run();
    Ok(tokio::task::spawn_local(async move {
        let handle = server.handle();
        tokio::select! {
            _ = server => {}
            _ = stopped.changed() => handle.stop(true).await,
        }
    }))
}

/// Removes what has expired, now and then.
async fn sweep(parts: Parts, mut stopped: watch::Receiver<bool>) {
    let mut anchored = None;
    while !*stopped.borrow() {
        parts.limits.sweep();
        let now = parts.clock.now();
        let today = now.0.date_naive();
        if anchored.replace(today) != Some(today) {
            anchor(&parts).await;
        }
        let expired = parts.db.write(move |conn| {
            sessions::sweep(conn, now)?;
            tries::sweep(conn, now)?;
            devices::sweep(conn, now)?;
            memberships::change::sweep(conn, now)?;
            registrations::change::sweep(conn, now)?;
            idempotency::sweep(conn, now)
        });
        let (expired, unused) = (expired.await, attachments::sweep::run(&parts.db, &parts.files, now).await);
        for error in [expired, unused].into_iter().filter_map(Result::err) {
            tracing::warn!(%error, "leftovers were not swept");
        }
        tokio::select! {
            _ = stopped.changed() => {}
            () = tokio::time::sleep(SWEEP_EVERY) => {}
        }
    }
}

/// Writes to the log how far the audit log is, so that a log kept elsewhere knows its end.
async fn anchor(parts: &Parts) {
    match parts.db.read(audit::seal::last).await {
        Ok(Some((event, seal))) => tracing::info!(%event, seal = hex::encode(seal), "the end of the audit log"),
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "the end of the audit log was not read"),
    }
}

impl Running {
    /// Takes no new requests, says good-bye to live streams, finishes what is under way, and ends.
    pub async fn stop(self) {
        // nobody waits any more when everything has ended by itself
        let _ = self.stop.send(true);
        self.http.stop(true).await;
        for task in self.background {
            if let Err(error) = task.await {
                tracing::warn!(%error, "background work ended badly");
            }
        }
    }

    /// Runs until SIGTERM or SIGINT, then stops in order.
    pub async fn until_signal(mut self) -> Result<()> {
        let failed = |error: std::io::Error| Error::Internal(format!("signals: {error}"));
        let mut terminate =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).map_err(failed)?;
        tokio::select! {
            _ = terminate.recv() => {}
            interrupted = tokio::signal::ctrl_c() => interrupted.map_err(failed)?,
            ended = &mut self.serving => {
                return Err(Error::Internal(format!("the HTTP server ended by itself: {ended:?}")));
            }
        }
        tracing::info!("stopping");
        self.stop().await;
        Ok(())
    }
}
