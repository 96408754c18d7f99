//! Carries out one cell of the matrix and says in a few words what came of it.

use serde_json::Value;

use super::scene::{Scene, picture};
use crate::node::Person;

/// The status, the code of an error, and whether the answer shows the conversation or the person of the scene.
fn cell(scene: &Scene, status: &str, body: &Value) -> String {
    if let Some(code) = body["code"].as_str() {
        return format!("{status} {code}");
    }
    let text = body.to_string();
    let mut cell = status.to_owned();
    if text.contains(&scene.conversation) {
        cell.push_str(" conversation");
    } else if text.contains(&scene.phone.account.to_string()) {
        cell.push_str(" ada");
    }
    cell
}

/// Calls an endpoint. The parameters go where its description wants them: path, query or body.
pub(super) async fn rest(
    scene: &Scene,
    caller: Option<&Person>,
    (method, path, operation): (&str, &str, &Value),
    parameters: &Value,
) -> String {
    let mut rest = parameters.as_object().expect("parameters").clone();
    let mut path = path.to_owned();
    let mut query = Vec::new();
    for described in operation["parameters"].as_array().into_iter().flatten() {
        let name = described["name"].as_str().expect("a name");
        if described["in"] == "header" {
            continue;
        }
        if let Some(value) = rest.remove(name) {
            let text = match value {
                Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
                one => text(&one),
            };
            match described["in"].as_str() {
                Some("path") => path = path.replace(&format!("{{{name}}}"), &text),
                Some("query") => query.push(format!("{name}={text}")),
                other => panic!("{name} is in {other:?}"),
            }
        }
    }
    if !query.is_empty() {
        path = format!("{path}?{}", query.join("&"));
    }
    let mut request = scene.node.request(method.parse().expect("a method"), &path);
    if let Some(caller) = caller {
        request = request.by(caller);
    }
    let content = operation["requestBody"]["content"].as_object();
    if content.is_some_and(|content| content.contains_key("application/json")) {
        request = request.json(&Value::Object(rest));
    } else if content.is_some_and(|content| content.contains_key("text/csv")) {
        request = request.body("text/csv", "number,placed_at,total\n7,2026-09-21,1.50\n");
    } else if content.is_some() {
        request = request.body("image/png", picture());
    }
    let answer = request.send().await;
    if answer.status >= 400 {
        answer.problem();
    }
    cell(scene, &answer.status.to_string(), &answer.body)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Carries out a command on a socket of the caller's, if they get one.
pub(super) async fn socket(scene: &Scene, caller: Option<&Person>, name: &str, parameters: &Value) -> String {
    let opened = match caller {
        Some(caller) => scene.node.open_by(caller).await,
        None => scene.node.open(&[]).await,
    };
    match opened {
        Err((status, body)) => cell(scene, &format!("refused {status}"), &body),
        Ok(mut socket) => {
            socket.hello(None).await;
            let (reply, _) = socket.ask(name, parameters).await;
            match &reply["error"] {
                Value::Null => cell(scene, "ok", &reply["result"]),
                error => cell(scene, &error["status"].to_string(), error),
            }
        }
    }
}
