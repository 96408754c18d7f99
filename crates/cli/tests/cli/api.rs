//! The interfaces' descriptions.

use serde_json::Value;

use crate::scratch::Scratch;

#[test]
fn both_descriptions_are_printed_or_written() {
    for (name, key, version) in [("openapi", "openapi", "3.1"), ("asyncapi", "asyncapi", "3.0")] {
        let scratch = Scratch::new();
        let printed = scratch.ok(&["api", name]);
        let document: Value = serde_json::from_str(&printed).expect("JSON");
        assert!(document[key].as_str().expect("a version").starts_with(version));
        assert_eq!(scratch.ok(&["api", name, "--write", "docs/api"]), format!("wrote docs/api/{name}.json\n"));
        let written = std::fs::read_to_string(scratch.path(&format!("docs/api/{name}.json"))).expect("a file");
        assert_eq!(written, printed);
    }
}

#[test]
fn the_schema_of_flow_files() {
    let document: Value = serde_json::from_str(&Scratch::new().ok(&["api", "flow"])).expect("JSON");
    assert_eq!(document["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(document["properties"]["nodes"].is_object() && document["$defs"]["Node"].is_object());
}
