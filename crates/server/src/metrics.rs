//! What is measured, for Prometheus at `/metrics`. No label ever holds anything about a person.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use subrosa_messaging::{EmbeddingOutcome, Observation};
use subrosa_store::{Commit, Fallback, HistoryPage};

/// Why a replica did not give a page, as a label.
type Why = [(&'static str, &'static str); 1];

/// The metrics. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    pub(crate) sockets: Gauge,
    pub(crate) requests: Counter,
    pub(crate) resyncs: Counter,
    pub(crate) live_delay: Histogram,
    queued: Gauge,
    messages: Counter,
    batch_changes: Histogram,
    batch_seconds: Histogram,
    commit_commands: Histogram,
    commit_seconds: Histogram,
    failed_commits: Counter,
    replica_pages: Counter,
    replica_fallbacks: Family<Why, Counter>,
    embeddings: Family<Why, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// Fresh metrics, all at zero.
    #[must_use]
    pub fn new() -> Self {
        let seconds = || Histogram::new(exponential_buckets(0.000_1, 2.0, 16));
        let counts = || Histogram::new(exponential_buckets(1.0, 2.0, 12));
        let mut metrics = Self {
            registry: Arc::default(),
            sockets: Gauge::default(),
            requests: Counter::default(),
            resyncs: Counter::default(),
            live_delay: seconds(),
            queued: Gauge::default(),
            messages: Counter::default(),
            batch_changes: counts(),
            batch_seconds: seconds(),
            commit_commands: counts(),
            commit_seconds: seconds(),
            failed_commits: Counter::default(),
            replica_pages: Counter::default(),
            replica_fallbacks: Family::default(),
            embeddings: Family::default(),
        };
        metrics.registry = Arc::new(metrics.register());
        metrics
    }

    fn register(&self) -> Registry {
        let mut registry = Registry::with_prefix("subrosa");
        registry.register("sockets", "Open sockets", self.sockets.clone());
        registry.register("requests", "HTTP requests", self.requests.clone());
        registry.register("resyncs", "Sessions that read the store after a gap", self.resyncs.clone());
        registry.register("messages", "Messages appended", self.messages.clone());
        registry.register("store_queue", "Commands waiting for the writer", self.queued.clone());
        registry.register("failed_commits", "Group commits that failed", self.failed_commits.clone());
        registry.register("batch_changes", "Changes in a batch", self.batch_changes.clone());
        registry.register("commit_commands", "Commands in a group commit", self.commit_commands.clone());
        registry.register("replica_pages", "Pages of history from a replica", self.replica_pages.clone());
        let help = "Pages of history from the primary, because no replica gave them";
        registry.register("replica_fallbacks", help, self.replica_fallbacks.clone());
        let help = "Requests for vectors of questions and articles, by what came of them";
        registry.register("embeddings", help, self.embeddings.clone());
        // So that each reason is there before it first happens.
        Fallback::ALL.iter().for_each(|why| drop(self.replica_fallbacks.get_or_create(&[("why", why.word())])));
        for (name, help, histogram) in [
            ("live_delay", "From a commit to the socket: how far sync lags", &self.live_delay),
            ("batch", "From taking a batch to its commit", &self.batch_seconds),
            ("commit", "From a group's begin to the end of its fsync", &self.commit_seconds),
        ] {
            registry.register_with_unit(name, help, Unit::Seconds, histogram.clone());
        }
        registry
    }

    /// Notes a group commit.
    pub fn observe_commit(&self, commit: Commit) {
        #[expect(clippy::cast_precision_loss, reason = "a group has hundreds of commands, not 2^52")]
        self.commit_commands.observe(commit.commands as f64);
        self.commit_seconds.observe(commit.took.as_secs_f64());
        if !commit.ok {
            self.failed_commits.inc();
        }
    }

    /// Notes a batch.
    pub fn observe_batch(&self, batch: Observation) {
        self.messages.inc_by(batch.messages as u64);
        #[expect(clippy::cast_precision_loss, reason = "a batch has thousands of changes, not 2^52")]
        self.batch_changes.observe(batch.changes as f64);
        self.batch_seconds.observe(batch.took.as_secs_f64());
    }

    /// Notes where a page of history came from.
    pub fn observe_history_page(&self, page: HistoryPage) {
        match page {
            HistoryPage::Replica => {
                self.replica_pages.inc();
            }
            HistoryPage::Primary(why) => {
                self.replica_fallbacks.get_or_create(&[("why", why.word())]).inc();
            }
        }
    }

    /// Takes over how often what came of requests for vectors.
    pub(crate) fn set_embeddings(&self, counts: impl Iterator<Item = (EmbeddingOutcome, u64)>) {
        for (outcome, count) in counts {
            self.embeddings.get_or_create(&[("why", outcome.word())]).inner().store(count, Ordering::Relaxed);
        }
    }

    /// The exposition format of Prometheus.
    pub(crate) fn text(&self, queued: usize) -> String {
        self.queued.set(i64::try_from(queued).unwrap_or(i64::MAX));
        let mut text = String::new();
        if let Err(error) = encode(&mut text, &self.registry) {
            tracing::error!(%error, "the metrics could not be written");
        }
        text
    }
}
