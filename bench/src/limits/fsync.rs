//! One `fdatasync` after overwriting 4 KiB of a file that is already as long: what a commit waits for at least.

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Instant;

use hdrhistogram::Histogram;

/// Microseconds of each of `count` syncs in a folder.
///
/// # Errors
/// When the folder can't be written.
pub(crate) fn measure(folder: &Path, count: u64) -> std::io::Result<Histogram<u64>> {
    const BLOCK: usize = 4096;
    const BLOCKS: u64 = 256;
    let path = folder.join("fsync.probe");
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
    file.write_all(&vec![1; BLOCK * usize::try_from(BLOCKS).unwrap_or(1)])?;
    file.sync_all()?;
    let mut histogram = Histogram::new(3).map_err(std::io::Error::other)?;
    for index in 0..count {
        file.seek(SeekFrom::Start((index % BLOCKS) * BLOCK as u64))?;
        let begun = Instant::now();
        file.write_all(&[u8::try_from(index & 0xff).unwrap_or(0); BLOCK])?;
        file.sync_data()?;
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        histogram.record(took.max(1)).map_err(std::io::Error::other)?;
    }
    std::fs::remove_file(&path)?;
    Ok(histogram)
}
