//! Data folders that can't be used: each refusal says what to do and leaves the folder as it is.

use crate::scratch::{Scratch, assert_seen};
use crate::server::Server;

/// Where the number of the program that owns a SQLite file stands in its header.
const APPLICATION_ID: std::ops::Range<usize> = 68..72;

#[test]
fn what_is_no_database_is_refused() {
    let scratch = Scratch::new();
    let file = scratch.write("data/subrosa.db", "once upon a time ".repeat(1_000));
    let before = std::fs::read(&file).expect("a file");
    assert_seen!("no_database", scratch.run(&["serve"]));
    assert!(std::fs::read(&file).expect("a file") == before, "the file was changed");
}

#[test]
fn another_programs_database_is_refused() {
    let scratch = Scratch::new();
    scratch.ok(&["account", "create", "ada"]);
    let file = scratch.path("data/subrosa.db");
    let mut bytes = std::fs::read(&file).expect("a file");
    bytes[APPLICATION_ID].copy_from_slice(b"Othr");
    std::fs::write(&file, &bytes).expect("a file");
    assert_seen!("foreign_database", scratch.run(&["account", "list"]));
    assert_eq!(scratch.run(&["serve"]).code, 4);
    assert!(std::fs::read(&file).expect("a file") == bytes, "the file was changed");
}

#[test]
fn a_folder_in_use_is_refused() {
    let scratch = Scratch::new();
    let _server = Server::start(&scratch, &[]);
    assert_seen!("in_use", scratch.run(&["serve", "--listen", "127.0.0.1:0"]));
    assert_eq!(scratch.run(&["demo"]).code, 4);
}

#[test]
fn a_folder_without_a_store_is_refused_by_what_needs_one() {
    let scratch = Scratch::new();
    assert_seen!("no_store", scratch.run(&["account", "list"]));
    for arguments in
        [&["account", "disable", "ada"][..], &["token", "create", "ada"], &["export", "ada"], &["backup", "x"]]
    {
        assert_eq!(scratch.run(arguments).code, 4, "{arguments:?}");
    }
    assert!(!scratch.data().exists(), "looking makes nothing");
}

#[test]
fn a_file_is_no_folder() {
    let scratch = Scratch::new();
    scratch.write("data", "a file");
    assert_seen!("no_folder", scratch.run(&["serve"]));
}
