//! One row of any table, as it goes over: values that belong to nobody's connection.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::row::{FromRow, Row};
use crate::value::{Cell, FromColumn, Value};

/// What one column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Datum {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl FromColumn for Datum {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        Some(match cell {
            Cell::Null => Self::Null,
            Cell::Integer(number) => Self::Integer(number),
            Cell::Text(text) => Self::Text(text.to_owned()),
            Cell::Blob(bytes) => Self::Blob(bytes.to_vec()),
        })
    }
}

impl<'a> From<&'a Datum> for Value<'a> {
    fn from(datum: &'a Datum) -> Self {
        match datum {
            Datum::Null => Self::Null,
            Datum::Integer(number) => Self::Integer(*number),
            Datum::Text(text) => Self::Text(text),
            Datum::Blob(bytes) => Self::Blob(bytes),
        }
    }
}

impl Datum {
    /// What kind it is, and its bytes: the same whichever database it came from.
    fn parts(&self) -> (u8, &[u8], [u8; 8]) {
        match self {
            Self::Null => (0, &[], [0; 8]),
            Self::Integer(number) => (1, &[], number.to_le_bytes()),
            Self::Text(text) => (2, text.as_bytes(), [0; 8]),
            Self::Blob(bytes) => (3, bytes, [0; 8]),
        }
    }

    /// For the note of the progress.
    pub(super) fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Integer(number) => json!(number),
            Self::Text(text) => json!(text),
            Self::Blob(bytes) => json!({ "bytes": bytes }),
        }
    }

    pub(super) fn from_json(json: &Json) -> Option<Self> {
        Some(match json {
            Json::Null => Self::Null,
            Json::Number(number) => Self::Integer(number.as_i64()?),
            Json::String(text) => Self::Text(text.clone()),
            Json::Object(object) => {
                let bytes = object.get("bytes")?.as_array()?.iter();
                Self::Blob(
                    bytes.map(|byte| byte.as_u64().and_then(|byte| byte.try_into().ok())).collect::<Option<_>>()?,
                )
            }
            Json::Bool(_) | Json::Array(_) => return None,
        })
    }
}

/// The values of a key's columns; none before the first row.
pub(super) type Key = Vec<Datum>;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record(pub(super) Vec<Datum>);

impl FromRow for Record {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        (0..row.width()).map(|index| row.get(index)).collect::<Result<_, _>>().map(Self)
    }
}

impl Record {
    /// About what it takes in memory and on the wire.
    pub(super) fn bytes(&self) -> usize {
        self.0.iter().map(|datum| 8 + datum.parts().1.len()).sum()
    }

    /// 128 bits that stand for all of it.
    pub(super) fn digest(&self) -> u128 {
        let mut hash = Sha256::new();
        for datum in &self.0 {
            let (kind, bytes, number) = datum.parts();
            hash.update([kind]);
            hash.update(number);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
        hash.finalize().iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_kind() -> Vec<Datum> {
        vec![
            Datum::Null,
            Datum::Integer(i64::MIN),
            Datum::Integer(i64::MAX),
            Datum::Text("öne \"two\"".to_owned()),
            Datum::Blob(vec![0, 255, 1]),
        ]
    }

    #[test]
    fn a_note_brings_the_same_back() {
        for datum in every_kind() {
            let text = datum.to_json().to_string();
            let json: Json = serde_json::from_str(&text).expect("JSON");
            assert_eq!(Datum::from_json(&json), Some(datum));
        }
    }

    #[test]
    fn what_differs_has_another_digest() {
        let text = |text: &str| Datum::Text(text.to_owned());
        let mut digests: Vec<u128> = every_kind().into_iter().map(|datum| Record(vec![datum]).digest()).collect();
        digests.push(Record(vec![Datum::Blob("öne \"two\"".into())]).digest());
        digests.push(Record(vec![text("ab"), text("c")]).digest());
        digests.push(Record(vec![text("a"), text("bc")]).digest());
        digests.push(Record(vec![Datum::Integer(0)]).digest());
        let count = digests.len();
        digests.sort_unstable();
        digests.dedup();
        assert_eq!(digests.len(), count);
    }
}
