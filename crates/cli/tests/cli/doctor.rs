//! The doctor on healthy and on sick installations.

use serde_json::Value;

use crate::scratch::{Scratch, assert_seen};
use crate::server::Server;

#[test]
fn a_healthy_installation() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    assert_seen!("doctor_stopped", scratch.run(&["doctor"]));
    let _server = Server::start(&scratch, &[]);
    assert_seen!("doctor_running", scratch.run(&["doctor", "--quick"]));
    let report = scratch.json(&["doctor", "--json"]);
    assert_eq!(report["healthy"], true);
}

#[test]
fn a_damaged_store_is_noticed() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    let file = scratch.path("data/subrosa.db");
    let mut bytes = std::fs::read(&file).expect("a file");
    // The body of some page in the middle; the header stays as it is.
    let middle = bytes.len() / 2 / 4_096 * 4_096;
    bytes[middle..middle + 4_096].fill(0x5a);
    std::fs::write(&file, bytes).expect("a file");
    let done = scratch.run(&["doctor", "--json"]);
    assert_eq!(done.code, 5, "{}", done.err);
    let report: Value = serde_json::from_str(done.out.lines().next().expect("a line")).expect("JSON");
    assert_eq!(report["healthy"], false);
    let findings = report["findings"].as_array().expect("a list");
    assert!(findings.iter().any(|finding| finding["state"] == "fail" && finding["advice"].is_string()));
}

#[test]
fn a_folder_that_is_not_there() {
    assert_seen!("doctor_no_folder", Scratch::new().run(&["doctor"]));
}

#[test]
fn wrong_settings_and_open_folders_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new();
    scratch.write("data/subrosa.toml", "lisen = 'x'\n");
    std::fs::set_permissions(scratch.data(), std::fs::Permissions::from_mode(0o755)).expect("a mode");
    let done = scratch.run(&["doctor"]);
    assert_eq!(done.code, 5);
    assert!(done.out.contains("the nearest is `listen`"), "{}", done.out);
    assert!(done.out.contains("warn  data folder: DIR/data can be entered by other users (mode 755)"), "{}", done.out);
}

#[test]
fn the_place_of_pictures_is_tried() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    scratch.write("data/subrosa.toml", "[media]\nplace = 'folder'\nfolder = '../pictures'\n");
    let done = scratch.run(&["doctor", "--quick"]);
    assert!(done.out.contains("ok    pictures: can be kept in DIR/data/../pictures"), "{}", done.out);
    let left = std::fs::read_dir(scratch.path("pictures")).expect("was made").count();
    assert_eq!((done.code, left), (0, 0), "{}", done.err);

    let s3 = "[media]\nplace = 's3'\ns3 = { bucket = 'b', endpoint = 'http://127.0.0.1:1', access_key = 'a', secret_key = 'hidden' }\n";
    scratch.write("data/subrosa.toml", s3);
    let done = scratch.run(&["doctor", "--quick"]);
    assert!(done.out.contains("FAIL  pictures: bucket b at http://127.0.0.1:1: "), "{}", done.out);
    assert!(done.code == 5 && !done.out.contains("hidden"), "{}", done.out);
}
