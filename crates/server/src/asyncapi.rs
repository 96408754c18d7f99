//! The description of the socket (AsyncAPI 3.0). Each command takes its parameters and results from the REST operation of the
//! same name, and the server's frames come from the wire types, so nothing is said twice.

use serde_json::{Map, Value, json};
use subrosa_proto::brand::BrandPart;
use subrosa_proto::frame::{Hello, ServerFrame};
use subrosa_proto::limits::FRAME_BYTES;
use utoipa::PartialSchema;
use utoipa::openapi::ComponentsBuilder;

use crate::{openapi, socket};

const OVERVIEW: &str = "One session at `/v1/socket` (RFC 6455): JSON text frames, one object a frame. \
    A client says `hello` first. The server answers `welcome`, then a `snapshot` or the entries after the client's cursor, then \
    `caught_up`; from there on entries come as they happen. Commands may be sent at any time after `hello`; their replies carry \
    the command's `id` and come in any order. An entry applies when its `previous` is the number that the client holds; one with a \
    number already held is skipped. A client that is cut off connects again and says `hello` with the cursor of what it holds. \
    Signing in and pictures are on REST only.";

/// The document.
pub(crate) fn document() -> Value {
    let rest = serde_json::to_value(openapi::document()).unwrap_or_default();
    let mut schemas = known_schemas();
    if let Some(more) = rest["components"]["schemas"].as_object() {
        schemas.extend(more.clone());
    }
    let mut parts = Parts::default();
    parts.receive("hello", "Begin the session", &frame("hello", &plain(&Hello::schema())), &["on_welcome"]);
    for &name in socket::NAMES {
        if let Some(operation) = operation(&rest, name) {
            let summary = operation["summary"].as_str().unwrap_or(name);
            let reply = format!("{name}_reply");
            parts.receive(name, summary, &frame(name, &parameters(operation, &schemas)), &[reply.as_str()]);
            parts.message(&reply, &format!("The answer to `{name}`"), &reply_to(&result(operation)));
        }
    }
    for (name, summary, payload) in server_frames() {
        parts.send(&name, &summary, &payload);
    }
    parts.into_document(&schemas)
}

/// The document as JSON, as the server serves it at `/v1/asyncapi.json`.
#[must_use]
pub fn asyncapi() -> String {
    format!("{:#}", document())
}

/// The schemas that the server's frames refer to.
fn known_schemas() -> Map<String, Value> {
    let components = ComponentsBuilder::new().schema_from::<ServerFrame>().schema_from::<BrandPart>().build();
    let mut schemas = match serde_json::to_value(components).map(|mut value| value["schemas"].take()) {
        Ok(Value::Object(schemas)) => schemas,
        Ok(_) | Err(_) => Map::new(),
    };
    // Its variants stand as messages of their own.
    schemas.remove("ServerFrame");
    schemas
}

/// The REST operation with this name.
fn operation<'d>(rest: &'d Value, name: &str) -> Option<&'d Value> {
    let items = rest["paths"].as_object()?.values().filter_map(Value::as_object);
    items.flat_map(Map::values).find(|operation| operation["operationId"] == name)
}

/// The parameters of a command: those of the operation's body, path and query in one object.
fn parameters(operation: &Value, schemas: &Map<String, Value>) -> Value {
    let body = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
    let name = body.and_then(|reference| reference.rsplit('/').next()).unwrap_or_default();
    let mut shape =
        schemas.get(name).cloned().unwrap_or_else(|| json!({"type": "object", "additionalProperties": false}));
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let Some(name) = parameter["name"].as_str().filter(|_| parameter["in"] != "header") else { continue };
        let mut schema = parameter["schema"].clone();
        schema["description"] = parameter["description"].clone();
        shape["properties"][name] = schema;
        if parameter["required"] == true {
            match shape["required"].as_array_mut() {
                Some(required) => required.push(name.into()),
                None => shape["required"] = json!([name]),
            }
        }
    }
    shape
}

/// The result of a command: the operation's answer, or an empty object where that has no body.
fn result(operation: &Value) -> Value {
    match &operation["responses"]["200"]["content"]["application/json"]["schema"] {
        Value::Null => json!({"type": "object", "maxProperties": 0}),
        schema => schema.clone(),
    }
}

/// A frame from the client.
fn frame(name: &str, parameters: &Value) -> Value {
    let mut required = vec!["type"];
    if parameters["required"].is_array() {
        required.push("params");
    }
    json!({
        "type": "object",
        "required": required,
        "properties": {
            "type": {"const": name},
            "id": {"type": "integer", "minimum": 0, "description": "Repeated in the reply. Without one there is no reply to a success."},
            "params": parameters,
        },
        "additionalProperties": false,
    })
}

fn reply_to(result: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["type", "id"],
        "properties": {
            "type": {"const": "reply"},
            "id": {"type": "integer", "minimum": 0, "description": "The command's."},
            "result": result,
            "error": {"$ref": "#/components/schemas/Problem"},
        },
        "oneOf": [{"required": ["result"]}, {"required": ["error"]}],
    })
}

/// The frames that the server sends by itself: type, summary, shape.
fn server_frames() -> Vec<(String, String, Value)> {
    let shape = plain(&ServerFrame::schema());
    let mut frames = vec![
        // These two are read by hand, so they are missing among the variants that can be derived.
        ("snapshot".to_owned(), "The state to begin from".to_owned(), tagged("snapshot", "Snapshot")),
        ("entry".to_owned(), "One change".to_owned(), tagged("entry", "Entry")),
    ];
    for variant in shape["oneOf"].as_array().into_iter().flatten() {
        let own = variant["allOf"].as_array().and_then(|parts| parts.last()).unwrap_or(variant);
        match own["properties"]["type"]["enum"][0].as_str() {
            Some("reply") | None => {}
            Some(kind) => {
                let summary = variant["description"].as_str().unwrap_or(kind);
                frames.push((kind.to_owned(), summary.trim_end_matches('.').to_owned(), variant.clone()));
            }
        }
    }
    frames
}

fn tagged(kind: &str, schema: &str) -> Value {
    let tag = json!({"type": "object", "required": ["type"], "properties": {"type": {"const": kind}}});
    json!({"allOf": [{"$ref": format!("#/components/schemas/{schema}")}, tag]})
}

fn plain(schema: &impl serde::Serialize) -> Value {
    serde_json::to_value(schema).unwrap_or_default()
}

/// Messages and operations, as they are gathered.
#[derive(Default)]
struct Parts {
    messages: Map<String, Value>,
    operations: Map<String, Value>,
}

impl Parts {
    fn message(&mut self, key: &str, summary: &str, payload: &Value) {
        self.messages.insert(key.to_owned(), json!({"name": key, "summary": summary, "payload": payload}));
    }

    /// What the server receives.
    fn receive(&mut self, name: &str, summary: &str, payload: &Value, replies: &[&str]) {
        self.message(name, summary, payload);
        let mut operation = operation_on("receive", name, summary);
        operation["reply"] = json!({
            "channel": {"$ref": "#/channels/socket"},
            "messages": replies.iter().map(|reply| on_channel(reply)).collect::<Vec<_>>(),
        });
        self.operations.insert(name.to_owned(), operation);
    }

    /// What the server sends by itself. A command may have the same type, hence the prefix.
    fn send(&mut self, kind: &str, summary: &str, payload: &Value) {
        let key = format!("on_{kind}");
        self.message(&key, summary, payload);
        self.operations.insert(key.clone(), operation_on("send", &key, summary));
    }

    fn into_document(self, schemas: &Map<String, Value>) -> Value {
        let on_channel: Map<String, Value> = self
            .messages
            .keys()
            .map(|name| (name.clone(), json!({"$ref": format!("#/components/messages/{name}")})))
            .collect();
        json!({
            "asyncapi": "3.0.0",
            "info": {
                "title": "Subrosa",
                "version": env!("CARGO_PKG_VERSION"),
                "description": OVERVIEW,
                "license": {"name": "MIT OR Apache-2.0"},
            },
            "defaultContentType": "application/json",
            "servers": {
                "this": {
                    "host": "{host}",
                    "protocol": "wss",
                    "description": "The server that serves this document; `ws` where it is reached without TLS.",
                    "variables": {"host": {"default": "localhost:7300", "description": "Its name and port."}},
                    "security": [
                        {"$ref": "#/components/securitySchemes/bearer"},
                        {"$ref": "#/components/securitySchemes/cookie"},
                    ],
                },
            },
            "channels": {
                "socket": {
                    "address": "/v1/socket",
                    "description": format!("A frame from a client has at most {FRAME_BYTES} bytes."),
                    "messages": on_channel,
                    "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
                },
            },
            "operations": self.operations,
            "components": {
                "messages": self.messages,
                "schemas": schemas,
                "securitySchemes": {
                    "bearer": {"type": "http", "scheme": "bearer", "description": "The token of a session."},
                    "cookie": {
                        "type": "httpApiKey",
                        "in": "cookie",
                        "name": "subrosa",
                        "description": "The session cookie, from the server's own pages; `__Host-subrosa` under TLS.",
                    },
                },
            },
        })
    }
}

fn operation_on(action: &str, message: &str, summary: &str) -> Value {
    json!({
        "action": action,
        "summary": summary,
        "channel": {"$ref": "#/channels/socket"},
        "messages": [on_channel(message)],
    })
}

fn on_channel(message: &str) -> Value {
    json!({"$ref": format!("#/channels/socket/messages/{message}")})
}
