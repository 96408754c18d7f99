//! A server's clock that is wrong: the Debian package `faketime`, loaded into the server.
//!
//! Only what o'clock it is changes. The monotonic clock, by which the server waits, stays as it is, as it does when a machine's clock
//! is wrong.

use std::path::PathBuf;

use crate::Outcome;

/// Where Debian and others keep the library.
const FOLDERS: [&str; 4] = [
    "/usr/lib/x86_64-linux-gnu/faketime",
    "/usr/lib/aarch64-linux-gnu/faketime",
    "/usr/lib64/faketime",
    "/usr/lib/faketime",
];

/// The library, if it is there.
#[must_use]
pub fn library() -> Option<PathBuf> {
    FOLDERS.iter().map(|folder| PathBuf::from(folder).join("libfaketime.so.1")).find(|path| path.exists())
}

/// What makes a program's clock be ahead by so many seconds.
pub(super) fn environment(seconds: i64) -> Outcome<[(&'static str, PathBuf); 4]> {
    let library = library().ok_or("there is no libfaketime: run tools/ensure.sh cluster as root")?;
    Ok([
        ("LD_PRELOAD", library),
        ("FAKETIME", PathBuf::from(format!("{seconds:+}s"))),
        ("FAKETIME_DONT_FAKE_MONOTONIC", PathBuf::from("1")),
        // Nothing is to stay behind when the program is killed.
        ("FAKETIME_DISABLE_SHM", PathBuf::from("1")),
    ])
}
