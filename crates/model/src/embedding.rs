//! A request for vectors (`POST …/embeddings`, <https://platform.openai.com/docs/api-reference/embeddings>), in the part of that form
//! which all who offer it understand, and what comes of it.

use serde::{Deserialize, Serialize};

use crate::chat::Nonsense;
use crate::tokens;

/// Dimensions of a vector at most.
const DIMENSIONS: usize = 4_096;
/// Bytes that a number takes in an answer at most, as anyone writes it, with the signs and spaces around it.
const NUMBER_BYTES: usize = 32;
/// Bytes of what stands around a vector.
const AROUND_BYTES: usize = 1_024;

/// Texts of which the vectors are wanted.
#[derive(Clone, Copy)]
pub struct Embedding<'a> {
    pub texts: &'a [String],
    /// How many numbers each vector is to have, where that is said.
    pub dimensions: Option<usize>,
}

// What customers write goes into no log.
impl std::fmt::Debug for Embedding<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Embedding({} texts)", self.texts.len())
    }
}

#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    input: &'a [String],
    encoding_format: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimensions: Option<usize>,
}

/// What came: a vector of finite numbers for each text, in the texts' order, all of the same length.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedded {
    pub vectors: Vec<Vec<f32>>,
    /// The tokens that it cost, by the endpoint's own word.
    pub tokens: Option<u32>,
}

#[derive(Deserialize)]
struct Response {
    data: Vec<Datum>,
    #[serde(default)]
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Datum {
    index: usize,
    embedding: Vec<f32>,
}

#[derive(Deserialize)]
struct Usage {
    total_tokens: Option<u32>,
}

impl Embedding<'_> {
    /// The request's JSON, for a model of this name.
    #[must_use]
    pub fn json(&self, model: &str) -> String {
        let Self { texts: input, dimensions } = *self;
        let request = Request { model, input, encoding_format: "float", dimensions };
        serde_json::to_string(&request).unwrap_or_default()
    }

    /// The tokens that it costs at most, as far as that can be known.
    #[must_use]
    pub fn cost(&self) -> u32 {
        self.texts.iter().map(|text| tokens(text)).fold(0, u32::saturating_add)
    }

    /// Bytes of an answer that are read.
    #[must_use]
    pub fn answer_bytes(&self) -> usize {
        let one = self.dimensions.unwrap_or(DIMENSIONS) * NUMBER_BYTES + AROUND_BYTES;
        AROUND_BYTES + self.texts.len() * one
    }

    /// Reads what the endpoint sent.
    ///
    /// # Errors
    /// When it is not one vector for each text, all of as many finite numbers as were asked for.
    pub fn read(&self, bytes: &[u8]) -> Result<Embedded, Nonsense> {
        let response: Response = serde_json::from_slice(bytes).map_err(|_| Nonsense::Form)?;
        if response.data.len() != self.texts.len() {
            return Err(Nonsense::Vectors);
        }
        let first = response.data.first().map_or(0, |datum| datum.embedding.len());
        let wanted = self.dimensions.unwrap_or(first);
        let mut vectors = vec![Vec::new(); self.texts.len()];
        for Datum { index, embedding } in response.data {
            let is_fine = embedding.len() == wanted
                && (1..=DIMENSIONS).contains(&embedding.len())
                && embedding.iter().all(|number| number.is_finite())
                && embedding.iter().any(|number| *number != 0.0);
            match vectors.get_mut(index) {
                Some(place) if is_fine && place.is_empty() => *place = embedding,
                _ => return Err(Nonsense::Vectors),
            }
        }
        Ok(Embedded { vectors, tokens: response.usage.and_then(|usage| usage.total_tokens) })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(data: &Value, dimensions: Option<usize>) -> Result<Embedded, Nonsense> {
        let texts = ["secret one".to_owned(), "two".to_owned()];
        let answer = json!({"object": "list", "data": data, "usage": {"prompt_tokens": 5, "total_tokens": 5}});
        Embedding { texts: &texts, dimensions }.read(answer.to_string().as_bytes())
    }

    #[test]
    fn a_request_is_of_the_documented_form_and_shows_nothing_in_a_log() {
        let texts = ["secret words".to_owned()];
        let request = Embedding { texts: &texts, dimensions: Some(256) };
        let sent: Value = serde_json::from_str(&request.json("tiny")).expect("JSON");
        let wanted = json!({"model": "tiny", "input": ["secret words"], "encoding_format": "float", "dimensions": 256});
        assert_eq!(sent, wanted);
        let open = Embedding { dimensions: None, ..request };
        assert!(!open.json("tiny").contains("dimensions") && !format!("{open:?}").contains("secret"));
        assert!(request.cost() > 0 && request.answer_bytes() < open.answer_bytes());
    }

    #[test]
    fn vectors_come_in_the_order_of_the_texts() {
        let data = json!([{"index": 1, "embedding": [0.5, 1]}, {"index": 0, "embedding": [-1e-3, 0]}]);
        let wanted = Embedded { vectors: vec![vec![-1e-3, 0.0], vec![0.5, 1.0]], tokens: Some(5) };
        assert_eq!(read(&data, None), Ok(wanted.clone()));
        assert_eq!(read(&data, Some(2)), Ok(wanted));
        assert_eq!(read(&data, Some(3)), Err(Nonsense::Vectors), "not what was asked for");
    }

    #[test]
    fn what_is_no_vector_for_each_text_is_nonsense() {
        let one = json!({"index": 0, "embedding": [1, 2]});
        for wrong in [
            json!([one]),
            json!([one, one]),
            json!([one, {"index": 2, "embedding": [1, 2]}]),
            json!([one, {"index": 1, "embedding": [1, 2]}, {"index": 1, "embedding": [1, 2]}]),
            json!([one, {"index": 1, "embedding": [1]}]),
            json!([one, {"index": 1, "embedding": []}]),
            json!([one, {"index": 1, "embedding": [0, 0]}]),
            json!([one, {"index": 1, "embedding": [1e300, 0]}]),
        ] {
            assert_eq!(read(&wrong, None), Err(Nonsense::Vectors), "{wrong}");
        }
        for wrong in [json!([one, {"index": 1, "embedding": "AAAA"}]), json!([one, {"index": 1}]), json!("no")] {
            assert_eq!(read(&wrong, None), Err(Nonsense::Form), "{wrong}");
        }
        let texts = ["a".to_owned()];
        let nan = br#"{"data": [{"index": 0, "embedding": [NaN]}]}"#;
        assert_eq!(Embedding { texts: &texts, dimensions: None }.read(nan), Err(Nonsense::Form));
    }
}
