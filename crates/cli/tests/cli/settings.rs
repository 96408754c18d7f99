//! Settings: where they come from, what is wrong with them, and the reference.

use std::path::Path;

use crate::scratch::{Scratch, assert_seen};
use crate::server::Server;

#[test]
fn every_setting_with_its_source() {
    let scratch = Scratch::new();
    let secret = "a secret that has more than thirty-two bytes";
    let file = format!("sign_up = 'invite'\n[platform]\nissuer = 'shop'\naudience = 'dm'\nsecret = '{secret}'\n");
    scratch.write("data/subrosa.toml", file);
    let mut command = scratch.command(&["config"]);
    command.env("SUBROSA_LIMITS_MESSAGES_BURST", "7").env("SUBROSA_LISTN", "x");
    let done = scratch.done(command.output().expect("it runs"));
    assert!(!done.out.contains(secret));
    assert_seen!("config", done);
}

#[test]
fn settings_for_programs() {
    let lines = Scratch::new().json(&["config", "--json"]);
    let listen = lines.as_array().expect("a list").iter().find(|line| line["key"] == "listen").expect("a setting");
    assert_eq!(*listen, serde_json::json!({ "key": "listen", "value": "127.0.0.1:7300", "source": "default" }));
}

#[test]
fn unknown_keys_stop_the_server_and_name_the_nearest() {
    let scratch = Scratch::new();
    scratch.write("data/subrosa.toml", "listen = '127.0.0.1:0'\nsignup = 'open'\n[limits.message]\nburst = 7\n");
    assert_seen!("unknown_key", scratch.run(&["serve"]));
    let done = scratch.run(&["serve", "--json"]);
    let error: serde_json::Value = serde_json::from_str(&done.err).expect("JSON");
    assert!(error["error"]["message"].as_str().expect("a text").contains("`signup` is not a setting"));
}

#[test]
fn wrong_values_name_what_is_taken() {
    let scratch = Scratch::new();
    let file = scratch.write("other.toml", "sign_up = 'sometimes'\nconnections = 0\n");
    let mut command = scratch.command(&["config", "--config", &file.display().to_string()]);
    command.env("SUBROSA_LISTEN", "localhost").env("SUBROSA_PUBLIC_URL", "dm.example.com");
    assert_seen!("wrong_values", scratch.done(command.output().expect("it runs")));
}

#[test]
fn a_named_file_must_be_there() {
    assert_seen!("missing_file", Scratch::new().run(&["config", "--config", "nowhere.toml"]));
}

#[test]
fn the_service_managers_folder_is_read() {
    let scratch = Scratch::new();
    let file = scratch.write("etc/subrosa.toml", "name = 'Rose'\n");
    let mut command = scratch.command(&["config"]);
    command.env("CONFIGURATION_DIRECTORY", file.parent().expect("a folder"));
    let done = scratch.done(command.output().expect("it runs"));
    let line = done.out.lines().find(|line| line.starts_with("name ")).expect("a setting");
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["name", "Rose", "DIR/etc/subrosa.toml:1"]);
}

#[test]
fn settings_reach_the_server() {
    let scratch = Scratch::new();
    scratch.write("data/subrosa.toml", "name = 'Rose & Co'\nsign_up = 'closed'\n[log]\nformat = 'json'\n");
    let server = Server::start(&scratch, &[("SUBROSA_SIGN_UP", "invite")]);
    let (_, info) = server.get("/v1/info");
    let info: serde_json::Value = serde_json::from_str(&info).expect("JSON");
    assert_eq!((&info["name"], &info["sign_up"]), (&"Rose & Co".into(), &"invite".into()));
    let line: serde_json::Value = serde_json::from_str(&server.wait_for_log("serving")).expect("a line of JSON");
    assert_eq!(line["level"], "INFO");
}

#[test]
fn the_page_for_operators_is_the_reference() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operate/configure.md");
    let written = std::fs::read_to_string(&page).expect("the page");
    let reference = Scratch::new().ok(&["config", "--reference"]);
    assert!(written == reference, "run: subrosa config --reference > docs/operate/configure.md");
}
