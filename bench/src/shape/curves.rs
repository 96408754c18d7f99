//! What is measured at each amount of work.

use std::path::Path;

use super::{Curves, Grows};
use crate::people::Cast;
use crate::product::{catch_up, first, idle, latency, page, ready, throughput};
use crate::report::milliseconds;
use crate::{Arguments, Failure};

type Name = (&'static str, &'static str);

const DELIVERED: Name = ("durable delivered messages", "/s");
const P50: Name = ("end to end at 500/s, p50", "ms");
const P99: Name = ("end to end at 500/s, p99", "ms");
const SOCKET: Name = ("server memory per idle socket", "KiB");
const CATCH_UP: Name = ("catch-up, 100 messages a conversation", "messages/s");
const NEWEST: Name = ("newest page of 50", "ms");
const OLDEST: Name = ("oldest page of 50", "ms");
const READY: Name = ("ready after start", "ms");
const AT_REST: Name = ("server memory at rest", "MiB");
const FIRST: Name = ("first message of a new pair", "ms");

/// Sends under way in all, however many pairs share them: what grows is the number of connections alone.
const UNDER_WAY: usize = 3_200;
const RATE: u32 = 500;
const MEBIBYTE: f64 = 1024.0 * 1024.0;

/// A fresh data folder, begun as a copy of another.
fn copy_of(arguments: &Arguments, ground: Option<&Path>) -> Result<tempfile::TempDir, Failure> {
    let folder = tempfile::tempdir_in(&arguments.work)?;
    if let Some(ground) = ground {
        std::fs::copy(ground.join("subrosa.db"), folder.path().join("subrosa.db"))?;
    }
    Ok(folder)
}

/// Throughput and latency of a cast on a ground.
async fn sending(
    curves: &mut Curves,
    arguments: &Arguments,
    ground: Option<&Path>,
    cast: Cast,
    (grows, work): (Grows, usize),
) -> Result<(), Failure> {
    let (mut delivered, mut p50, mut p99) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..arguments.runs {
        let folder = copy_of(arguments, ground)?;
        delivered
            .push(throughput::measure(folder.path(), cast, UNDER_WAY / cast.pairs, arguments.seconds).await?.delivered);
        let folder = copy_of(arguments, ground)?;
        let histogram = latency::measure(folder.path(), cast, RATE, arguments.seconds).await?;
        p50.push(milliseconds(&histogram, 0.5));
        p99.push(milliseconds(&histogram, 0.99));
    }
    curves.add(DELIVERED, grows, work, &delivered);
    curves.add(P50, grows, work, &p50);
    curves.add(P99, grows, work, &p99);
    Ok(())
}

pub(super) async fn connections(curves: &mut Curves, arguments: &Arguments) -> Result<(), Failure> {
    for pairs in [10, 100, 1_000] {
        sending(curves, arguments, None, Cast::pairs(pairs), (Grows::Connections, 2 * pairs)).await?;
    }
    for sockets in [100, 1_000, 10_000] {
        let mut per_socket = Vec::new();
        for _ in 0..arguments.runs {
            let folder = copy_of(arguments, None)?;
            per_socket.push(idle::measure(folder.path(), sockets, 0).await?.per_socket / 1024.0);
        }
        curves.add(SOCKET, Grows::Connections, sockets, &per_socket);
    }
    Ok(())
}

pub(super) async fn messages_stored(curves: &mut Curves, arguments: &Arguments) -> Result<(), Failure> {
    let grows = Grows::MessagesStored;
    for stored in [10_000, 100_000, 1_000_000] {
        let made = tempfile::tempdir_in(&arguments.work)?;
        let ground = made.path();
        let starts = ready::measure(ground, stored, arguments.runs).await?;
        curves.add(READY, grows, stored, &starts.ready);
        let memory: Vec<f64> = starts.memory.iter().map(|bytes| bytes / MEBIBYTE).collect();
        curves.add(AT_REST, grows, stored, &memory);
        sending(curves, arguments, Some(ground), Cast::pairs(100), (grows, stored)).await?;
        let folder = copy_of(arguments, Some(ground))?;
        let rates = catch_up::measure(folder.path(), 100, 10_000, arguments.runs).await?;
        curves.add(CATCH_UP, grows, stored, &rates);
        let folder = copy_of(arguments, Some(ground))?;
        let firsts = first::first_messages(folder.path(), 0, 100).await?;
        curves.add(FIRST, grows, stored, &firsts);
    }
    // All of them in the one conversation that is paged.
    for length in [1_000, 10_000, 100_000] {
        let folder = copy_of(arguments, None)?;
        let runs = page::measure(folder.path(), length, arguments.runs).await?;
        curves.add(NEWEST, grows, length, &runs.iter().map(|run| run[0]).collect::<Vec<_>>());
        curves.add(OLDEST, grows, length, &runs.iter().map(|run| run[2]).collect::<Vec<_>>());
    }
    Ok(())
}

pub(super) async fn conversations_per_account(curves: &mut Curves, arguments: &Arguments) -> Result<(), Failure> {
    let grows = Grows::ConversationsPerAccount;
    for conversations in [10, 100, 1_000] {
        let cast = Cast { pairs: 20, conversations };
        sending(curves, arguments, None, cast, (grows, conversations)).await?;
        let folder = copy_of(arguments, None)?;
        let rates = catch_up::measure(folder.path(), conversations, 100 * conversations, arguments.runs).await?;
        curves.add(CATCH_UP, grows, conversations, &rates);
        let folder = copy_of(arguments, None)?;
        let firsts = first::first_messages(folder.path(), conversations, 100).await?;
        curves.add(FIRST, grows, conversations, &firsts);
    }
    Ok(())
}
