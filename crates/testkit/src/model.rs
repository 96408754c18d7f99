//! A language model of a test's own: a real server that speaks the form of OpenAI, says what a test has it say, and keeps what it was
//! told. It can be as bad as a model or its network can be.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use serde_json::{Value, json};

use crate::Outcome;

/// What comes of a question.
#[derive(Debug, Clone)]
pub enum Said {
    /// An answer of the documented form.
    Text(String),
    /// Whatever this is.
    Raw(StatusCode, Vec<u8>),
    /// A vector for each text that it was given.
    Vectors(Vec<Vec<f32>>),
    /// Nothing, ever.
    Silence,
}

/// A question that it was asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// `/v1/chat/completions`.
    pub path: String,
    pub key: Option<String>,
    pub body: Value,
}

impl Question {
    /// The texts that it was told, one after the other.
    #[must_use]
    pub fn told(&self) -> String {
        let messages = self.body["messages"].as_array().cloned().unwrap_or_default();
        messages.iter().filter_map(|message| message["content"].as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The texts of which it is to make vectors.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let texts = self.body["input"].as_array().cloned().unwrap_or_default();
        texts.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
    }
}

type Mind = Box<dyn Fn(&Question) -> Said + Send + Sync>;

struct Shared {
    mind: Mutex<Mind>,
    asked: Mutex<Vec<Question>>,
}

/// A running one. It ends with the test's runtime.
#[derive(Clone)]
pub struct Model {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Model {
    /// One that answers as `mind` decides.
    ///
    /// # Errors
    /// When no port is to be had.
    pub async fn start(mind: impl Fn(&Question) -> Said + Send + Sync + 'static) -> Outcome<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { mind: Mutex::new(Box::new(mind)), asked: Mutex::default() });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, shared })
    }

    /// What the addresses of its functions begin with.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// From now on it answers so.
    pub fn thinks(&self, mind: impl Fn(&Question) -> Said + Send + Sync + 'static) {
        *self.shared.mind.lock().unwrap_or_else(PoisonError::into_inner) = Box::new(mind);
    }

    /// From now on it says this.
    pub fn says(&self, said: Said) {
        self.thinks(move |_| said.clone());
    }

    /// All that it was asked so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Question> {
        self.shared.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn answer(State(shared): State<Arc<Shared>>, uri: Uri, headers: HeaderMap, body: Bytes) -> (StatusCode, Vec<u8>) {
    let key = headers.get("authorization").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let body = serde_json::from_slice(&body).unwrap_or_default();
    let question = Question { path: uri.path().to_owned(), key, body };
    let said = (shared.mind.lock().unwrap_or_else(PoisonError::into_inner))(&question);
    shared.asked.lock().unwrap_or_else(PoisonError::into_inner).push(question);
    match said {
        Said::Text(text) => {
            let message = json!({"role": "assistant", "content": text});
            let answer = json!({
                "id": "chatcmpl-1", "object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 90, "completion_tokens": 10, "total_tokens": 100},
            });
            (StatusCode::OK, answer.to_string().into_bytes())
        }
        Said::Vectors(vectors) => {
            let datum = |(index, embedding): (usize, Vec<f32>)| json!({"object": "embedding", "index": index, "embedding": embedding});
            let data: Vec<Value> = vectors.into_iter().enumerate().map(datum).collect();
            let usage = json!({"prompt_tokens": 50, "total_tokens": 50});
            (StatusCode::OK, json!({"object": "list", "data": data, "usage": usage}).to_string().into_bytes())
        }
        Said::Raw(status, bytes) => (status, bytes),
        Said::Silence => std::future::pending().await,
    }
}
