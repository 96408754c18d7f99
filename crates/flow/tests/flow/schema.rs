//! The published schema is that of the code.

use std::path::Path;

use subrosa_flow::schema::flow_schema;

#[test]
fn the_published_schema_is_the_codes() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api/flow.schema.json");
    let written = std::fs::read_to_string(page).unwrap_or_default();
    assert!(written.trim_end() == flow_schema(), "run: subrosa api flow > docs/api/flow.schema.json");
}
