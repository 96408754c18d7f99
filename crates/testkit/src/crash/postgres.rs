//! The same on PostgreSQL, which syncs as it would for real: the server is killed at any instant; and PostgreSQL itself is, while the
//! server goes on, refuses what it can't write down, and goes on again by itself.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::people::People;
use super::report::Row;
use super::{Plan, kill};
use crate::postgres::{Postgres, Sync};
use crate::writing::person::Order;
use crate::{Node, Outcome, Program};

const PAIRS: usize = 8;
/// One message on its way at a time: what is refused while PostgreSQL is away is sent again, and these people, unlike the product's
/// clients, do not hold back what they sent behind it.
const WINDOW: usize = 1;
/// PostgreSQL lives this long at most, and is away this long at most, in microseconds.
const LIFE: u64 = 800_000;
const AWAY: u64 = 300_000;

fn on(server: &Postgres, program: Program) -> Program {
    program.with_environment([("SUBROSA_POSTGRES_URL", PathBuf::from(server.url()))])
}

/// The server is killed.
///
/// # Errors
/// When there is no PostgreSQL, or the server does not come up again.
pub async fn server_killed(plan: &Plan) -> Outcome<Row> {
    let folder = plan.folder("postgres-server")?;
    let postgres = Postgres::start(Sync::Yes)?;
    let program = on(&postgres, plan.program(&folder));
    let name = "killed at any instant, on PostgreSQL";
    kill::on(plan, name, &program, &folder.join("data"), plan.size.postgres_kills).await
}

/// PostgreSQL is killed.
///
/// # Errors
/// When there is no PostgreSQL, or the server does not go on.
pub async fn postgres_killed(plan: &Plan) -> Outcome<Row> {
    let begun = Instant::now();
    let folder = plan.folder("postgres-killed")?;
    let postgres = Postgres::start(Sync::Yes)?;
    let program = on(&postgres, plan.program(&folder));
    let mut luck = plan.luck("postgres-killed");
    let node = Node::start(&program, &folder.join("data")).await?;
    let mut people = People::sign_up(&node, PAIRS, WINDOW, &mut luck).await?;
    people.settle(&node).await?;
    for _ in 0..plan.size.postgres_kills {
        let (life, away) = (Duration::from_micros(luck.u64(..LIFE)), Duration::from_micros(luck.u64(..AWAY)));
        let (stop, go_on) = watch::channel(Order::Write);
        let killing = async {
            tokio::time::sleep(life).await;
            postgres.stop()?;
            tokio::time::sleep(away).await;
            postgres.resume()?;
            stop.send_replace(Order::Finish);
            Ok(())
        };
        // A session that can't read the store ends; its client comes back.
        people.write_while(&node.url(), &go_on, killing).await?;
    }
    people.settle(&node).await?;
    let verdict = people.judge(&node).await?;
    node.stop().await?;
    let done = format!("{} kills of PostgreSQL, {} people", plan.size.postgres_kills, 2 * PAIRS);
    Ok(Row { name: "PostgreSQL killed at any instant".into(), done, verdict, time: begun.elapsed() })
}
