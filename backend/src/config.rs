//! Configuration: a value, read once from a file and the environment, then passed in.
//!
//! Every key is documented in `docs/OPERATIONS.md` with its default. A key that nobody knows is
//! refused, in the file and in the environment, because a setting that does nothing misleads.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use url::Url;

use crate::error::{Error, Result};

/// What the operator decides.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The installation's own address; portal and console are reached here unless they have their own.
    pub public_url: Url,
    /// The console's address, where it has a host of its own.
    pub console_url: Option<Url>,
    /// The portals' address, where they have a host of their own.
    pub portal_url: Option<Url>,
    /// `sqlite:PATH` or `postgres://…`. `DATABASE_URL` is read as well.
    pub database_url: String,
    /// Connections to the database, and as many threads that use them.
    pub database_connections: u32,
    /// Where files and, by default, the database are kept.
    pub data_dir: PathBuf,
    /// A file with at least 64 bytes of secret that signs cookies; made under `data_dir` if absent.
    /// Servers that share a database must share it.
    pub secret_key_file: Option<PathBuf>,
    /// `smtp://…` or `smtps://USER:PASSWORD@HOST:PORT`. Without it mails wait in the outbox.
    pub smtp_url: Option<Secret>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// `text` or `json`.
    pub log_format: LogFormat,
    /// What to log, in the syntax of `tracing`'s `EnvFilter`.
    pub log: String,
    /// Threads that serve HTTP.
    pub workers: usize,
    /// Whether the rate limits of sign-in, search, replies and so on are enforced.
    pub rate_limits: bool,
    /// Registration mails that are sent in a second when the members of a list are invited.
    pub invitations_per_second: u32,
    /// Where `/metrics` is served; on the main address if absent.
    pub metrics_listen: Option<SocketAddr>,
    /// Bytes that must stay free on the disk of `data_dir` for uploads to be taken.
    pub free_space_floor: u64,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A secret that never shows in logs or messages.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hidden]")
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: fixed_url(),
            console_url: None,
            portal_url: None,
            database_url: String::new(),
            database_connections: 8,
            data_dir: PathBuf::from("data"),
            secret_key_file: None,
            smtp_url: None,
            trusted_proxies: Vec::new(),
            log_format: LogFormat::Text,
            log: "info".into(),
            workers: 2,
            rate_limits: true,
            invitations_per_second: 20,
            metrics_listen: None,
            free_space_floor: 1 << 30,
        }
    }
}

#[allow(clippy::expect_used, reason = "a constant that a test parses")]
fn fixed_url() -> Url {
    Url::parse("http://localhost:8080").expect("a constant")
}

impl Config {
    /// Reads `file` (or the file that `PORTICO_CONFIG` names, or `portico.toml` if there is one),
    /// then lets `PORTICO_<KEY>` and `DATABASE_URL` from `environment` override it.
    ///
    /// # Errors
    /// A file that cannot be read, a key that nobody knows, a value of the wrong kind.
    pub fn read(file: Option<&Path>, environment: impl Iterator<Item = (String, String)>) -> Result<Self> {
        let environment: Vec<(String, String)> = environment.collect();
        let named = environment.iter().find(|(key, _)| key == "PORTICO_CONFIG").map(|(_, value)| PathBuf::from(value));
        let mut table = match file.map(Path::to_path_buf).or(named) {
            Some(path) => read_table(&path)?,
            None if Path::new("portico.toml").exists() => read_table(Path::new("portico.toml"))?,
            None => toml::Table::new(),
        };
        for (key, value) in environment {
            match key.strip_prefix("PORTICO_") {
                Some("CONFIG") => {}
                Some(name) => {
                    table.insert(name.to_lowercase(), read_value(name, &value));
                }
                None if key == "DATABASE_URL" => {
                    table.insert("database_url".into(), toml::Value::String(value));
                }
                None => {}
            }
        }
        let mut config: Config = table.try_into().map_err(|error| Error::Config(format!("configuration: {error}")))?;
        if config.database_url.is_empty() {
            config.database_url = format!("sqlite:{}", config.data_dir.join("portico.db").display());
        }
        config.checked()
    }

    fn checked(self) -> Result<Self> {
        for (key, url) in [
            ("public_url", Some(&self.public_url)),
            ("console_url", self.console_url.as_ref()),
            ("portal_url", self.portal_url.as_ref()),
        ] {
            let Some(url) = url else { continue };
            if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() || url.path() != "/" {
                return Err(Error::Config(format!("{key} must be like https://support.example.com, without a path")));
            }
            // cookies are made for one of the two: `Secure` ones never reach a page over http
            if url.scheme() != self.public_url.scheme() {
                return Err(Error::Config(format!("{key} and public_url must both be https, or both http")));
            }
        }
        if self.database_connections == 0 || self.workers == 0 || self.invitations_per_second == 0 {
            let message = "database_connections, workers and invitations_per_second must be at least 1";
            return Err(Error::Config(message.into()));
        }
        Ok(self)
    }

    /// For people to read: without the secrets, the password of the database included.
    pub fn shown(&self) -> impl std::fmt::Debug {
        let mut shown = self.clone();
        if let Ok(mut url) = Url::parse(&shown.database_url)
            && url.password().is_some()
            && url.set_password(Some("hidden")).is_ok()
        {
            shown.database_url = url.into();
        }
        shown
    }

    /// The portals' address, without a slash at the end.
    pub fn portal_base(&self) -> String {
        base(self.portal_url.as_ref().unwrap_or(&self.public_url))
    }

    /// The console's address with its path, without a slash at the end.
    pub fn console_base(&self) -> String {
        format!("{}/console", base(self.console_url.as_ref().unwrap_or(&self.public_url)))
    }

    /// Whether cookies are only sent over TLS.
    pub fn secure_cookies(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The host customers use.
    pub fn portal_host(&self) -> String {
        host(self.portal_url.as_ref().unwrap_or(&self.public_url))
    }

    /// The host staff use.
    pub fn console_host(&self) -> String {
        host(self.console_url.as_ref().unwrap_or(&self.public_url))
    }
}

fn base(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_lowercase()
}

fn read_table(path: &Path) -> Result<toml::Table> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::Config(format!("cannot read {}: {error}", path.display())))?;
    text.parse().map_err(|error| Error::Config(format!("{}: {error}", path.display())))
}

/// Numbers, booleans and lists may be written as in the file; everything else is text. A value for
/// a key that is a list may be separated by commas.
fn read_value(key: &str, value: &str) -> toml::Value {
    if key == "TRUSTED_PROXIES" && !value.trim_start().starts_with('[') {
        let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
        return toml::Value::Array(items.map(|item| toml::Value::String(item.into())).collect());
    }
    let parsed = format!("v = {value}").parse::<toml::Table>().ok().and_then(|mut table| table.remove("v"));
    match parsed {
        Some(value @ (toml::Value::Integer(_) | toml::Value::Boolean(_) | toml::Value::Array(_))) => value,
        _ => toml::Value::String(value.to_owned()),
    }
}

#[cfg(test)]
mod tests;
