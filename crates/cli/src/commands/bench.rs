//! `subrosa bench`: how fast this disk lets a store be. The large benchmarks are programs of their own, in `bench/`.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use futures_util::future::try_join_all;
use serde::Serialize;
use subrosa_proto::sync::Epoch;
use subrosa_proto::{AccountId, ClientId, Clock, ConversationId, EventId};
use subrosa_store::conversations::Head;
use subrosa_store::events::NewMessage;
use subrosa_store::{Db, Error, Folder, Options, conversations, events};

use super::place;
use crate::failure::Failure;
use crate::machine::{self, SystemClock, random_u64};
use crate::output::{Output, table};

/// Writes that are timed one by one.
const SINGLE: i64 = 300;
/// Messages under way at once when they are committed together.
const WRITERS: i64 = 256;

/// Measure this disk: one fsync, one message alone, many messages together
#[derive(Args)]
#[command(after_help = "\
Example:
  subrosa bench --data /var/lib/subrosa

Makes a store of its own in the folder and removes it afterwards. To be run while little else uses the disk.")]
pub(crate) struct Bench {
    /// How long to write messages together
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    #[command(flatten)]
    data: place::DataFolder,
}

#[derive(Serialize)]
struct Figure {
    metric: &'static str,
    unit: &'static str,
    median: f64,
    p99: Option<f64>,
}

impl Bench {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        machine::keep_files_private();
        let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(&self.data.data).map_err(|error| {
            Failure::new(format!("{} can't be written: {error}", self.data.data.display())).hint("check --data")
        })?;
        let runtime = tokio::runtime::Runtime::new().map_err(Failure::new)?;
        let mut figures = vec![fsyncs(folder.path()).map_err(Failure::new)?];
        figures.extend(runtime.block_on(commits(folder.path(), Duration::from_secs(self.seconds)))?);
        let mut table = table(["figure", "median", "p99", ""]);
        for figure in &figures {
            let p99 = figure.p99.map_or_else(String::new, |p99| format!("{p99:.2}"));
            table.add_row([figure.metric.to_owned(), format!("{:.2}", figure.median), p99, figure.unit.to_owned()]);
        }
        output.result(&figures, table.trim_fmt())
    }
}

/// Median and 99th percentile.
fn latency(metric: &'static str, mut times: Vec<Duration>) -> Figure {
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1_000.0);
    Figure { metric, unit: "ms", median: at(50), p99: Some(at(99)) }
}

/// What the disk takes for 4 KiB, without a store.
fn fsyncs(folder: &Path) -> std::io::Result<Figure> {
    let mut file = std::fs::File::create(folder.join("fsync"))?;
    let mut times = Vec::new();
    for _ in 0..SINGLE {
        let begun = Instant::now();
        file.write_all(&[7; 4_096])?;
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    Ok(latency("fsync of 4 KiB", times))
}

async fn commits(folder: &Path, time: Duration) -> Result<[Figure; 3], Failure> {
    let groups = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&groups);
    let on_commit = Arc::new(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    let options = Options { on_commit: Some(on_commit), ..Options::default() };
    let db = Db::open(Folder::open(&folder.join("store"))?, Epoch(random_u64()), &options)?;
    prepare(&db).await?;
    let ids = Arc::new(AtomicI64::new(1));

    let mut times = Vec::new();
    for seq in 1..=SINGLE {
        let begun = Instant::now();
        append(&db, &ids, 1, seq).await?;
        times.push(begun.elapsed());
    }
    let alone = latency("one message, alone", times);

    groups.store(0, Ordering::Relaxed);
    let begun = Instant::now();
    let write = async |writer| {
        let mut seq = if writer == 1 { SINGLE } else { 0 };
        let first = seq;
        while begun.elapsed() < time {
            seq += 1;
            append(&db, &ids, writer, seq).await?;
        }
        Ok::<_, Error>(seq - first)
    };
    let written: i64 = try_join_all((1..=WRITERS).map(write)).await?.into_iter().sum();
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds are far below 2^52")]
    let (written, groups) = (written as f64, groups.load(Ordering::Relaxed) as f64);
    let rate = written / begun.elapsed().as_secs_f64();
    Ok([
        alone,
        Figure { metric: "messages together", unit: "messages/s", median: rate, p99: None },
        Figure { metric: "messages in one commit", unit: "", median: written / groups.max(1.0), p99: None },
    ])
}

/// A conversation for each writer, so that their messages share nothing but the commit.
async fn prepare(db: &Db) -> Result<(), Error> {
    let now = SystemClock.now();
    db.write(async move |tx| {
        for writer in 1..=WRITERS {
            let pair = (AccountId::new(writer), AccountId::new(WRITERS + writer));
            conversations::insert(
                tx,
                ConversationId::new(writer),
                subrosa_proto::conversation::ConversationKind::Direct,
                pair,
                now,
            )
            .await?;
        }
        Ok(())
    })
    .await
}

/// What a send writes that grows with every message: the event and the conversation's head.
async fn append(db: &Db, ids: &AtomicI64, writer: i64, seq: i64) -> Result<(), Error> {
    let now = SystemClock.now();
    let conversation = ConversationId::new(writer);
    let id = EventId::new(ids.fetch_add(1, Ordering::Relaxed));
    db.write(async move |tx| {
        let message = NewMessage {
            id,
            conversation,
            seq,
            author: AccountId::new(writer),
            client_id: ClientId(uuid::Uuid::now_v7()),
            at: now,
            numbers: [seq, seq],
            body: br#"{"v":1,"text":"about one hundred bytes, as many as a short message to a friend may well have"}"#,
        };
        events::insert_many(tx, &[message]).await?;
        conversations::set_heads(tx, &[Head { conversation, head: seq, activity: now }]).await
    })
    .await
}
