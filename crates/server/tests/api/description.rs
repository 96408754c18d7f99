//! The API's descriptions: complete, precise, and the same as those in the repository.

use std::collections::BTreeSet;

use serde_json::Value;

/// What stands in the repository.
fn in_repository(path: &str) -> String {
    std::fs::read_to_string(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default()
}

fn openapi() -> Value {
    serde_json::from_str(&subrosa_server::openapi()).expect("JSON")
}

fn asyncapi() -> Value {
    serde_json::from_str(&subrosa_server::asyncapi()).expect("JSON")
}

/// The operations of the REST API: name, method and path.
pub(crate) fn operations() -> Vec<(String, String, String, Value)> {
    let document = openapi();
    let mut found = Vec::new();
    for (path, items) in document["paths"].as_object().expect("paths") {
        for (method, operation) in items.as_object().expect("operations") {
            let name = operation["operationId"].as_str().expect("a name").to_owned();
            found.push((name, method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    found
}

/// The commands of the socket, but hello.
pub(crate) fn commands() -> Vec<String> {
    let document = asyncapi();
    let operations = document["operations"].as_object().expect("operations");
    let received = operations.iter().filter(|(_, operation)| operation["action"] == "receive");
    received.map(|(name, _)| name.clone()).filter(|name| name != "hello").collect()
}

#[test]
fn the_repository_has_the_present_documents() {
    for (path, text) in
        [("docs/api/openapi.json", subrosa_server::openapi()), ("docs/api/asyncapi.json", subrosa_server::asyncapi())]
    {
        assert!(in_repository(path).trim_end() == text.trim_end(), "{path} is not what the code says: run `make docs`");
    }
}

/// The table of commands in the architecture: (name on the socket, method and path).
fn architecture() -> Vec<(Option<String>, String)> {
    let page = in_repository("docs/ARCHITECTURE.md");
    let rows =
        page.lines().filter(|line| line.contains("`GET /v1/") || line.contains("/v1/") && line.starts_with("| "));
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let &[_, command, rest, ..] = cells.as_slice() else { return None };
        let quoted = |cell: &str| cell.split('`').nth(1).map(str::to_owned);
        let rest = quoted(rest)?;
        let place = rest.split('?').next().expect("a path").to_owned();
        Some((quoted(command), place))
    })
    .collect()
}

#[test]
fn every_command_of_the_architecture_is_on_rest_and_socket() {
    let table = architecture();
    assert!(table.len() > 20, "the table was not found");
    let places: BTreeSet<String> =
        operations().into_iter().map(|(_, method, path, _)| format!("{method} {path}")).collect();
    let told: BTreeSet<String> = table.iter().map(|(_, place)| place.clone()).collect();
    assert_eq!(told, places, "docs/ARCHITECTURE.md and the routes differ");

    let commands: BTreeSet<String> = commands().into_iter().collect();
    let told: BTreeSet<String> =
        table.into_iter().filter_map(|(name, _)| name).filter(|name| name != "hello").collect();
    assert_eq!(told, commands, "docs/ARCHITECTURE.md and the socket differ");
}

#[test]
fn a_command_has_the_same_name_on_both() {
    let names: BTreeSet<String> = operations().into_iter().map(|(name, ..)| name).collect();
    for command in commands() {
        assert!(names.contains(&command), "{command}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    for document in [openapi(), asyncapi()] {
        let mut references = Vec::new();
        collect(&document, &mut references);
        assert!(references.len() > 100);
        for reference in references {
            let path = reference.strip_prefix('#').expect("references stay in the document");
            assert!(document.pointer(path).is_some(), "{reference}");
        }
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            references.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| collect(field, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

#[test]
fn request_bodies_refuse_unknown_fields() {
    let document = openapi();
    for (name, _, _, operation) in operations() {
        let reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
        if let Some(reference) = reference {
            let schema = document.pointer(&reference[1..]).expect("a schema");
            assert_eq!(schema["additionalProperties"], false, "{name}");
        }
    }
}

#[test]
fn errors_are_described_as_problems_with_their_codes() {
    for (name, _, _, operation) in operations() {
        for (status, answer) in operation["responses"].as_object().expect("answers") {
            if status.as_str() >= "400" {
                let content = answer["content"].as_object().expect("a problem has content");
                assert!(content.contains_key("application/problem+json"), "{name} {status}");
                let described = answer["description"].as_str().expect("a description");
                let codes = subrosa_proto::ErrorCode::ALL.iter().filter(|code| code.status().to_string() == *status);
                assert!(codes.into_iter().any(|code| described.contains(code.code())), "{name} {status}");
            }
        }
    }
}
