//! Killed at any instant (SIGKILL), while everyone writes and while it starts, again and again on the same data.

use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Plan;
use super::people::People;
use super::report::Row;
use crate::{Node, Outcome};

const PAIRS: usize = 8;
const WINDOW: usize = 8;
/// A server lives at most this long, in microseconds.
const LIFE: u64 = 250_000;
/// Every so many kills hit a server that is still starting.
const EARLY: usize = 5;
/// The start takes about this long, in microseconds.
const START: u64 = 60_000;

/// Runs the test.
///
/// # Errors
/// When the server does not come up again, or can't be asked.
pub async fn run(plan: &Plan) -> Outcome<Row> {
    let begun = Instant::now();
    let folder = plan.folder("kill")?;
    let (data, program, mut luck) = (folder.join("data"), plan.program(&folder), plan.luck("kill"));

    let node = Node::start(&program, &data).await?;
    let mut people = People::sign_up(&node, PAIRS, WINDOW, &mut luck).await?;
    people.settle(&node).await?;
    node.kill()?;
    for kill in 1..=plan.size.kills {
        if kill % EARLY == 0 {
            let mut child = program.launch(&data)?;
            tokio::time::sleep(Duration::from_micros(luck.u64(..START))).await;
            child.kill()?;
            child.wait()?;
            continue;
        }
        let node = Node::start(&program, &data).await?;
        let (_say, go_on) = watch::channel(true);
        let life = Duration::from_micros(luck.u64(..LIFE));
        let url = node.url();
        let killing = async {
            tokio::time::sleep(life).await;
            node.kill()
        };
        people.write_while(&url, &go_on, killing).await?;
    }

    let node = Node::start(&program, &data).await?;
    people.settle(&node).await?;
    let verdict = people.judge(&node).await?;
    node.stop().await?;
    let done = format!("{} kills, {} people", plan.size.kills, 2 * PAIRS);
    Ok(Row { name: "killed at any instant".into(), done, verdict, time: begun.elapsed() })
}
