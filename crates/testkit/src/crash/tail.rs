//! A torn write at the end of the log: after a kill, what stands behind the last commit of the write-ahead log is cut off,
//! overwritten or continued with garbage. The server must start, and miss nothing that it acknowledged.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Plan;
use super::people::People;
use super::report::Row;
use crate::writing::person::Order;
use crate::{Node, Outcome};

const PAIRS: usize = 4;
const WINDOW: usize = 8;
const LIFE: Duration = Duration::from_millis(150);

/// The write-ahead log's header and the header of each frame, by SQLite's file format.
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// Runs the test.
///
/// # Errors
/// When the server does not come up again, or can't be asked.
pub async fn run(plan: &Plan) -> Outcome<Row> {
    let begun = Instant::now();
    let folder = plan.folder("tail")?;
    let (data, program, mut luck) = (folder.join("data"), plan.program(&folder), plan.luck("tail"));

    let mut node = Node::start(&program, &data).await?;
    let mut people = People::sign_up(&node, PAIRS, WINDOW, &mut luck).await?;
    let mut torn = 0;
    for _ in 0..plan.size.torn_tails {
        let (_say, go_on) = watch::channel(Order::Write);
        let url = node.url();
        let killing = async {
            tokio::time::sleep(LIFE).await;
            node.kill()
        };
        people.write_while(&url, &go_on, killing).await?;
        torn += usize::from(tear(&data, &mut luck)?);
        node = Node::start(&program, &data).await?;
    }
    people.settle(&node).await?;
    let verdict = people.judge(&node).await?;
    node.stop().await?;
    if torn == 0 {
        return Err("no log was left to tear".into());
    }
    Ok(Row { name: "log torn at its end".into(), done: format!("{torn} torn logs"), verdict, time: begun.elapsed() })
}

/// Spoils what stands behind the last commit. False when there is no log.
fn tear(data: &Path, luck: &mut fastrand::Rng) -> Outcome<bool> {
    let Some(path) = find_log(data)? else { return Ok(false) };
    let mut log = std::fs::read(&path)?;
    let Some(committed) = end_of_last_commit(&log) else { return Ok(false) };
    let garbage =
        |luck: &mut fastrand::Rng, length| std::iter::repeat_with(|| luck.u8(..)).take(length).collect::<Vec<u8>>();
    match luck.u8(..4) {
        // The last write did not arrive, or arrived in part.
        0 => log.truncate(luck.usize(committed..=log.len())),
        // Its sectors hold something else.
        1 => {
            let length = log.len() - committed;
            log.splice(committed.., garbage(luck, length));
        }
        // The file had grown, and the write into it had not arrived.
        2 => {
            log.truncate(committed);
            let length = luck.usize(1..20_000);
            log.extend(garbage(luck, length));
        }
        // An old frame stands where the next was to come, cut off.
        _ => {
            log.truncate(committed);
            let frame = log[LOG_HEADER..committed].to_vec();
            log.extend(&frame[..luck.usize(1..=frame.len().min(8192))]);
        }
    }
    std::fs::write(&path, log)?;
    Ok(true)
}

pub(super) fn find_log(data: &Path) -> Outcome<Option<PathBuf>> {
    let paths = std::fs::read_dir(data)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|item| item.path());
    Ok(paths.into_iter().find(|path| path.to_string_lossy().ends_with("-wal")))
}

/// Where the last whole transaction ends: behind the last frame of this generation that carries the size of the
/// database. None when the log is empty.
fn end_of_last_commit(log: &[u8]) -> Option<usize> {
    let page = u32::from_be_bytes(log.get(8..12)?.try_into().ok()?) as usize;
    let salts = log.get(16..24)?;
    let frames = log[LOG_HEADER..].chunks_exact(FRAME_HEADER + page);
    let of_this_generation = frames.take_while(|frame| &frame[8..16] == salts);
    let last = of_this_generation.enumerate().filter(|(_, frame)| frame[4..8] != [0; 4]).last()?;
    Some(LOG_HEADER + (last.0 + 1) * (FRAME_HEADER + page))
}
