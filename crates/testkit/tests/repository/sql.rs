//! SQL stands in `crates/store` and nowhere else.

use crate::tree;

/// Beginnings of statements, in two parts so that this list is none itself.
const STATEMENTS: &[(&str, &str)] = &[
    ("SELECT", " "),
    ("INSERT", " INTO "),
    ("REPLACE", " INTO "),
    ("DELETE", " FROM "),
    ("CREATE", " TABLE "),
    ("ALTER", " TABLE "),
    ("DROP", " TABLE "),
    ("PRAGMA", " "),
];

fn statement_in(text: &str) -> Option<String> {
    STATEMENTS.iter().map(|(first, second)| format!("{first}{second}")).find(|statement| text.contains(statement))
}

#[test]
fn sql_stays_in_the_store() {
    let code = ["crates", "bench"].into_iter().flat_map(|folder| tree::files(folder, &[".rs"]));
    for path in code.filter(|path| !path.starts_with("crates/store")) {
        if let Some(statement) = statement_in(&tree::read(&path)) {
            panic!("{} holds SQL ({statement}…): move it into crates/store", path.display());
        }
    }
}

#[test]
fn the_store_has_sql_to_find() {
    let found =
        tree::files("crates/store", &[".rs", ".sql"]).iter().any(|path| statement_in(&tree::read(path)).is_some());
    assert!(found, "the search finds no SQL where SQL is");
}
