//! Bots as files: checked, tested and compared.

use std::path::Path;

use crate::scratch::{Scratch, assert_seen};

const SMALL: &str = "\
v: 1
name: Small
language: en
start: hello
triggers: { always: true }
nodes:
  hello:
    say:
      text: Hello!
      quick_replies: [{ text: Person, then: person }]
  person:
    hand_over: { team: care }
";
const SCRIPT: &str = "\
conversations:
  - name: Hello
    lines:
      - customer: hi
      - bot: Hello!
      - choose: Person
      - hand_over: care
";

/// The examples, in the test's folder.
fn examples() -> Scratch {
    let scratch = Scratch::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/bots");
    for file in std::fs::read_dir(folder).expect("the examples").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        scratch.write(&name, std::fs::read(file.path()).expect("a file"));
    }
    scratch
}

#[test]
fn the_example_is_sound_and_goes_as_written() {
    let scratch = examples();
    assert_seen!("bot_lint_example", scratch.run(&["bot", "lint", "shop.flow.yaml"]));
    assert_seen!("bot_test_example", scratch.run(&["bot", "test", "shop.flow.yaml"]));
    assert_seen!("bot_diff_same", scratch.run(&["bot", "diff", "shop.flow.yaml", "shop.flow.yaml"]));
    assert_eq!(scratch.json(&["bot", "test", "shop.test.yaml", "--json"])["failed"], 0);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let scratch = Scratch::new();
    scratch.write("small.flow.yaml", SMALL.replace("then: person", "then: nobody"));
    scratch.write("broken.flow.yaml", SMALL.replace("text: Hello!", "txt: Hello!"));
    assert_seen!("bot_lint", scratch.run(&["bot", "lint", "small.flow.yaml", "broken.flow.yaml"]));
    let done = scratch.run(&["bot", "lint", "--json", "small.flow.yaml"]);
    let said: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!(
        (done.code, &said["errors"], &said["files"][0]["findings"][0]["place"]["line"]),
        (1, &1.into(), &7.into())
    );
    scratch.write("small.test.yaml", SCRIPT);
    assert_seen!("bot_test_unsound", scratch.run(&["bot", "test", "small.flow.yaml"]));
}

#[test]
fn a_conversation_that_goes_another_way_is_shown() {
    let scratch = Scratch::new();
    scratch.write("small.flow.yaml", SMALL);
    assert_seen!("bot_test_missing", scratch.run(&["bot", "test", "small.flow.yaml"]));
    scratch.write("small.test.yaml", SCRIPT.replace("bot: Hello!", "bot: Good morning!"));
    assert_seen!("bot_test", scratch.run(&["bot", "test", "small.flow.yaml"]));
    scratch.write("small.test.yaml", SCRIPT.replace("customer: hi", "client: hi"));
    assert_seen!("bot_test_no_script", scratch.run(&["bot", "test", "small.flow.yaml"]));
    assert_seen!("bot_test_other_name", scratch.run(&["bot", "test", "small.yaml"]));
}

#[test]
fn versions_are_told_apart() {
    let scratch = Scratch::new();
    scratch.write("old.flow.yaml", SMALL);
    scratch.write("new.flow.yaml", SMALL.replace("Hello!", "Hi!").replace("name: Small", "name: Tiny"));
    assert_seen!("bot_diff", scratch.run(&["bot", "diff", "old.flow.yaml", "new.flow.yaml"]));
    let changes = scratch.json(&["bot", "diff", "old.flow.yaml", "new.flow.yaml", "--json"]);
    assert_eq!(changes["changed"][0]["fields"][0]["new"], "Hi!");
}
