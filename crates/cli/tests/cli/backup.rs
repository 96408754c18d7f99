//! A backup of a running server, and a server on what was restored.

use crate::scratch::{Scratch, assert_seen};
use crate::server::Server;

#[test]
fn a_backup_of_a_running_server_is_a_whole_store() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    let server = Server::start(&scratch, &[]);
    scratch.ok(&["account", "create", "late"]);
    assert_seen!("backup", scratch.run(&["backup", "copy.db"]));
    assert_seen!("backup_exists", scratch.run(&["backup", "copy.db"]));
    let accounts = scratch.ok(&["account", "list"]);
    server.stop();

    let restored = scratch.path("restored").display().to_string();
    assert_seen!("restore", scratch.run(&["restore", "copy.db", "--data", &restored]));
    assert_seen!("restore_into_store", scratch.run(&["restore", "copy.db", "--data", &restored]));
    assert_eq!(scratch.ok(&["account", "list", "--data", &restored]), accounts);
    scratch.ok(&["doctor", "--data", &restored]);
}

#[test]
fn a_folder_as_target_gets_a_file_named_by_the_time() {
    let scratch = Scratch::new();
    scratch.ok(&["account", "create", "ada"]);
    std::fs::create_dir(scratch.path("backups")).expect("a folder");
    let result = scratch.json(&["backup", "backups", "--json"]);
    let file = result["backup"].as_str().expect("a path").to_owned();
    assert!(file.starts_with("backups/subrosa-2") && file.ends_with("Z.db"), "{file}");
    assert_eq!(std::fs::metadata(scratch.path(&file)).expect("a file").len(), result["bytes"]);
}

#[test]
fn what_is_no_backup_is_refused_and_leaves_nothing() {
    let scratch = Scratch::new();
    scratch.write("note.txt", "not a store");
    assert_seen!("restore_no_backup", scratch.run(&["restore", "note.txt"]));
    assert_seen!("restore_missing", scratch.run(&["restore", "nowhere.db"]));
    assert!(!scratch.path("data/subrosa.db").exists());

    scratch.ok(&["account", "create", "ada"]);
    scratch.ok(&["backup", "copy.db"]);
    let mut bytes = std::fs::read(scratch.path("copy.db")).expect("a copy");
    bytes.truncate(bytes.len() / 2);
    scratch.write("half.db", bytes);
    let done = scratch.run(&["restore", "half.db", "--data", "elsewhere"]);
    assert_eq!(done.code, 4, "{}", done.err);
    assert!(!scratch.path("elsewhere/subrosa.db").exists());
}
