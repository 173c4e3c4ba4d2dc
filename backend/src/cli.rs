//! The command line.

use std::io::{IsTerminal, Read};
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use openapi::check::MIN_STAFF_PASSWORD;

use crate::audit::seal::Verdict;
use crate::auth::password;
use crate::config::{Config, LogFormat};
use crate::db::{Db, migrate};
use crate::error::{Error, Result};
use crate::imports::foreground;
use crate::server;
use crate::users::change::{BuiltInRole, NewUser};
use crate::{app, audit, clock, demo, portals, users};

/// A self-hosted customer portal and support desk.
///
/// One binary: the API, the customers' portal, the staff's console and the database migrations.
/// Configuration comes from portico.toml (or --config) and from the environment; every key is
/// described in docs/OPERATIONS.md.
#[derive(Debug, Parser)]
#[command(version, about, long_about, arg_required_else_help = false)]
struct Cli {
    /// The configuration file [default: portico.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve portal, console and API (this is the default)
    ///
    /// Runs pending migrations first. SIGTERM and Ctrl-C finish what is under way and stop.
    Serve {
        /// Fill an empty installation with a believable demonstration account
        #[arg(long)]
        demo: bool,
    },
    /// Run pending migrations and stop
    Migrate,
    /// Create members of staff and set their passwords
    #[command(subcommand)]
    User(UserCommand),
    /// Fill an empty installation with a believable demonstration account and stop
    Seed,
    /// Import what another support desk exported
    #[command(subcommand)]
    Import(ImportCommand),
    /// Check that nobody changed the audit log past Portico
    ///
    /// Prints the last event and its seal: kept elsewhere, it shows later that nothing was cut off at the
    /// end. The exit code is 1 when an event was changed, removed or added.
    VerifyAudit,
    /// Print the OpenAPI document of the HTTP API
    Openapi,
    /// Read the configuration, open the database, say what is wrong and stop
    CheckConfig,
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Create a user; the first one also sets up the installation
    ///
    /// The password is asked for, or read from standard input with --password-stdin. It needs at
    /// least 15 characters.
    Create {
        /// The e-mail address to sign in with
        #[arg(long)]
        email: String,
        /// The name colleagues and customers see
        #[arg(long)]
        name: String,
        /// What the user may do
        #[arg(long, value_enum, default_value = "owner")]
        role: BuiltInRole,
        /// Name of the account, used when the installation is new
        #[arg(long, default_value = "My company")]
        account: String,
        /// Address the portal's mails come from, used when the installation is new
        #[arg(long, default_value = "support@localhost")]
        support_address: String,
        /// Read the password from standard input instead of asking
        #[arg(long)]
        password_stdin: bool,
    },
    /// Set a user's password and end all their sessions
    Password {
        /// The user's e-mail address
        #[arg(long)]
        email: String,
        /// Read the password from standard input instead of asking
        #[arg(long)]
        password_stdin: bool,
    },
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// Import tickets from a CSV file, with their contacts and companies
    ///
    /// The mapping says what the columns mean; docs/IMPORT.md describes it. Nobody is mailed.
    ///
    /// A row that was imported before is left as it is, so importing a file twice changes nothing; an
    /// import that was interrupted goes on where it stopped when it is started again.
    ///
    /// Rows that cannot be taken are left out and written to the report, with the line they begin on
    /// and what to do. The exit code is 0 all the same; it is 1 when nothing could be imported.
    Tickets {
        /// The CSV file: UTF-8, with commas, its first line naming the columns
        file: PathBuf,
        /// The mapping, TOML or JSON
        #[arg(long, value_name = "FILE")]
        mapping: PathBuf,
        /// Where to write refused rows [default: FILE with the ending .report.csv]
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
    },
}

/// Runs the command line. Returns the exit code.
pub fn run() -> i32 {
    let cli = Cli::parse();
    match execute(cli) {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("portico: {error}");
            if let Error::Refused { fields, .. } = &error {
                for field in fields {
                    eprintln!("  {} {}", field.pointer.trim_start_matches('/'), field.message);
                }
            }
            1
        }
    }
}

fn execute(cli: Cli) -> Result<()> {
    if let Some(Command::Openapi) = cli.command {
        let json = app::document().to_pretty_json().map_err(|error| Error::Internal(error.to_string()))?;
        println!("{json}");
        return Ok(());
    }
    let config = Config::read(cli.config.as_deref(), std::env::vars())?;
    log(&config)?;
    match cli.command.unwrap_or(Command::Serve { demo: false }) {
        Command::Serve { demo } => serve(config, demo),
        Command::Migrate => {
            let ran = migrate::run(&Db::open(&config.database_url, 1)?)?;
            println!("{} migrations ran", ran.len());
            Ok(())
        }
        Command::User(command) => user(&config, command),
        Command::Seed => {
            let parts = server::prepare(config)?;
            match demo::fill(&parts)? {
                true => println!("The demonstration account is in place.\n\n{}", demo::sign_ins(&parts.config)),
                false => println!("There is an account already; nothing was changed."),
            }
            Ok(())
        }
        Command::Import(ImportCommand::Tickets { file, mapping, report }) => {
            let parts = server::prepare(config)?;
            let order = foreground::Order { file, mapping, report };
            println!("{}", foreground::run(&parts.db, &parts.clock, &parts.files, &order)?);
            Ok(())
        }
        Command::VerifyAudit => verify_audit(&config),
        Command::CheckConfig => {
            server::check(&config)?;
            println!("{:#?}\n\nThe configuration is in order and the database answers.", config.shown());
            Ok(())
        }
        Command::Openapi => Ok(()),
    }
}

fn log(config: &Config) -> Result<()> {
    let filter =
        tracing_subscriber::EnvFilter::try_new(&config.log).map_err(|error| Error::Config(format!("log: {error}")))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match config.log_format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}

fn serve(config: Config, with_demo: bool) -> Result<()> {
    let parts = server::prepare(config)?;
    if with_demo {
        demo::fill(&parts)?;
        server::host_names(&parts)?;
    }
    actix_web::rt::System::new().block_on(async {
        let running = server::start(&parts)?;
        println!("Portico listens on {}\n\n{}", running.address, addresses(&parts, with_demo)?);
        running.until_signal().await
    })
}

fn addresses(parts: &app::Parts, with_demo: bool) -> Result<String> {
    let base = parts.config.portal_base();
    let portals = parts.db.read_blocking(|conn| portals::read::all(conn, &base))?;
    let mut text = String::new();
    for portal in portals {
        text.push_str(&format!("  Portal   {}/\n", portal.url));
    }
    text.push_str(&format!("  Console  {}/\n", parts.config.console_base()));
    if with_demo {
        text.push_str(&format!("\n{}", demo::sign_ins(&parts.config)));
    }
    Ok(text)
}

fn verify_audit(config: &Config) -> Result<()> {
    let db = Db::open(&config.database_url, 1)?;
    match db.read_blocking(audit::seal::verify)? {
        Verdict::Whole(_, None) => println!("The audit log is empty."),
        Verdict::Whole(count, Some((last, seal))) => {
            println!("{count} events, every seal is right. The last is number {last}, sealed {}", hex::encode(seal));
        }
        Verdict::Broken(id) => {
            return Err(Error::Internal(format!(
                "event number {id} of the audit log was changed, or an event before it was changed, removed or added"
            )));
        }
    }
    Ok(())
}

fn user(config: &Config, command: UserCommand) -> Result<()> {
    let db = Db::open(&config.database_url, 1)?;
    migrate::run(&db)?;
    let now = clock::Clock::default().now();
    let passwords = password::Passwords::new()?;
    match command {
        UserCommand::Create { email, name, role, account, support_address, password_stdin } => {
            if !openapi::check::is_email(&email) {
                return Err(Error::Config(format!("{email:?} is not an e-mail address")));
            }
            if !openapi::check::is_email(&support_address) {
                return Err(Error::Config(format!("{support_address:?} is not an e-mail address")));
            }
            let hash = passwords.hash_blocking(&new_password(password_stdin, &[&email, &name])?)?;
            let host = config.portal_host();
            db.write_blocking(|conn| {
                let installation = portals::change::Installation {
                    account: &account,
                    portal: &format!("{account} Support"),
                    slug: "support",
                    address: &support_address,
                    company_tickets: false,
                };
                portals::change::install(conn, &installation, &host, now)?;
                users::change::create(conn, &NewUser { email: &email, name: &name, password_hash: &hash, role }, now)
            })?;
            println!("{email} can sign in at {}/", config.console_base());
        }
        UserCommand::Password { email, password_stdin } => {
            let hash = passwords.hash_blocking(&new_password(password_stdin, &[&email])?)?;
            db.write_blocking(|conn| users::change::set_password(conn, &email, &hash)).map_err(|error| {
                if matches!(error, Error::Refused { .. }) {
                    Error::Config(format!("there is no user {email}"))
                } else {
                    error
                }
            })?;
            println!("The password of {email} was set and all sessions ended.");
        }
    }
    Ok(())
}

/// A password from standard input, good enough for somebody known by `words`.
fn new_password(silently: bool, words: &[&str]) -> Result<String> {
    let failed = |error: std::io::Error| Error::Config(format!("the password could not be read: {error}"));
    let password = if silently {
        let mut text = String::new();
        std::io::stdin().take(4096).read_to_string(&mut text).map_err(failed)?;
        text.lines().next().unwrap_or_default().to_owned()
    } else {
        rpassword::prompt_password("Password (at least 15 characters): ").map_err(failed)?
    };
    let refused = password::check("/password", &password, MIN_STAFF_PASSWORD, words);
    if refused.is_empty() { Ok(password) } else { Err(Error::invalid(refused)) }
}
