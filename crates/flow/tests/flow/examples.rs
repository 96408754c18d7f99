//! The examples are sound, and go as their scripts say.

use std::path::Path;

use subrosa_flow::script::{play, read_script};
use subrosa_flow::{FlowVersion, Program, lint, read_flow};

/// The first blocks of YAML of the page for brands: the flow, and the script for it.
#[test]
fn the_page_for_brands() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/brands/bots-as-files.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let mut blocks = page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let (flow, script) = (blocks.next().expect("a flow"), blocks.next().expect("a script"));
    passes(flow.as_bytes(), script.as_bytes());
}

#[test]
fn the_shop() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/bots");
    let read = |name: &str| std::fs::read(folder.join(name)).expect("an example");
    passes(&read("shop.flow.yaml"), &read("shop.test.yaml"));
}

/// A flow without any finding, and a script that goes as written.
fn passes(flow: &[u8], script: &[u8]) {
    let (flow, places) = read_flow(flow).expect("a flow");
    assert_eq!(lint(&flow, &places), []);
    let version = FlowVersion { flow: "example".to_owned(), version: 1 };
    let program = Program::new(flow, version).expect("a sound flow");
    let script = read_script(script).expect("a script");
    for outcome in play(&program, &script) {
        assert!(outcome.failure.is_none(), "{}\n{}", outcome.name, outcome.failure.expect("a failure"));
    }
}
