//! The files of articles in a folder.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use subrosa_knowledge::import::{Unreadable, csv_file, markdown_file, page_file};
use subrosa_knowledge::limits::FILE_BYTES;
use subrosa_proto::knowledge::ImportedArticle;

use crate::failure::Failure;

/// Files of one import.
const MOST: usize = 10_000;
/// Folders in folders.
const DEPTH: usize = 16;

/// The files of articles under a path, by their names: each with what it is called in the import. Hidden ones, and folders behind
/// links, are passed over.
pub(super) fn under(path: &Path) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut found = Vec::new();
    if path.is_dir() {
        walk(path, "", DEPTH, &mut found)?;
    } else {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        found.push((name, path.to_owned()));
    }
    Ok(found)
}

fn walk(folder: &Path, name: &str, depth: usize, found: &mut Vec<(String, PathBuf)>) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| Failure::new(format!("{} can't be read: {error}", folder.display()));
    let mut entries: Vec<std::fs::DirEntry> =
        std::fs::read_dir(folder).map_err(cannot)?.collect::<Result<_, _>>().map_err(cannot)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let own = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(cannot)?;
        if own.starts_with('.') {
            continue;
        }
        let name = if name.is_empty() { own } else { format!("{name}/{own}") };
        if kind.is_dir() && depth > 0 {
            walk(&entry.path(), &name, depth - 1, found)?;
        } else if kind.is_file() && (is_markdown(&name) || is_table(&name) || is_page(&name)) {
            found.push((name, entry.path()));
        }
        if found.len() > MOST {
            return Err(
                Failure::new(format!("there are more than {MOST} files")).hint("bring them in folder by folder")
            );
        }
    }
    Ok(())
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|one| ending.eq_ignore_ascii_case(one)))
}

fn is_markdown(name: &str) -> bool {
    has_ending(name, &["md", "markdown"])
}

fn is_table(name: &str) -> bool {
    has_ending(name, &["csv", "tsv"])
}

fn is_page(name: &str) -> bool {
    has_ending(name, &["html", "htm"])
}

/// The bytes of a file, one more than may be read where it is larger; or why there are none.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(FILE_BYTES as u64 + 1).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| error.to_string())
}

/// The articles of a file, or why there are none.
pub(super) fn articles(name: &str, path: &Path, language: &str) -> Result<Vec<ImportedArticle>, String> {
    let bytes = bytes(path)?;
    let read: Result<Vec<ImportedArticle>, Unreadable> = if is_table(name) {
        csv_file(name, &bytes, language)
    } else if is_page(name) {
        page_file(name, &bytes, language).map(|article| vec![article])
    } else {
        markdown_file(name, &bytes, language).map(|article| vec![article])
    };
    read.map_err(|error| error.to_string())
}
