//! The clock: the only caller of `Utc::now`, and a value that tests can set.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::db::Ts;

/// Tells the time. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Microseconds added to the machine's time; tests move it.
    offset: Arc<AtomicI64>,
}

impl Clock {
    /// Now.
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> Ts {
        Ts::from_micros(chrono::Utc::now().timestamp_micros() + self.offset.load(Ordering::Relaxed))
    }

    /// Moves the clock ahead, for tests of time-outs.
    pub fn advance(&self, span: chrono::Duration) {
        self.offset.fetch_add(span.num_microseconds().unwrap_or(0), Ordering::Relaxed);
    }
}
