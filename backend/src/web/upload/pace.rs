//! Holds the whole body of an upload to one size and one pace, whatever its parts look like: what lies
//! before, between and behind them counts too.

use std::time::Duration;

use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use futures_util::stream::{Stream, StreamExt, try_unfold};
use tokio::time::{Instant, timeout_at};

/// How long an upload may take (safety 2.3).
const DEADLINE: Duration = Duration::from_secs(600);
/// After this long a client must have sent [`LEAST_RATE`] on average.
const GRACE: Duration = Duration::from_secs(10);
/// How long a client that was faster may pause.
const PAUSE: Duration = Duration::from_secs(30);
/// Bytes per second.
const LEAST_RATE: u64 = 8 * 1024;

/// The body, until it has more than `most` bytes (`Overflow`) or comes too slowly (`TimedOut`).
pub(super) fn paced<S>(body: S, most: u64) -> impl Stream<Item = Result<Bytes, PayloadError>>
where
    S: Stream<Item = Result<Bytes, PayloadError>> + Unpin,
{
    let began = Instant::now();
    try_unfold((body, 0_u64), move |(mut body, so_far)| async move {
        let until = began + patience(so_far, began.elapsed());
        let Ok(next) = timeout_at(until, body.next()).await else {
            return Err(PayloadError::Io(std::io::ErrorKind::TimedOut.into()));
        };
        let Some(chunk) = next.transpose()? else { return Ok(None) };
        let so_far = so_far + chunk.len() as u64;
        if so_far > most {
            return Err(PayloadError::Overflow);
        }
        Ok(Some((chunk, (body, so_far))))
    })
}

/// When the next bytes must be here, counted from the beginning.
fn patience(so_far: u64, elapsed: Duration) -> Duration {
    GRACE.max(Duration::from_secs(so_far / LEAST_RATE)).min(elapsed + PAUSE).min(DEADLINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_grows_with_what_came_and_ends() {
        let seconds = |so_far, elapsed| patience(so_far, Duration::from_secs(elapsed)).as_secs();
        assert_eq!(seconds(0, 0), 10, "nothing has come");
        assert_eq!(seconds(79 * 1024, 9), 10, "a trickle");
        assert_eq!(seconds(160 * 1024, 15), 20, "just fast enough");
        assert_eq!(seconds(10 << 20, 5), 35, "fast, and then a pause");
        assert_eq!(seconds(100 << 20, 590), 600, "for ever");
    }
}
