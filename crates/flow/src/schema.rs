//! The JSON Schema of the flow file, for editors that complete and check while one writes.
//!
//! It comes from the same types that read the file, so it can't say otherwise. What it can't say (names that have to exist,
//! limits across parts) is said by [`crate::lint`].

use serde_json::{Value as Json, json};
use utoipa::{PartialSchema, ToSchema};

use crate::flow::Flow;

const BEFORE: &str = "#/components/schemas/";
const HERE: &str = "#/$defs/";

/// The schema (JSON Schema 2020-12), indented.
#[must_use]
pub fn flow_schema() -> String {
    let mut parts = Vec::new();
    Flow::schemas(&mut parts);
    let parts = parts.into_iter().map(|(name, part)| (name, serde_json::to_value(part).unwrap_or_default()));
    let mut flow = serde_json::to_value(Flow::schema()).unwrap_or_default();
    flow["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    flow["title"] = json!("Flow");
    flow["$defs"] = Json::Object(parts.collect());
    point_here(&mut flow);
    format!("{flow:#}")
}

/// References of OpenAPI become references within the document.
fn point_here(json: &mut Json) {
    match json {
        Json::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Json::String(reference) if key == "$ref" => *reference = reference.replace(BEFORE, HERE),
                    value => point_here(value),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(point_here),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}
