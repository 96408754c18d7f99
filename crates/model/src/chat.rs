//! A request for one answer (`POST …/chat/completions`, <https://platform.openai.com/docs/api-reference/chat>), in the part of that
//! form which all who offer it understand: messages, no streaming, a bound of what is answered.

use serde::{Deserialize, Serialize};
use subrosa_proto::text;

use crate::{ANSWER_CHARACTERS, tokens};

/// Who says a message to the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Speaker {
    /// This server: what is wanted.
    System,
    /// What it is about: texts of others, as data.
    User,
    /// What the model said before.
    Assistant,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Message {
    role: Speaker,
    content: String,
}

/// What is asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Chat {
    messages: Vec<Message>,
    /// Tokens of the answer at most.
    most: u32,
}

// What customers write goes into no log.
impl std::fmt::Debug for Chat {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Chat({} messages)", self.messages.len())
    }
}

#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    messages: &'a [Message],
    max_tokens: u32,
    temperature: u32,
    stream: bool,
}

impl Chat {
    /// A request that says what is wanted, and whose answer has at most so many tokens.
    #[must_use]
    pub fn new(wanted: impl Into<String>, most: u32) -> Self {
        Self { messages: vec![Message { role: Speaker::System, content: wanted.into() }], most }
    }

    /// With one more message.
    #[must_use]
    pub fn with(mut self, role: Speaker, content: impl Into<String>) -> Self {
        self.messages.push(Message { role, content: content.into() });
        self
    }

    /// The request's JSON, for a model of this name.
    #[must_use]
    pub fn json(&self, model: &str) -> String {
        let request = Request { model, messages: &self.messages, max_tokens: self.most, temperature: 0, stream: false };
        serde_json::to_string(&request).unwrap_or_default()
    }

    /// The tokens that it costs at most, as far as that can be known: what is sent, and the longest answer.
    #[must_use]
    pub fn cost(&self) -> u32 {
        let sent: u32 = self.messages.iter().map(|message| tokens(&message.content)).sum();
        sent.saturating_add(self.most)
    }
}

/// What a model answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// A text that could be a message: not blank, bounded, without signs that hide or reorder text.
    pub text: String,
    /// The tokens that it cost, by the endpoint's own word.
    pub tokens: Option<u32>,
}

/// An answer that can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Nonsense {
    #[error("what came is no answer of the documented form")]
    Form,
    #[error("the answer is empty")]
    Empty,
    #[error("the answer is too long")]
    TooLong,
    #[error("the answer has signs that do not belong in a text")]
    Signs,
    #[error("the answer is not a vector for each text")]
    Vectors,
}

#[derive(Deserialize)]
struct Response {
    choices: Vec<Choice>,
    #[serde(default)]
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Choice {
    message: Answered,
}

#[derive(Deserialize)]
struct Answered {
    content: Option<String>,
}

#[derive(Deserialize)]
struct Usage {
    total_tokens: Option<u32>,
}

/// Reads what the endpoint sent.
///
/// # Errors
/// When it is nothing that could be shown.
pub fn read(bytes: &[u8]) -> Result<Answer, Nonsense> {
    let response: Response = serde_json::from_slice(bytes).map_err(|_| Nonsense::Form)?;
    let content = response.choices.into_iter().next().ok_or(Nonsense::Form)?.message.content.unwrap_or_default();
    let text = without_thoughts(&content).trim().to_owned();
    match text::check_message(&text, ANSWER_CHARACTERS) {
        Ok(()) => Ok(Answer { text, tokens: response.usage.and_then(|usage| usage.total_tokens) }),
        Err(text::InvalidText::Empty) => Err(Nonsense::Empty),
        Err(text::InvalidText::TooLong(_)) => Err(Nonsense::TooLong),
        Err(text::InvalidText::Control | text::InvalidText::Reorders) => Err(Nonsense::Signs),
    }
}

/// Models that think aloud put that before the answer, between `<think>` and `</think>`.
fn without_thoughts(content: &str) -> &str {
    let Some(thoughts) = content.trim_start().strip_prefix("<think>") else { return content };
    thoughts.split_once("</think>").map_or("", |(_, answer)| answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(content: &str) -> Vec<u8> {
        serde_json::json!({"choices": [{"message": {"role": "assistant", "content": content}}], "usage": {"total_tokens": 7}})
            .to_string()
            .into_bytes()
    }

    #[test]
    fn a_request_is_of_the_documented_form_and_shows_nothing_in_a_log() {
        let chat = Chat::new("Answer.", 50).with(Speaker::User, "secret words");
        let json: serde_json::Value = serde_json::from_str(&chat.json("tiny")).expect("JSON");
        assert_eq!((&json["model"], &json["max_tokens"], &json["stream"]), (&"tiny".into(), &50.into(), &false.into()));
        assert_eq!(json["messages"][1], serde_json::json!({"role": "user", "content": "secret words"}));
        assert!(!format!("{chat:?}").contains("secret"));
        assert!(chat.cost() > 50 && chat.cost() < 100);
    }

    #[test]
    fn only_a_text_that_could_be_a_message_is_an_answer() {
        let fine = Answer { text: "Yes.".to_owned(), tokens: Some(7) };
        assert_eq!(read(&said(" Yes.\n")), Ok(fine.clone()));
        assert_eq!(read(&said("<think>Hm.</think>\n\nYes.")), Ok(fine));
        assert_eq!(read(&said("<think>Hm.")), Err(Nonsense::Empty));
        assert_eq!(read(&said(" ")), Err(Nonsense::Empty));
        assert_eq!(read(&said(&"a".repeat(ANSWER_CHARACTERS + 1))), Err(Nonsense::TooLong));
        assert_eq!(read(&said("a\u{0}b")), Err(Nonsense::Signs));
        assert_eq!(read(&said("a\u{202e}b")), Err(Nonsense::Signs));
        for wrong in [&b"{\"choices\":[]}"[..], b"<html>", b"", b"{\"choices\":[{}]}"] {
            assert_eq!(read(wrong), Err(Nonsense::Form));
        }
        assert_eq!(read(br#"{"choices":[{"message":{"content":null}}]}"#), Err(Nonsense::Empty));
    }
}
