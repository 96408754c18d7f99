//! Which figures there are, and the bars they are held against.

use std::path::Path;
use std::time::Duration;

use crate::limits::group_commit::Shape;
use crate::limits::{self, echo, fsync, group_commit};
use crate::people::Cast;
use crate::product::{
    bots, campaigns, catch_up, first, idle, inbox, latency, page, ready, segments, throughput, tracking,
};
use crate::report::{Bar, Figure, milliseconds};
use crate::{Arguments, Failure};

/// Runs what the arguments ask for.
///
/// # Errors
/// The first failure ends the run: a figure beside a failure means nothing.
pub(crate) async fn run(arguments: &Arguments) -> Result<Vec<Figure>, Failure> {
    let mut suite = Suite { arguments, figures: Vec::new() };
    if suite.wants("limits") {
        suite.limits().await?;
    }
    if suite.wants("throughput") {
        suite.throughput().await?;
    }
    if suite.wants("latency") {
        suite.latency().await?;
    }
    if suite.wants("idle") {
        suite.idle().await?;
    }
    if suite.wants("catch-up") {
        suite.catch_up().await?;
    }
    if suite.wants("page") {
        suite.page().await?;
    }
    if suite.wants("inbox") {
        suite.inbox().await?;
    }
    if suite.wants("bots") {
        suite.bots().await?;
    }
    if suite.wants("tracking") {
        suite.tracking().await?;
    }
    if suite.wants("segments") {
        suite.segments().await?;
    }
    if suite.wants("campaigns") {
        suite.campaigns().await?;
    }
    if suite.wants("ready") {
        suite.ready().await?;
    }
    if suite.wants("first") {
        suite.first().await?;
    }
    Ok(suite.figures)
}

pub(crate) struct Suite<'a> {
    pub(crate) arguments: &'a Arguments,
    pub(crate) figures: Vec<Figure>,
}

impl Suite<'_> {
    fn wants(&self, name: &str) -> bool {
        self.arguments.only.as_ref().is_none_or(|only| name.contains(only.as_str()))
    }

    /// A fresh folder on the disk to be measured.
    pub(crate) fn folder(&self) -> Result<tempfile::TempDir, Failure> {
        Ok(tempfile::tempdir_in::<&Path>(&self.arguments.work)?)
    }

    pub(crate) fn add(&mut self, bench: &str, metric: &str, unit: &str, runs: &[f64], bar: Bar) {
        let figure = Figure::new(bench, metric, unit, runs, bar);
        eprintln!("{bench}: {metric} {:.3} {unit} ({:.3} to {:.3})", figure.median, figure.min, figure.max);
        self.figures.push(figure);
    }

    async fn limits(&mut self) -> Result<(), Failure> {
        let (mut p50, mut p99) = (Vec::new(), Vec::new());
        let (mut echoes, mut echo_p50, mut echo_p99) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..self.arguments.runs {
            let folder = self.folder()?;
            let histogram = fsync::measure(folder.path(), 2_000)?;
            p50.push(milliseconds(&histogram, 0.5));
            p99.push(milliseconds(&histogram, 0.99));
            echoes.push(echo::measure(100, 32, 100, 3).await?.round_trips);
            let one = echo::measure(1, 1, 100, 2).await?;
            echo_p50.push(one.p50_us / 1e3);
            echo_p99.push(one.p99_us / 1e3);
        }
        self.add("limits", "fdatasync p50", "ms", &p50, Bar::None);
        self.add("limits", "fdatasync p99", "ms", &p99, Bar::None);
        self.add("limits", "echo, 100 sockets, window 32", "/s", &echoes, Bar::None);
        self.add("limits", "echo, 1 socket, p50", "ms", &echo_p50, Bar::None);
        self.add("limits", "echo, 1 socket, p99", "ms", &echo_p99, Bar::None);
        Ok(())
    }

    async fn throughput(&mut self) -> Result<(), Failure> {
        let (mut delivered, mut batches, mut cores) = (Vec::new(), Vec::new(), Vec::new());
        let (mut bare, mut ratios) = (Vec::new(), Vec::new());
        for _ in 0..self.arguments.runs {
            let folder = self.folder()?;
            let run = throughput::measure(folder.path(), Cast::pairs(100), 32, self.arguments.seconds).await?;
            // The bare commit in batches of the size that the product's run had, right behind it.
            let folder = self.folder()?;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a batch has some thousands")]
            let batch = run.batch.round() as usize;
            let shape = Shape {
                conversations: 100,
                batch: batch.max(1),
                text: 100,
                duration: Duration::from_secs(self.arguments.seconds.min(5)),
            };
            let limit = group_commit::measure(folder.path(), shape).await?;
            delivered.push(run.delivered);
            batches.push(run.batch);
            cores.push(run.server_cores);
            bare.push(limit);
            ratios.push(run.delivered / limit);
        }
        self.add("throughput", "durable delivered, 100 pairs, window 32", "/s", &delivered, Bar::AtLeast(15_000.0));
        self.add("throughput", "bare group commit, same batches", "/s", &bare, Bar::None);
        self.add("throughput", "delivered / bare group commit", "", &ratios, Bar::AtLeast(0.5));
        self.add("throughput", "sends in a batch", "", &batches, Bar::None);
        self.add("throughput", "server processor cores", "", &cores, Bar::None);
        Ok(())
    }

    async fn latency(&mut self) -> Result<(), Failure> {
        for rate in [500, 2_000] {
            let (mut p50, mut p99) = (Vec::new(), Vec::new());
            for _ in 0..self.arguments.runs {
                let folder = self.folder()?;
                let histogram = latency::measure(folder.path(), Cast::pairs(100), rate, self.arguments.seconds).await?;
                p50.push(milliseconds(&histogram, 0.5));
                p99.push(milliseconds(&histogram, 0.99));
            }
            self.add("latency", &format!("end to end at {rate}/s, p50"), "ms", &p50, Bar::AtMost(0.6));
            self.add("latency", &format!("end to end at {rate}/s, p99"), "ms", &p99, Bar::AtMost(2.5));
        }
        Ok(())
    }

    async fn idle(&mut self) -> Result<(), Failure> {
        let mut at_rest = Vec::new();
        // New accounts, and such as have a screenful of conversations, which every client is sent when it says hello.
        for (conversations, whose) in [(0, "of new accounts"), (30, "of accounts with 30 conversations")] {
            let mut per_socket = Vec::new();
            for _ in 0..self.arguments.runs {
                let folder = self.folder()?;
                let run = idle::measure(folder.path(), 10_000, conversations).await?;
                per_socket.push(run.per_socket / 1024.0);
                at_rest.push(run.at_rest / (1024.0 * 1024.0));
            }
            let metric = format!("server memory per socket, 10,000 {whose}");
            self.add("idle", &metric, "KiB", &per_socket, Bar::AtMost(8.0));
        }
        self.add("idle", "server memory at rest", "MiB", &at_rest, Bar::None);
        Ok(())
    }

    async fn catch_up(&mut self) -> Result<(), Failure> {
        let folder = self.folder()?;
        let rates = catch_up::measure(folder.path(), 100, 10_000, self.arguments.runs).await?;
        let metric = "10,000 messages in 100 conversations";
        self.add("catch-up", metric, "messages/s", &rates, Bar::AtLeast(100_000.0));
        Ok(())
    }

    async fn page(&mut self) -> Result<(), Failure> {
        let folder = self.folder()?;
        let runs = page::measure(folder.path(), 100_000, self.arguments.runs).await?;
        for (index, place) in page::PLACES.iter().enumerate() {
            let medians: Vec<f64> = runs.iter().map(|run| run[index]).collect();
            self.add("page", &format!("50 of 100,000, {place}, p50"), "ms", &medians, Bar::AtMost(1.0));
        }
        let ratios: Vec<f64> = runs.iter().map(|run| run[2] / run[0]).collect();
        self.add("page", "oldest / newest", "", &ratios, Bar::AtMost(1.2));
        Ok(())
    }

    async fn inbox(&mut self) -> Result<(), Failure> {
        let folder = self.folder()?;
        let measured = inbox::measure(folder.path(), self.arguments.runs).await?;
        let reads = inbox::READS.iter().map(|(what, _, most)| (what, *most));
        let searches = inbox::SEARCHES.iter().map(|(what, _)| (what, 100.0));
        for (index, (what, most)) in reads.chain(searches).enumerate() {
            let medians: Vec<f64> = measured.runs.iter().map(|run| run[index]).collect();
            let metric = format!("{what}; 100,000 customers, 1,000,000 messages; p50");
            self.add("inbox", &metric, "ms", &medians, Bar::AtMost(most));
        }
        let found = "search, a note is found after it was written";
        self.add("inbox", found, "ms", &[measured.found_after], Bar::AtMost(1_000.0));
        let taken_in = "search, 1,000,000 messages are taken in, beside other work";
        self.add("inbox", taken_in, "s", &[measured.taken_in], Bar::None);
        Ok(())
    }

    async fn bots(&mut self) -> Result<(), Failure> {
        let (mut answers, mut cores) = (Vec::new(), Vec::new());
        let (mut answers_of_a_core, mut steps_of_a_core) = (Vec::new(), Vec::new());
        let (mut p50, mut p99) = (Vec::new(), Vec::new());
        for _ in 0..self.arguments.runs {
            let folder = self.folder()?;
            let run = bots::measure(folder.path(), 200, 500, self.arguments.seconds).await?;
            answers.push(run.answers);
            cores.push(run.cores);
            answers_of_a_core.push(run.answers / run.cores);
            steps_of_a_core.push(run.steps / run.cores);
            p50.push(milliseconds(&run.added, 0.5));
            p99.push(milliseconds(&run.added, 0.99));
        }
        self.add("bots", "answers, 200 customers, each written with its session", "/s", &answers, Bar::None);
        self.add("bots", "server processor cores", "", &cores, Bar::None);
        self.add("bots", "answers a second of one core", "/s", &answers_of_a_core, Bar::None);
        self.add("bots", "steps of the flow a second of one core", "/s", &steps_of_a_core, Bar::AtLeast(5_000.0));
        self.add("bots", "answer after the customer's own message at 500/s, p50", "ms", &p50, Bar::None);
        self.add("bots", "answer after the customer's own message at 500/s, p99", "ms", &p99, Bar::AtMost(5.0));
        Ok(())
    }

    async fn tracking(&mut self) -> Result<(), Failure> {
        let time = Duration::from_secs(self.arguments.seconds);
        for (name, batch) in [("100", 100), ("20", 20)] {
            let load = tracking::Load { tellers: 8, batch, users: 100_000, time };
            let (mut events, mut cores, mut p99) = (Vec::new(), Vec::new(), Vec::new());
            let (mut bare, mut ratios) = (Vec::new(), Vec::new());
            for _ in 0..self.arguments.runs {
                let folder = self.folder()?;
                let run = tracking::measure(folder.path(), load).await?;
                let folder = self.folder()?;
                let limit = limits::tracking::measure(folder.path(), load).await?;
                events.push(run.events);
                cores.push(run.cores);
                p99.push(milliseconds(&run.took, 0.99));
                bare.push(limit);
                ratios.push(run.events / limit);
            }
            let of = |what: &str| format!("{what}, {name} a request");
            self.add("tracking", &of("durable events"), "/s", &events, Bar::AtLeast(10_000.0));
            self.add("tracking", &of("bare inserts"), "/s", &bare, Bar::None);
            self.add("tracking", &of("events / bare inserts"), "", &ratios, Bar::None);
            self.add("tracking", &of("server processor cores"), "", &cores, Bar::None);
            self.add("tracking", &of("a request, p99"), "ms", &p99, Bar::None);
        }
        Ok(())
    }

    async fn segments(&mut self) -> Result<(), Failure> {
        let fresh = self.folder()?;
        let folder = self.arguments.filled.clone().unwrap_or_else(|| fresh.path().to_owned());
        let filled = segments::open(&folder, self.arguments.contacts).await?;
        for (name, rule, bar) in segments::RULES {
            let (mut runs, mut by_hand, mut ratios, mut first) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            let mut contacts = 0;
            for _ in 0..self.arguments.runs {
                let counted = segments::count(&filled, rule, Duration::from_secs(1)).await?;
                let (path, brand) = (folder.clone(), filled.brand.number());
                let asked = move || segments::by_hand::ask(&path, brand, name, Duration::from_secs(1));
                let (took, found) = tokio::task::spawn_blocking(asked).await??;
                // What is in a window moves on between the two.
                if counted.contacts.abs_diff(found) > 1 + found / 1_000 {
                    return Err(format!("{name}: {} contacts, and by hand {found}", counted.contacts).into());
                }
                runs.push(milliseconds(&counted.took, 0.5));
                by_hand.push(milliseconds(&took, 0.5));
                ratios.push(milliseconds(&counted.took, 0.5) / milliseconds(&took, 0.5));
                #[expect(clippy::cast_precision_loss, reason = "milliseconds of one count")]
                first.push(counted.first as f64 / 1_000.0);
                contacts = counted.contacts;
            }
            let of = |what: &str| format!("{name}{what}: {contacts} of {} contacts", self.arguments.contacts);
            self.add("segments", &of(""), "ms", &runs, Bar::AtMost(bar));
            self.add("segments", &of(", in SQL by hand"), "ms", &by_hand, Bar::None);
            self.add("segments", &of(", to SQL by hand"), "", &ratios, Bar::None);
            self.add("segments", &of(", the first time"), "ms", &first[..1], Bar::None);
        }
        self.add("segments", "memory of the server", "MiB", &[filled.memory()? / (1024.0 * 1024.0)], Bar::None);
        let time = Duration::from_secs(self.arguments.seconds.max(10));
        let (mut p50, mut p99, mut worst, mut rates) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for run in 0..self.arguments.runs.min(3) {
            let (took, rate) = segments::live::measure(&filled, run, time).await?;
            p50.push(milliseconds(&took, 0.5));
            p99.push(milliseconds(&took, 0.99));
            worst.push(milliseconds(&took, 1.0));
            rates.push(rate);
        }
        self.add("segments", "live: events beside it", "/s", &rates, Bar::AtLeast(1_990.0));
        self.add("segments", "live: after an event, p50", "ms", &p50, Bar::None);
        self.add("segments", "live: after an event, p99", "ms", &p99, Bar::AtMost(1_000.0));
        self.add("segments", "live: after an event, the longest", "ms", &worst, Bar::None);
        Ok(())
    }

    async fn campaigns(&mut self) -> Result<(), Failure> {
        let (mut rates, mut planned, mut sent) = (Vec::new(), Vec::new(), 0);
        let [mut idle_half, mut idle, mut during_half, mut during] = [const { Vec::new() }; 4];
        let (fresh, contacts) = (self.folder()?, self.arguments.contacts.min(166_000));
        let filled = self.arguments.filled.clone().unwrap_or_else(|| fresh.path().to_owned());
        segments::fill(&filled, contacts).await?;
        for _ in 0..self.arguments.runs {
            let folder = self.folder()?;
            for entry in std::fs::read_dir(&filled)? {
                let entry = entry?;
                let copy = folder.path().join(entry.file_name());
                std::fs::copy(entry.path(), &copy)?;
                // Or the first commits wait until the disk has taken all of it in.
                std::fs::File::options().write(true).open(&copy)?.sync_all()?;
            }
            let run = campaigns::measure(folder.path(), contacts).await?;
            rates.push(run.rate);
            planned.push(run.planned);
            idle_half.push(milliseconds(&run.idle, 0.5));
            idle.push(milliseconds(&run.idle, 0.99));
            during_half.push(milliseconds(&run.during, 0.5));
            during.push(milliseconds(&run.during, 0.99));
            sent = run.sent;
        }
        let ratios: Vec<f64> = during.iter().zip(&idle).map(|(during, idle)| during / idle).collect();
        self.add("campaigns", &format!("messages, one campaign to {sent}"), "/s", &rates, Bar::AtLeast(5_000.0));
        self.add("campaigns", "from the submission to the first message", "s", &planned, Bar::None);
        self.add("campaigns", "a member's reply before it, p50", "ms", &idle_half, Bar::None);
        self.add("campaigns", "a member's reply before it, p99", "ms", &idle, Bar::None);
        self.add("campaigns", "a member's reply during it, p50", "ms", &during_half, Bar::None);
        self.add("campaigns", "a member's reply during it, p99", "ms", &during, Bar::None);
        self.add("campaigns", "the same, during / before", "", &ratios, Bar::AtMost(3.0));
        Ok(())
    }

    async fn ready(&mut self) -> Result<(), Failure> {
        let folder = self.folder()?;
        let starts = ready::measure(folder.path(), 1_000_000, self.arguments.runs).await?;
        self.add("ready", "after start, 1,000,000 messages stored", "ms", &starts.ready, Bar::AtMost(100.0));
        let memory: Vec<f64> = starts.memory.iter().map(|bytes| bytes / (1024.0 * 1024.0)).collect();
        self.add("ready", "memory at rest", "MiB", &memory, Bar::None);
        Ok(())
    }

    async fn first(&mut self) -> Result<(), Failure> {
        let folder = self.folder()?;
        let all = first::first_messages(folder.path(), 0, 200).await?;
        self.add("first", "first message of a new pair", "ms", &all, Bar::None);
        let folder = self.folder()?;
        let all = first::sign_ins(folder.path(), 20).await?;
        self.add("first", "sign-in", "ms", &all.whole, Bar::None);
        self.add("first", "sign-in, argon2 apart", "ms", &all.argon2_apart, Bar::None);
        Ok(())
    }
}
