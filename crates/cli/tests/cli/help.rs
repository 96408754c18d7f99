//! The help of every command: what people read first.

use crate::scratch::{Scratch, assert_seen};

const COMMANDS: &[&str] = &[
    "",
    "serve",
    "demo",
    "config",
    "doctor",
    "account",
    "account create",
    "account list",
    "account disable",
    "account enable",
    "account invite",
    "token",
    "token create",
    "brand",
    "brand verify",
    "brand unverify",
    "brand check",
    "knowledge",
    "knowledge import",
    "orders",
    "orders import",
    "customers",
    "customers import",
    "customers consents",
    "backup",
    "restore",
    "new-epoch",
    "rebuild-search",
    "migrate-store",
    "export",
    "send",
    "tail",
    "bot",
    "bot lint",
    "bot test",
    "bot diff",
    "api",
    "bench",
];

#[test]
fn every_command_has_help() {
    let scratch = Scratch::new();
    for words in COMMANDS {
        let mut command = scratch.command(&words.split_whitespace().chain(["--help"]).collect::<Vec<_>>());
        command.env_remove("SUBROSA_DATA");
        let name = format!("help {words}").trim_end().replace(' ', "_");
        assert_seen!(name, scratch.done(command.output().expect("it runs")));
    }
}

#[test]
fn the_version() {
    let said = Scratch::new().ok(&["--version"]);
    assert_eq!(said, format!("subrosa {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_arguments_have_an_exit_code_of_their_own() {
    let done = Scratch::new().run(&["account", "crate", "ada"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("similar subcommand exists: 'create'"), "{}", done.err);
}
