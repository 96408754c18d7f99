//! Processor time of processes, as the kernel counts it (proc(5), `stat`).

use crate::Failure;

/// The kernel's ticks in a second.
const TICKS: f64 = 100.0;

/// The words of a process's `stat` behind its name.
fn stat(process: u32) -> Result<Vec<String>, Failure> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let rest = stat.rsplit(')').next().ok_or("no stat")?;
    Ok(rest.split_whitespace().map(ToOwned::to_owned).collect())
}

fn sum(words: &[String], places: std::ops::Range<usize>) -> f64 {
    let ticks = words.iter().skip(places.start).take(places.len()).filter_map(|word| word.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}

/// Seconds of processor time that a process has used.
///
/// # Errors
/// When it is gone.
pub(crate) fn seconds(process: u32) -> Result<f64, Failure> {
    Ok(sum(&stat(process)?, 11..13))
}

/// The same with all of its children, those that have ended included.
///
/// # Errors
/// When it is gone.
pub(crate) fn seconds_with_children(process: u32) -> Result<f64, Failure> {
    let mut all = sum(&stat(process)?, 11..15);
    for entry in std::fs::read_dir("/proc")?.flatten() {
        let Some(child) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // It may end while this looks.
        let Ok(words) = stat(child) else { continue };
        if words.get(1).is_some_and(|parent| *parent == process.to_string()) {
            all += sum(&words, 11..13);
        }
    }
    Ok(all)
}
