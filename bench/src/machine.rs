//! What the machine is, and what processes use of it. Numbers come from `/proc`: CPU from `stat`,
//! in ticks of 10 ms (Linux counts 100 a second for everybody), memory from `status`.

use std::fs;

/// Milliseconds of a tick.
const TICK: u64 = 10;

/// The processes that are measured.
#[derive(Debug, Clone, Copy)]
pub struct Watched {
    /// The server.
    pub server: u32,
    /// PostgreSQL's first process, the parent of all others.
    pub postmaster: Option<u32>,
}

/// CPU used, in milliseconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// By the server.
    pub server: u64,
    /// By PostgreSQL.
    pub postgres: u64,
}

impl Usage {
    /// What was used since an earlier look.
    pub fn since(self, before: &Usage) -> Usage {
        Usage {
            server: self.server.saturating_sub(before.server),
            postgres: self.postgres.saturating_sub(before.postgres),
        }
    }
}

/// Memory in MiB.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    /// Resident.
    pub resident: u64,
    /// The part of it that is no file: a mapped database is one.
    pub anonymous: u64,
    /// The part of a mapped file or of shared memory.
    pub file: u64,
}

impl Watched {
    /// CPU used up to now.
    pub fn usage(&self) -> Usage {
        let postgres = self.postmaster.map_or(0, |parent| {
            let own = stat(parent).map_or(0, |stat| stat.cpu + stat.reaped);
            own + children(parent).iter().map(|stat| stat.cpu).sum::<u64>()
        });
        Usage { server: stat(self.server).map_or(0, |stat| stat.cpu), postgres }
    }

    /// The server's memory now.
    pub fn memory(&self) -> Memory {
        let status = fs::read_to_string(format!("/proc/{}/status", self.server)).unwrap_or_default();
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name))?;
            Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
        };
        let of = |name: &str| field(name).unwrap_or_default();
        Memory { resident: of("VmRSS:"), anonymous: of("RssAnon:"), file: of("RssFile:") }
    }
}

struct Stat {
    parent: u32,
    cpu: u64,
    reaped: u64,
}

fn stat(process: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // the name may contain anything, but it ends at the last parenthesis
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| Some(fields.get(index)?.parse::<u64>().ok()? * TICK);
    Some(Stat { parent: fields.get(1)?.parse().ok()?, cpu: ticks(11)? + ticks(12)?, reaped: ticks(13)? + ticks(14)? })
}

fn children(parent: u32) -> Vec<Stat> {
    let Ok(folder) = fs::read_dir("/proc") else { return Vec::new() };
    folder
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(stat)
        .filter(|stat| stat.parent == parent)
        .collect()
}

/// The parent of a process.
pub fn parent(process: u32) -> Option<u32> {
    stat(process).map(|stat| stat.parent)
}

/// One line about the machine, and one about what else it is doing.
pub fn describe() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let value = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let model = value(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| "unknown processor".into());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = value(&read("/proc/meminfo"), "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<u64>().ok())
        .unwrap_or_default();
    let kernel = read("/proc/sys/kernel/osrelease");
    let load = read("/proc/loadavg");
    format!(
        "{cores} × {model}, {} GiB, Linux {}\nload before: {} (cores are shared with the load generator)",
        memory / 1024 / 1024,
        kernel.trim(),
        load.split(' ').take(3).collect::<Vec<_>>().join(" ")
    )
}
