//! The suite has every query.

use std::path::Path;

/// The names of a folder's source files and their texts.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("UTF-8"))
        })
        .collect()
}

/// The sources of the store's queries.
pub(crate) fn sources_of_the_tables() -> Vec<(String, String)> {
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src/tables"))
}

/// The source of the queries that have a text for each database.
pub(crate) fn source_of_the_index(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src/index");
    std::fs::read_to_string(folder.join(file)).expect("UTF-8")
}

#[test]
fn every_query_is_in_the_suite() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let suite: String = sources(&here.join("tests/store")).into_iter().map(|(_, text)| text).collect();
    let mut missing = Vec::new();
    let mut known = 0;
    let index = ("index".to_owned(), source_of_the_index("mod.rs"));
    for (module, text) in sources_of_the_tables().into_iter().chain([index]) {
        for line in text.lines() {
            let Some(rest) = line.strip_prefix("pub async fn ") else { continue };
            let name = rest.split('(').next().expect("a name");
            known += 1;
            if !suite.contains(&format!("{module}::{name}(")) {
                missing.push(format!("{module}::{name}"));
            }
        }
    }
    assert!(known > 40, "the queries were not found");
    assert_eq!(missing, [] as [String; 0], "queries without a test on both databases");
}
