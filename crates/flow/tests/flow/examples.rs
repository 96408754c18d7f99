//! The examples are sound, and go as their scripts say.

use std::path::Path;

use subrosa_flow::script::{play, read_script};
use subrosa_flow::{FlowVersion, Program, lint, read_flow};

#[test]
fn the_shop() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/bots");
    let read = |name: &str| std::fs::read(folder.join(name)).expect("an example");
    let (flow, places) = read_flow(&read("shop.flow.yaml")).expect("a flow");
    assert_eq!(lint(&flow, &places), []);
    let version = FlowVersion { flow: "shop".to_owned(), version: 1 };
    let program = Program::new(flow, version).expect("a sound flow");
    let script = read_script(&read("shop.test.yaml")).expect("a script");
    for outcome in play(&program, &script) {
        assert!(outcome.failure.is_none(), "{}\n{}", outcome.name, outcome.failure.expect("a failure"));
    }
}
