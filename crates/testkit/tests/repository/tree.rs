//! The files of the repository that people write: without what is built, installed or generated.

use std::path::{Path, PathBuf};

const SKIPPED: &[&str] = &[".git", "target", "node_modules", "dist", "data", "paraglide", "generated", "snapshots"];

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("testkit lies in crates/").to_owned()
}

/// Every file below `folder` with one of these endings, as paths relative to the root.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let root = root();
    let mut found = Vec::new();
    let mut waiting = vec![root.join(folder)];
    while let Some(folder) = waiting.pop() {
        for item in std::fs::read_dir(&folder).expect("the folder can be read").flatten() {
            let path = item.path();
            let name = item.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !SKIPPED.contains(&name.as_str()) {
                    waiting.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path.strip_prefix(&root).expect("below the root").to_owned());
            }
        }
    }
    found.sort();
    found
}

/// The text of a file, by its path relative to the root.
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
