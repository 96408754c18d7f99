//! One idea per file: no file is long, and most are short.

use crate::tree;

const LONGEST: usize = 600;
const MEDIAN: usize = 150;
const CODE: &[&str] = &[".rs", ".ts", ".svelte", ".css", ".c", ".sh", ".py", ".sql"];

/// Generators say so in their first lines.
fn is_generated(text: &str) -> bool {
    text.lines().take(3).any(|line| line.contains("auto-generated"))
}

#[test]
fn files_are_short() {
    let mut lengths: Vec<(usize, std::path::PathBuf)> = ["crates", "web", "bench", "tools", "tests"]
        .into_iter()
        .filter(|folder| tree::root().join(folder).is_dir())
        .flat_map(|folder| tree::files(folder, CODE))
        .map(|path| (tree::read(&path), path))
        .filter(|(text, _)| !is_generated(text))
        .map(|(text, path)| (text.lines().count(), path))
        .collect();
    lengths.sort();
    let (longest, path) = lengths.last().expect("there is code");
    assert!(*longest <= LONGEST, "{} has {longest} lines, {LONGEST} are the most: split it by ideas", path.display());
    let (median, _) = &lengths[lengths.len() / 2];
    assert!(*median <= MEDIAN, "half of the files have more than {median} lines, {MEDIAN} is the aim");
}

#[test]
fn modules_say_what_they_are_for() {
    for path in tree::files("crates", &[".rs"]) {
        let text = tree::read(&path);
        assert!(text.starts_with("//!"), "{} does not open with what it is for", path.display());
    }
}
