//! What operators watch: counted here, shown at `/metrics` in Prometheus' text format.

use std::time::Duration;

use prometheus::{Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};

use crate::db::Db;
use crate::error::{Error, Result};

/// Methods that are counted by name.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// The metrics. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    connections: IntGauge,
    idle_connections: IntGauge,
    streams: IntGauge,
    jobs: IntCounterVec,
}

impl Metrics {
    /// Fresh metrics, all zero.
    pub fn new() -> Result<Self> {
        let made = || -> prometheus::Result<Self> {
            let metrics = Self {
                registry: Registry::new(),
                requests: IntCounterVec::new(
                    Opts::new("portico_http_requests_total", "HTTP requests answered"),
                    &["method", "route", "status"],
                )?,
                seconds: HistogramVec::new(
                    HistogramOpts::new("portico_http_request_seconds", "Time from request to answer")
                        .buckets(vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0]),
                    &["method", "route"],
                )?,
                connections: IntGauge::new("portico_db_connections", "Open database connections")?,
                idle_connections: IntGauge::new("portico_db_connections_idle", "Idle database connections")?,
                streams: IntGauge::new("portico_live_streams", "Open live streams")?,
                jobs: IntCounterVec::new(Opts::new("portico_jobs_total", "Jobs run"), &["kind", "outcome"])?,
            };
            metrics.registry.register(Box::new(metrics.requests.clone()))?;
            metrics.registry.register(Box::new(metrics.seconds.clone()))?;
            metrics.registry.register(Box::new(metrics.connections.clone()))?;
            metrics.registry.register(Box::new(metrics.idle_connections.clone()))?;
            metrics.registry.register(Box::new(metrics.streams.clone()))?;
            metrics.registry.register(Box::new(metrics.jobs.clone()))?;
            Ok(metrics)
        };
        made().map_err(|error| Error::Internal(error.to_string()))
    }

    /// Counts an answered request.
    pub fn request(&self, method: &str, route: &str, status: u16, took: Duration) {
        // any token can be sent as a method; each label value costs memory
        let method = if METHODS.contains(&method) { method } else { "OTHER" };
        let status = status.to_string();
        self.requests.with_label_values(&[method, route, &status]).inc();
        self.seconds.with_label_values(&[method, route]).observe(took.as_secs_f64());
    }

    /// Counts a job that ended well or not.
    pub fn job(&self, kind: &str, outcome: &str) {
        self.jobs.with_label_values(&[kind, outcome]).inc();
    }

    /// Says how many live streams are open.
    pub fn streams(&self, open: usize) {
        self.streams.set(i64::try_from(open).unwrap_or(i64::MAX));
    }

    /// Everything in Prometheus' text format.
    pub fn render(&self, db: &Db) -> Result<String> {
        let (open, idle) = db.pool_state();
        self.connections.set(i64::from(open));
        self.idle_connections.set(i64::from(idle));
        let mut text = Vec::new();
        TextEncoder::new()
            .encode(&self.registry.gather(), &mut text)
            .map_err(|error| Error::Internal(error.to_string()))?;
        String::from_utf8(text).map_err(|error| Error::Internal(error.to_string()))
    }
}
