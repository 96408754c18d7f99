//! Flow files and their scripts on disk.

use std::io::Read;
use std::path::{Path, PathBuf};

use subrosa_flow::limits::FILE_BYTES;
use subrosa_flow::{Flow, Places, Unreadable, read_flow};

use crate::failure::Failure;

/// Endings of flow files.
const FLOWS: [&str; 3] = [".flow.yaml", ".flow.yml", ".flow.json"];
/// Endings of scripts.
const SCRIPTS: [&str; 2] = [".test.yaml", ".test.yml"];

/// What to do about a file that can't be read as a flow.
pub(super) const UNREADABLE_HINT: &str =
    "compare with the schema (`subrosa api flow`); put texts with braces, colons or a leading sign in quotes";

/// The bytes of a file. No more of it is read than is needed to see that it is too large.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let most = FILE_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| Failure::new(format!("{} can't be read: {error}", path.display())))?;
    Ok(bytes)
}

/// A flow that has to be one.
pub(super) fn flow(path: &Path) -> Result<(Flow, Places), Failure> {
    read_flow(&read(path)?).map_err(|error| unreadable(path, &error))
}

pub(super) fn unreadable(path: &Path, error: &Unreadable) -> Failure {
    Failure::new(format!("{}:{}: {}", path.display(), error.line, error.what)).hint(UNREADABLE_HINT)
}

/// A flow and the script beside it, by either of them.
pub(super) fn pair(path: &Path) -> Result<(PathBuf, PathBuf), Failure> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = |endings: &[&str]| endings.iter().find_map(|ending| name.strip_suffix(ending));
    let beside = |stem: &str, endings: &[&str]| {
        let candidates = endings.iter().map(|ending| path.with_file_name(format!("{stem}{ending}")));
        candidates.into_iter().find(|candidate| candidate.is_file()).ok_or_else(|| {
            let expected = path.with_file_name(format!("{stem}{}", endings.first().unwrap_or(&"")));
            Failure::new(format!("{} is missing", expected.display()))
                .hint("a flow is called NAME.flow.yaml, and its script NAME.test.yaml beside it")
        })
    };
    match (stem(&FLOWS), stem(&SCRIPTS)) {
        (Some(stem), _) => Ok((path.to_owned(), beside(stem, &SCRIPTS)?)),
        (None, Some(stem)) => Ok((beside(stem, &FLOWS)?, path.to_owned())),
        (None, None) => Err(Failure::new(format!("{} is neither a flow nor a script by its name", path.display()))
            .hint("a flow is called NAME.flow.yaml, and its script NAME.test.yaml beside it")),
    }
}
