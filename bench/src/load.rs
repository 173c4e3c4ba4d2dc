//! Asks over many connections at once, each waiting for an answer before it asks again, and notes
//! how long every answer took.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::http::Client;
use crate::machine::{Usage, Watched};
use crate::rng::Rng;

/// How long requests are sent before anything is measured.
const WARM_UP: Duration = Duration::from_secs(2);

/// Makes the next request of a connection.
pub type Ask = Box<dyn Fn(&mut Rng, usize) -> Vec<u8> + Sync>;

/// What was measured.
#[derive(Debug, Default)]
pub struct Measured {
    /// Microseconds of each answer, ascending.
    pub times: Vec<u32>,
    /// Answers that were no success, warming up included.
    pub errors: usize,
    /// What the first of them said.
    pub first_error: Option<String>,
    /// How long it was measured.
    pub seconds: f64,
    /// CPU that was used meanwhile.
    pub usage: Usage,
}

impl Measured {
    /// Answers per second.
    pub fn rate(&self) -> f64 {
        self.times.len() as f64 / self.seconds
    }

    /// Milliseconds within which `percent` of the answers came.
    pub fn percentile(&self, percent: f64) -> f64 {
        let index = (self.times.len() as f64 * percent / 100.0) as usize;
        self.times.get(index.min(self.times.len().saturating_sub(1))).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
    }
}

const WARMING: u8 = 0;
const MEASURING: u8 = 1;
const DONE: u8 = 2;

/// Runs `connections` connections for `seconds` after warming up.
pub fn run(address: SocketAddr, connections: usize, seconds: u64, watched: &Watched, ask: &Ask) -> Result<Measured> {
    let phase = AtomicU8::new(WARMING);
    let all = Mutex::new(Measured::default());
    std::thread::scope(|scope| {
        for number in 0..connections {
            let (phase, all) = (&phase, &all);
            scope.spawn(move || {
                let mine = connection(address, number, phase, ask);
                if let Ok(mut all) = all.lock() {
                    all.times.extend(mine.times);
                    all.errors += mine.errors;
                    all.first_error = all.first_error.take().or(mine.first_error);
                }
            });
        }
        std::thread::sleep(WARM_UP);
        let (before, begun) = (watched.usage(), Instant::now());
        phase.store(MEASURING, Ordering::Relaxed);
        std::thread::sleep(Duration::from_secs(seconds));
        phase.store(DONE, Ordering::Relaxed);
        let (after, elapsed) = (watched.usage(), begun.elapsed());
        if let Ok(mut all) = all.lock() {
            all.seconds = elapsed.as_secs_f64();
            all.usage = after.since(&before);
        }
    });
    let mut measured = all.into_inner().map_err(|_| anyhow::anyhow!("a connection panicked"))?;
    measured.times.sort_unstable();
    Ok(measured)
}

fn connection(address: SocketAddr, number: usize, phase: &AtomicU8, ask: &Ask) -> Measured {
    let mut mine = Measured::default();
    let mut rng = Rng::new(number as u64 + 1);
    let mut client = None;
    while phase.load(Ordering::Relaxed) != DONE {
        let request = ask(&mut rng, number);
        let begun = Instant::now();
        match answer(&mut client, address, &request) {
            Ok(()) if phase.load(Ordering::Relaxed) == MEASURING => {
                mine.times.push(u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX));
            }
            Ok(()) => {}
            Err(said) => {
                client = None;
                mine.errors += 1;
                mine.first_error.get_or_insert(said);
                std::thread::sleep(Duration::from_millis(10));
            }
        }
    }
    mine
}

fn answer(client: &mut Option<Client>, address: SocketAddr, request: &[u8]) -> Result<(), String> {
    let open = match client.take() {
        Some(open) => open,
        None => Client::connect(address).map_err(|error| error.to_string())?,
    };
    let answer = client.insert(open).send(request).map_err(|error| error.to_string())?;
    match answer.status {
        200..=299 => Ok(()),
        status => Err(format!("{status} {}", String::from_utf8_lossy(&answer.body[..answer.body.len().min(200)]))),
    }
}

#[cfg(test)]
mod tests {
    use super::Measured;

    #[test]
    fn percentiles_are_of_sorted_times() {
        let measured = Measured { times: (1..=1000).map(|n| n * 1000).collect(), seconds: 2.0, ..Measured::default() };
        assert_eq!(measured.rate(), 500.0);
        assert_eq!(measured.percentile(50.0), 501.0);
        assert_eq!(measured.percentile(99.0), 991.0);
        assert_eq!(Measured::default().percentile(99.0), 0.0);
    }
}
