//! Messages through the command line: a token, send, tail, export.

use std::io::Write;
use std::process::{Child, Stdio};
use std::sync::mpsc::Receiver;

use serde_json::Value;

use crate::scratch::{Done, Scratch, assert_seen};
use crate::server::{DEADLINE, Server, lines};

struct Tail {
    child: Child,
    out: Receiver<String>,
}

impl Drop for Tail {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

struct Setting {
    scratch: Scratch,
    server: Server,
    ada: String,
    grace: String,
}

impl Setting {
    fn new() -> Self {
        let scratch = Scratch::new();
        let server = Server::start(&scratch, &[]);
        let [ada, grace] = ["ada", "grace"].map(|handle| {
            scratch.ok(&["account", "create", handle, "--no-password"]);
            scratch.ok(&["token", "create", handle]).trim().to_owned()
        });
        Self { scratch, server, ada, grace }
    }

    fn run_as(&self, token: &str, arguments: &[&str], input: &[u8]) -> Done {
        let mut command = self.scratch.command(arguments);
        command.env("SUBROSA_SERVER", self.server.url()).env("SUBROSA_TOKEN", token);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it runs");
        // It may end without reading.
        let _unread = child.stdin.take().expect("an input").write_all(input);
        self.scratch.done(child.wait_with_output().expect("it ends"))
    }

    /// Follows an account, from when it is connected.
    fn tail(&self, token: &str, arguments: &[&str]) -> Tail {
        let mut command = self.scratch.command(arguments);
        command.env("SUBROSA_SERVER", self.server.url()).env("SUBROSA_TOKEN", token);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it runs");
        let out = lines(child.stdout.take().expect("an output"));
        // Its request for a socket is in the log when it is open.
        self.server.wait_for_log("/v1/socket");
        Tail { child, out }
    }
}

#[test]
fn what_one_sends_the_other_sees() {
    let setting = Setting::new();
    let text = setting.tail(&setting.grace, &["tail"]);
    let json = setting.tail(&setting.grace, &["tail", "--json"]);

    let sent = setting.run_as(&setting.ada, &["send", "grace", "Hello\nGrace \u{1b}[31m"], b"");
    assert_seen!("send_refused_text", sent);
    assert_seen!("send", setting.run_as(&setting.ada, &["send", "grace", "Hello\nGrace"], b""));
    let piped = setting.run_as(&setting.ada, &["send", "grace", "--json"], "from a pipe ☂\n".as_bytes());
    let piped: Value = serde_json::from_str(&piped.out).expect("JSON");
    assert_eq!(piped["seq"], 2);

    let seen: Vec<String> = (0..2).map(|_| text.out.recv_timeout(DEADLINE).expect("a line")).collect();
    let without_time: Vec<&str> = seen.iter().map(|line| line.split_once("  ").expect("a time").1).collect();
    assert_eq!(without_time, ["@ada: Hello ⏎ Grace", "@ada: from a pipe ☂"]);
    let mut texts = Vec::new();
    while texts.len() < 2 {
        let entry: Value = serde_json::from_str(&json.out.recv_timeout(DEADLINE).expect("a line")).expect("JSON");
        let events = entry["events"].as_array().cloned().unwrap_or_default();
        texts.extend(events.iter().map(|event| event["body"]["text"].as_str().expect("a text").to_owned()));
    }
    assert_eq!(texts, ["Hello\nGrace", "from a pipe ☂"]);
}

#[test]
fn an_export_holds_everything_of_one_account_and_no_secrets() {
    let setting = Setting::new();
    for number in 0..3 {
        let sent = setting.run_as(&setting.ada, &["send", "grace", &format!("message {number}")], b"");
        assert_eq!(sent.code, 0, "{}", sent.err);
    }
    setting.scratch.ok(&["account", "create", "mallory", "--no-password"]);
    let with_server = setting.scratch.ok(&["export", "grace"]);
    setting.server.stop();
    let without_server = setting.scratch.ok(&["export", "grace"]);
    assert_eq!(with_server, without_server);
    assert!(!with_server.contains(&setting.grace) && !with_server.contains("mallory"));
    let lines: Vec<Value> = with_server.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let kinds: Vec<&str> = lines.iter().map(|line| line["type"].as_str().expect("a type")).collect();
    assert_eq!(kinds, ["account", "device", "conversation", "event", "event", "event"]);
    assert_eq!(lines[0]["account"]["handle"], "grace");
    assert_eq!(lines[2]["conversation"]["peer"]["handle"], "ada");
    assert_eq!(lines[5]["event"]["body"]["text"], "message 2");
}

#[test]
fn refusals_say_what_to_do() {
    let setting = Setting::new();
    assert_seen!("send_to_nobody", setting.run_as(&setting.ada, &["send", "nobody", "x"], b""));
    assert_seen!("send_to_oneself", setting.run_as(&setting.ada, &["send", "ada", "x"], b""));
    assert_seen!("send_nothing", setting.run_as(&setting.ada, &["send", "grace"], b"\n"));
    assert_seen!("send_not_utf8", setting.run_as(&setting.ada, &["send", "grace"], b"\xff\xfe"));
    assert_seen!("send_wrong_token", setting.run_as("subrosa_wrong", &["send", "grace", "x"], b""));
    assert_seen!("tail_wrong_token", setting.run_as("subrosa_wrong", &["tail"], b""));
    let nowhere = ["send", "grace", "x", "--server", "http://127.0.0.1:1"];
    let done = setting.run_as(&setting.ada, &nowhere, b"");
    assert_eq!(done.code, 1);
    assert!(done.err.contains("can't be reached"), "{}", done.err);
    assert_eq!(setting.run_as(&setting.ada, &["send", "grace", "x", "--server", "nonsense"], b"").code, 1);
}
