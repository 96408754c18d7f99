//! Killed at any instant (SIGKILL), while everyone writes and while it starts, again and again on the same data.

use std::path::Path;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Plan;
use super::people::People;
use super::report::Row;
use crate::writing::person::Order;
use crate::{Node, Outcome, Program};

const PAIRS: usize = 8;
const WINDOW: usize = 8;
/// A server lives at most this long, in microseconds.
const LIFE: u64 = 250_000;
/// Every so many kills hit a server that is still starting.
const EARLY: usize = 5;
/// The start takes about this long, in microseconds.
const START: u64 = 60_000;

/// Runs the test on a data folder.
///
/// # Errors
/// When the server does not come up again, or can't be asked.
pub async fn run(plan: &Plan) -> Outcome<Row> {
    let folder = plan.folder("kill")?;
    let kills = plan.size.kills;
    on(plan, "killed at any instant", &plan.program(&folder), &folder.join("data"), kills).await
}

/// Runs the test on the store that a program's settings name.
pub(super) async fn on(plan: &Plan, name: &str, program: &Program, data: &Path, kills: usize) -> Outcome<Row> {
    let begun = Instant::now();
    let mut luck = plan.luck(name);
    let node = Node::start(program, data).await?;
    let mut people = People::sign_up(&node, PAIRS, WINDOW, &mut luck).await?;
    // Something is there to be lost, however slow the machine is.
    let (say, go_on) = watch::channel(Order::Write);
    let writing = async {
        tokio::time::sleep(Duration::from_micros(LIFE)).await;
        say.send_replace(Order::Finish);
        Ok(())
    };
    people.write_while(&node.url(), &go_on, writing).await?;
    node.kill()?;
    for kill in 1..=kills {
        if kill % EARLY == 0 {
            let mut child = program.launch(data)?;
            tokio::time::sleep(Duration::from_micros(luck.u64(..START))).await;
            child.kill()?;
            child.wait()?;
            continue;
        }
        let node = Node::start(program, data).await?;
        let (_say, go_on) = watch::channel(Order::Write);
        let life = Duration::from_micros(luck.u64(..LIFE));
        let url = node.url();
        let killing = async {
            tokio::time::sleep(life).await;
            node.kill()
        };
        people.write_while(&url, &go_on, killing).await?;
    }

    let node = Node::start(program, data).await?;
    people.settle(&node).await?;
    let verdict = people.judge(&node).await?;
    node.stop().await?;
    let done = format!("{kills} kills, {} people", 2 * PAIRS);
    Ok(Row { name: name.to_owned(), done, verdict, time: begun.elapsed() })
}
