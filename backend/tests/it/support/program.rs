//! The `portico` program as a child process, configured by its environment alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use super::eventually;

/// The program with a folder of its own.
pub struct Program {
    pub folder: TempDir,
    environment: Vec<(String, String)>,
}

impl Program {
    /// On a database, with its data in a fresh folder.
    pub fn new(database_url: impl FnOnce(&Path) -> String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pairs = [
            ("DATABASE_URL", database_url(folder.path())),
            ("PORTICO_DATA_DIR", folder.path().join("data").display().to_string()),
            ("PORTICO_LISTEN", "127.0.0.1:0".to_owned()),
            ("PORTICO_DATABASE_CONNECTIONS", "2".to_owned()),
            ("PORTICO_LOG_FORMAT", "json".to_owned()),
            ("PORTICO_FREE_SPACE_FLOOR", "1".to_owned()),
        ];
        Self { folder, environment: pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect() }
    }

    /// Sets a variable of its environment.
    pub fn set(mut self, key: &str, value: &str) -> Self {
        self.environment.retain(|(known, _)| known != key);
        self.environment.push((key.to_owned(), value.to_owned()));
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
        let environment = self.environment.iter().map(|(key, value)| (key, value));
        command.args(arguments).env_clear().envs(environment).current_dir(self.folder.path());
        command
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.run_with_input(arguments, "")
    }

    /// Runs it to its end with something to read.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // a program that does not read its input is as good
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// Creates the first user, and with it the installation.
    #[track_caller]
    pub fn create_owner(&self, email: &str, password: &str) {
        let done = self.run_with_input(
            &["user", "create", "--email", email, "--name", "Olivia Stone", "--password-stdin"],
            &format!("{password}\n"),
        );
        assert!(done.status.success(), "{}", said(&done));
    }

    /// Starts the server and waits until it says where it listens.
    pub fn serve(&self) -> Serving {
        let mut child = self.command(&["serve"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::<Mutex<String>>::default();
        collect(child.stderr.take().unwrap(), &log);
        collect(child.stdout.take().unwrap(), &log);
        let address = eventually("the server's address", || {
            let text = log.lock().unwrap();
            let line = text.lines().find(|line| line.starts_with("Portico listens on "))?;
            line.rsplit(' ').next()?.parse().ok()
        });
        Serving { child, log, address }
    }
}

fn collect(stream: impl Read + Send + 'static, log: &Arc<Mutex<String>>) {
    let log = log.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let mut log = log.lock().unwrap();
            log.push_str(&line);
            log.push('\n');
        }
    });
}

/// Everything a program said.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A server in a process of its own; it is killed when this is dropped.
pub struct Serving {
    child: Child,
    log: Arc<Mutex<String>>,
    pub address: SocketAddr,
}

impl Serving {
    /// Everything it said so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Asks it to stop with SIGTERM and returns its exit code.
    pub fn terminate(&mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // it may have ended already
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
