//! What a store notes of a move, beside its other facts: the source where it went, the target how far it has come and that it is
//! whole. The one place that says whether a store may be opened for a purpose.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde_json::{Value as Json, json};

use super::record::{Datum, Key};
use super::tables::TABLES;
use super::{CopyError, Place};
use crate::{Db, Error, Purpose, Tx, meta};

/// In the source: to what kind of place it was moved, and by which move.
pub(crate) const MOVED: &str = "moved";
/// In the target: how far the rows have come. Gone when it is whole.
const ARRIVING: &str = "arriving";
/// In the target: by which move it came to be.
const ARRIVED: &str = "arrived";
const EPOCH: &str = "epoch";

/// The name of one move, which both sides note, so that they know each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoveId(pub u64);

impl fmt::Display for MoveId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

impl FromStr for MoveId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        u64::from_str_radix(text, 16).map(Self).map_err(|_| unreadable())
    }
}

fn unreadable() -> Error {
    Error::Corrupt("what it notes of a move can't be read".to_owned())
}

/// How far a move has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) id: MoveId,
    /// The table that is being copied, those before it are done; none when all are.
    pub(super) table: Option<String>,
    /// The last key that is there.
    pub(super) after: Key,
    /// Rows of all tables so far.
    pub(super) rows: u64,
}

impl Position {
    fn to_text(&self) -> String {
        let after: Vec<Json> = self.after.iter().map(Datum::to_json).collect();
        json!({ "move": self.id.to_string(), "table": self.table, "after": after, "rows": self.rows }).to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(text).ok()?;
        Some(Self {
            id: json["move"].as_str()?.parse().ok()?,
            table: json["table"].as_str().map(str::to_owned),
            after: json["after"].as_array()?.iter().map(Datum::from_json).collect::<Option<_>>()?,
            rows: json["rows"].as_u64()?,
        })
    }
}

/// All facts of a store.
pub(crate) struct State(BTreeMap<String, String>);

impl State {
    /// What [`State::of`] takes.
    pub(crate) const FACTS: &str = "SELECT key, value FROM meta";

    pub(crate) async fn read(tx: &mut Tx<'_>) -> Result<Self, Error> {
        Ok(Self::of(tx.fetch(Self::FACTS, &[]).await?))
    }

    pub(crate) fn of(facts: Vec<(String, String)>) -> Self {
        Self(facts.into_iter().collect())
    }

    /// Refuses a store that must not be opened for this purpose.
    pub(crate) fn refuse(&self, purpose: Purpose) -> Result<(), Error> {
        if purpose == Purpose::Copy {
            return Ok(());
        }
        self.refuse_unfinished()?;
        match self.0.get(MOVED) {
            Some(moved) if purpose == Purpose::Use => {
                let to_folder = moved.starts_with(word(Place::Folder));
                Err(Error::Moved(if to_folder { Place::Folder } else { Place::Postgresql }.name()))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn refuse_unfinished(&self) -> Result<(), Error> {
        if self.0.contains_key(ARRIVING) { Err(Error::Unfinished) } else { Ok(()) }
    }

    pub(super) fn epoch(&self) -> Option<&str> {
        self.0.get(EPOCH).map(String::as_str)
    }

    /// Which move took it away.
    pub(super) fn moved(&self) -> Result<Option<MoveId>, Error> {
        self.0.get(MOVED).map(|text| text.split(' ').next_back().unwrap_or_default().parse()).transpose()
    }

    /// Which move brought it here.
    pub(super) fn arrived(&self) -> Result<Option<MoveId>, Error> {
        self.0.get(ARRIVED).map(|text| text.parse()).transpose()
    }

    /// How far the move has come that brings it here.
    pub(super) fn position(&self) -> Result<Option<Position>, Error> {
        self.0.get(ARRIVING).map(|text| Position::from_text(text).ok_or_else(unreadable)).transpose()
    }

    /// What goes over: everything but what is noted of moves.
    pub(super) fn facts(&self) -> Vec<(String, String)> {
        let own = |key: &str| [MOVED, ARRIVING, ARRIVED].contains(&key);
        self.0.iter().filter(|(key, _)| !own(key)).map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}

const fn word(place: Place) -> &'static str {
    match place {
        Place::Folder => "folder",
        Place::Postgresql => "postgresql",
    }
}

/// Refuses a store that must not be opened for this purpose.
pub(crate) async fn refuse(tx: &mut Tx<'_>, purpose: Purpose) -> Result<(), Error> {
    State::read(tx).await?.refuse(purpose)
}

/// Notes in an empty target what will be there, and that it is not there yet.
pub(super) async fn begin(target: &Db, id: MoveId, source: &State) -> Result<Position, CopyError> {
    let facts = source.facts();
    let table = TABLES.first().map(|table| table.name.to_owned());
    let position = Position { id, table, after: Key::new(), rows: 0 };
    let note = position.to_text();
    let begun = target.write(async move |tx| {
        if !meta::add_fact(tx, ARRIVING, &note).await? {
            return Ok::<_, Error>(false);
        }
        meta::remove_fact(tx, MOVED).await?;
        for (key, value) in &facts {
            meta::set_fact(tx, key, value).await?;
        }
        Ok(true)
    });
    if begun.await.map_err(CopyError::Target)? { Ok(position) } else { Err(CopyError::Raced) }
}

/// Notes how far it has come; whether it stood where the caller believes.
pub(super) async fn advance(tx: &mut Tx<'_>, before: &Position, after: &Position) -> Result<bool, Error> {
    meta::replace_fact(tx, ARRIVING, &before.to_text(), &after.to_text()).await
}

/// Notes in the source that it lives elsewhere.
pub(super) async fn mark_moved(source: &Db, id: MoveId, to: Place) -> Result<(), Error> {
    let note = format!("{} {id}", word(to));
    source.write(async move |tx| meta::set_fact(tx, MOVED, &note).await).await
}

/// Takes [`mark_moved`] back.
pub(super) async fn unmark_moved(source: &Db) -> Result<(), Error> {
    source.write(async |tx| meta::remove_fact(tx, MOVED).await).await
}

/// Notes in the target that it is whole.
pub(super) async fn finish(target: &Db, position: &Position) -> Result<(), CopyError> {
    let (id, note) = (position.id, position.to_text());
    let finished = target.write(async move |tx| {
        if !meta::replace_fact(tx, ARRIVING, &note, &note).await? {
            return Ok::<_, Error>(false);
        }
        meta::remove_fact(tx, ARRIVING).await?;
        meta::set_fact(tx, ARRIVED, &id.to_string()).await?;
        Ok(true)
    });
    match finished.await.map_err(CopyError::Target)? {
        true => Ok(()),
        false => Err(CopyError::Raced),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(facts: &[(&str, &str)]) -> State {
        State::of(facts.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_position_comes_back_from_its_note() {
        let after = vec![Datum::Integer(-7), Datum::Text("ö".to_owned()), Datum::Blob(vec![0, 9])];
        for table in [None, Some("events".to_owned())] {
            let position = Position { id: MoveId(255), table, after: after.clone(), rows: 12 };
            assert_eq!(Position::from_text(&position.to_text()), Some(position));
        }
    }

    #[test]
    fn each_purpose_has_what_it_refuses() {
        let (moved, arriving) = (state(&[(MOVED, "folder 00ff")]), state(&[(ARRIVING, "{}")]));
        assert!(matches!(moved.refuse(Purpose::Use), Err(Error::Moved("a data folder"))));
        assert!(moved.refuse(Purpose::Renew).is_ok() && moved.refuse(Purpose::Copy).is_ok());
        for purpose in [Purpose::Use, Purpose::Renew] {
            assert!(matches!(arriving.refuse(purpose), Err(Error::Unfinished)));
        }
        assert_eq!(moved.moved().expect("is read"), Some(MoveId(255)));
        assert!(arriving.position().is_err(), "a note that can't be read is no beginning");
    }

    #[test]
    fn notes_of_moves_stay_where_they_are() {
        let state = state(&[("epoch", "1"), (MOVED, "x"), (ARRIVING, "x"), (ARRIVED, "x"), ("later", "2")]);
        assert_eq!(state.facts(), [("epoch".to_owned(), "1".to_owned()), ("later".to_owned(), "2".to_owned())]);
    }
}
