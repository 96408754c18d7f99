//! Requests in a test, and their answers.

use reqwest::RequestBuilder;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::node::Person;

/// A request in the making.
pub(crate) struct Request(RequestBuilder);

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    /// The body, if it is JSON.
    pub(crate) body: Value,
}

impl Request {
    pub(crate) fn new(builder: RequestBuilder) -> Self {
        Self(builder)
    }

    pub(crate) fn by(self, person: &Person) -> Self {
        let request = self.0.bearer_auth(&person.token);
        Self(match person.acting_for {
            Some(brand) => request.header("subrosa-account", brand.to_string()),
            None => request,
        })
    }

    pub(crate) fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    pub(crate) fn cookie(self, person: &Person) -> Self {
        self.header("cookie", &format!("subrosa={}", person.token))
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        Self(self.0.json(body))
    }

    /// A body as it is, with its content type.
    pub(crate) fn body(self, kind: &str, body: impl Into<reqwest::Body>) -> Self {
        Self(self.0.header("content-type", kind).body(body))
    }

    pub(crate) async fn send(self) -> Answer {
        let response = self.0.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.expect("a whole answer").to_vec();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status, headers, bytes, body }
    }
}

impl Answer {
    /// The same answer, whose status must be this one.
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// The code of a problem; the answer must be one in every respect.
    pub(crate) fn problem(&self) -> &str {
        assert!(self.status >= 400, "{} is no error", self.status);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.body["status"], self.status);
        let code = self.body["code"].as_str().expect("a problem has a code");
        assert_eq!(self.body["type"], format!("/docs/errors/{code}"));
        assert!(self.body["hint"].as_str().is_some_and(|hint| !hint.is_empty()));
        code
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header is text"))
    }
}

/// A message with this text, under a fresh client id.
pub(crate) fn message(text: &str) -> Value {
    json!({"client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": text}})
}
