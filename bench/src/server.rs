//! The real server, started as an operator would, on a free loopback port.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};

/// A server that runs until it is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// Kept open: the server may have more to say.
    _out: BufReader<ChildStdout>,
}

impl Server {
    /// Starts `program` with these settings and nothing else from the environment.
    pub fn start(program: &Path, settings: &[(String, String)], folder: &Path) -> Result<Self> {
        let program = program.canonicalize().with_context(|| format!("no server at {}", program.display()))?;
        let mut child = Command::new(&program)
            .arg("serve")
            .env_clear()
            .envs(settings.iter().cloned())
            .current_dir(folder)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        match listening(&mut child) {
            Ok((address, out)) => Ok(Self { child, address, _out: out }),
            Err(error) => {
                // it may have ended by itself, which is what the error is about
                let _ = child.kill();
                let _ = child.wait();
                Err(error)
            }
        }
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

fn listening(child: &mut Child) -> Result<(SocketAddr, BufReader<ChildStdout>)> {
    let mut out = BufReader::new(child.stdout.take().context("the server has no output")?);
    let mut line = String::new();
    while out.read_line(&mut line)? > 0 {
        if let Some(address) = line.strip_prefix("Portico listens on ") {
            return Ok((address.trim().parse().context("where the server listens")?, out));
        }
        line.clear();
    }
    bail!("the server ended before it listened")
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGKILL: there is nothing to save, and the databases are made for it
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
