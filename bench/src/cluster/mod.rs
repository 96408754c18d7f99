//! The cluster's figures: a server on PostgreSQL beside one on a data folder, what a second and third server cost, and what a message
//! costs in round trips and bytes.
//!
//! On a machine of two cores, which the load generator shares, more servers show what they cost and not what they bring.

mod ground;
mod meter;

use subrosa_testkit::Outcome;

use crate::node::Node;
use crate::people::Cast;
use crate::product::{latency, throughput};
use crate::report::{Bar, Figure, milliseconds};
use crate::suite::Suite;
use crate::{Arguments, Failure};
use ground::Ground;

const PAIRS: usize = 100;
const WINDOW: usize = 32;
/// Messages a second of the latencies: half of what one server on PostgreSQL must carry.
const RATE: u32 = 3_750;
const BENCH: &str = "cluster";

/// Runs all of them.
///
/// # Errors
/// The first failure ends the run.
pub(crate) async fn run(arguments: &Arguments) -> Result<Vec<Figure>, Failure> {
    let mut suite = Suite { arguments, figures: Vec::new() };
    suite.on_postgres().await?;
    suite.across().await?;
    suite.more_servers().await?;
    suite.price_of_a_message().await?;
    Ok(suite.figures)
}

/// Servers on one ground, the first of which takes the sends.
async fn servers(ground: &Ground, folder: &std::path::Path, count: usize) -> Result<Vec<Node>, Failure> {
    let mut nodes = Vec::new();
    for index in 0..count {
        nodes.push(ground.node(&folder.join(index.to_string()), count > 1).await?);
    }
    if count > 1 {
        // A server is in the circle when it has heard of the others.
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    }
    Ok(nodes)
}

/// The servers at which the recipients are: all but the first, where there are others.
fn recipients(nodes: &[Node]) -> Vec<&Node> {
    if nodes.len() == 1 { nodes.iter().collect() } else { nodes.iter().skip(1).collect() }
}

impl Suite<'_> {
    async fn on_postgres(&mut self) -> Result<(), Failure> {
        let (mut folder_rates, mut rates, mut ratios, mut batches) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..self.arguments.runs {
            let folder = self.folder()?;
            let beside = throughput::measure(folder.path(), Cast::pairs(PAIRS), WINDOW, self.arguments.seconds).await?;
            let ground = Ground::start(false).await?;
            let made = ground.cast(Cast::pairs(PAIRS)).await?;
            let folder = self.folder()?;
            let nodes = servers(&ground, folder.path(), 1).await?;
            let to = recipients(&nodes);
            let run = throughput::load(&nodes[0], &to, made, WINDOW, self.arguments.seconds, || Ok(())).await?;
            folder_rates.push(beside.delivered);
            rates.push(run.delivered);
            ratios.push(run.delivered / beside.delivered);
            batches.push(run.batch);
        }
        self.add(BENCH, "durable delivered, one server on a data folder", "/s", &folder_rates, Bar::None);
        self.add(BENCH, "durable delivered, one server on PostgreSQL", "/s", &rates, Bar::AtLeast(7_500.0));
        self.add(BENCH, "on PostgreSQL / on a data folder", "", &ratios, Bar::None);
        self.add(BENCH, "sends in a batch on PostgreSQL", "", &batches, Bar::None);
        Ok(())
    }

    async fn across(&mut self) -> Result<(), Failure> {
        let mut figures: [[Vec<f64>; 2]; 2] = Default::default();
        let mut ratios = Vec::new();
        for _ in 0..self.arguments.runs {
            let mut p99 = [0.0; 2];
            for (index, count) in [1, 2].into_iter().enumerate() {
                let ground = Ground::start(false).await?;
                let made = ground.cast(Cast::pairs(PAIRS)).await?;
                let folder = self.folder()?;
                let nodes = servers(&ground, folder.path(), count).await?;
                let seconds = self.arguments.seconds;
                let histogram = latency::load(&nodes[0], &nodes[count - 1], made, RATE, seconds).await?;
                p99[index] = milliseconds(&histogram, 0.99);
                figures[index][0].push(milliseconds(&histogram, 0.5));
                figures[index][1].push(p99[index]);
            }
            ratios.push(p99[1] / p99[0]);
        }
        for (runs, whose) in figures.iter().zip(["one server", "from one server to another"]) {
            self.add(BENCH, &format!("end to end at {RATE}/s, {whose}, p50"), "ms", &runs[0], Bar::None);
            self.add(BENCH, &format!("end to end at {RATE}/s, {whose}, p99"), "ms", &runs[1], Bar::None);
        }
        self.add(BENCH, "p99 between servers / p99 of one server", "", &ratios, Bar::AtMost(3.0));
        Ok(())
    }

    /// All sends at the first server, all recipients at the others: where the processor's time goes.
    async fn more_servers(&mut self) -> Result<(), Failure> {
        for count in 1..=3 {
            let (mut rates, mut times): (Vec<f64>, [Vec<f64>; 4]) = (Vec::new(), Default::default());
            for _ in 0..self.arguments.runs {
                let ground = Ground::start(false).await?;
                let made = ground.cast(Cast::pairs(PAIRS)).await?;
                let folder = self.folder()?;
                let nodes = servers(&ground, folder.path(), count).await?;
                let to = recipients(&nodes);
                let used = || -> Result<[f64; 4], Failure> {
                    let shared = ground.shared()?;
                    let others = nodes.iter().skip(1).map(Node::cpu_seconds).sum::<Outcome<f64>>()?;
                    Ok([nodes[0].cpu_seconds()?, others, shared.postgres, shared.nats])
                };
                let mut before = [0.0; 4];
                let begin = || {
                    before = used()?;
                    Ok(())
                };
                let seconds = self.arguments.seconds;
                let run = throughput::load(&nodes[0], &to, made, WINDOW, seconds, begin).await?;
                #[expect(clippy::cast_precision_loss, reason = "some seconds")]
                let messages = run.delivered * seconds as f64;
                for ((times, after), before) in times.iter_mut().zip(used()?).zip(before) {
                    times.push((after - before) * 1e6 / messages);
                }
                rates.push(run.delivered);
            }
            self.add(BENCH, &format!("durable delivered, {count} servers"), "/s", &rates, Bar::None);
            let whose = ["the sending server", "the other servers", "PostgreSQL", "NATS"];
            for (runs, whose) in times.iter().zip(whose) {
                let metric = format!("processor time a message, {count} servers, {whose}");
                self.add(BENCH, &metric, "µs", runs, Bar::None);
            }
        }
        Ok(())
    }

    async fn price_of_a_message(&mut self) -> Result<(), Failure> {
        for (count, conversations) in [(1, 1), (2, 1), (3, 1), (1, 100)] {
            let mut figures: [Vec<f64>; 4] = Default::default();
            for _ in 0..self.arguments.runs {
                let ground = Ground::start(true).await?;
                let mut made = ground.cast(Cast { pairs: PAIRS + 1, conversations }).await?;
                let folder = self.folder()?;
                let nodes = servers(&ground, folder.path(), count).await?;
                let (to, (postgres, nats)) = (recipients(&nodes), ground.meters()?);
                let begin = || -> Result<(), Failure> {
                    let _before = (postgres.take(), nats.take());
                    Ok(())
                };
                // Alone, so that nothing is sent ahead of an answer and each answer is one.
                let one = made.split_off(PAIRS);
                let alone = throughput::load(&nodes[0], &to, one, 1, 2, begin).await?;
                let round_trips_alone = postgres.take().round_trips / (2.0 * alone.delivered);
                let seconds = self.arguments.seconds.min(5);
                let run = throughput::load(&nodes[0], &to, made, WINDOW, seconds, begin).await?;
                #[expect(clippy::cast_precision_loss, reason = "some seconds")]
                let messages = run.delivered * seconds as f64;
                let (postgres, nats) = (postgres.take(), nats.take());
                let figures_of = [
                    round_trips_alone,
                    postgres.round_trips / messages,
                    postgres.bytes / messages,
                    nats.bytes / messages,
                ];
                for (runs, figure) in figures.iter_mut().zip(figures_of) {
                    runs.push(figure);
                }
            }
            let which = format!("{count} servers, {conversations} conversations each");
            self.add(BENCH, &format!("database round trips of a message alone, {which}"), "", &figures[0], Bar::None);
            self.add(BENCH, &format!("database round trips a message, {which}"), "", &figures[1], Bar::None);
            self.add(BENCH, &format!("database bytes a message, {which}"), "B", &figures[2], Bar::None);
            self.add(BENCH, &format!("NATS bytes a message, {which}"), "B", &figures[3], Bar::None);
        }
        Ok(())
    }
}
