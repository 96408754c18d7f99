//! Moves a whole store from one database to another: from a data folder to PostgreSQL, or back.
//!
//! Rows go over page by page in the order of a key. Each transaction on the target also notes how far it has come, so that a move
//! that was broken off at any instant goes on from there. When all rows are over, the source is marked as moved; then both sides
//! are read again and compared; then the target is marked as whole. So at no instant can both be served, and the target never
//! before it has been compared. The epoch goes along: clients notice nothing.
//!
//! Never: a target that has data of its own, a table or a page of one held whole without a bound, a change of the source's rows.

mod checksum;
mod error;
mod pages;
mod progress;
mod record;
mod state;
mod table;
mod tables;
mod whole;

pub use checksum::Sum;
pub use error::CopyError;
pub use pages::Bounds;
pub use progress::{Progress, Stage};
pub use state::MoveId;
pub(crate) use state::{MOVED, State, refuse};
pub use table::Table;
pub use tables::TABLES;

use crate::Db;
use pages::Copying;
use progress::Told;

/// Where a store stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Folder,
    Postgresql,
}

impl Place {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Folder => "a data folder",
            Self::Postgresql => "PostgreSQL",
        }
    }
}

/// What a move did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Whether an earlier run had come to the end already, so that this one had nothing to do.
    pub already: bool,
    /// How many rows each table has.
    pub tables: Vec<(&'static str, u64)>,
}

/// Moves a store, or goes on where an earlier run broke off. Both are opened for [`crate::Purpose::Copy`], and nobody else uses
/// either of them. `fresh` is a random value, taken when the move begins here.
///
/// `report` hears after each step.
///
/// # Errors
/// [`CopyError`] says what stands in the way. The source can then be used as before, unless a server or the disk failed at the very
/// end.
pub async fn run(
    source: &Db,
    target: &Db,
    fresh: MoveId,
    bounds: Bounds,
    report: impl FnMut(Progress),
) -> Result<Moved, CopyError> {
    let mut told = Told::new(report);
    refuse_served(source).await.map_err(CopyError::Source)??;
    refuse_served(target).await.map_err(CopyError::Target)??;
    let from = look(source).await.map_err(CopyError::Source)?;
    let to = look(target).await.map_err(CopyError::Target)?;
    from.refuse_unfinished().map_err(CopyError::Source)?;
    let moved = from.moved().map_err(CopyError::Source)?;
    if moved.is_some() && to.arrived().map_err(CopyError::Target)? == moved {
        return Ok(Moved { already: true, tables: Vec::new() });
    }
    let position = match to.position().map_err(CopyError::Target)? {
        Some(position) if to.epoch() == from.epoch() => position,
        Some(_) => return Err(CopyError::OtherCopy),
        None => {
            if moved.is_some() {
                return Err(CopyError::MovedElsewhere);
            }
            whole::refuse_filled(target).await?;
            state::begin(target, fresh, &from).await?
        }
    };
    let id = position.id;
    if moved.is_some_and(|moved| moved != id) {
        return Err(CopyError::MovedElsewhere);
    }
    told.total(whole::count(source).await?);
    let end = Copying { source, target, position, bounds }.run(&mut told).await?;

    // From here on the source is not served any more, so what is compared stays as it is.
    state::mark_moved(source, id, target.place()).await.map_err(CopyError::Source)?;
    let compared = async {
        refuse_served(source).await.map_err(CopyError::Source)??;
        whole::compare(source, target, bounds, &mut told).await
    };
    match compared.await {
        Ok(tables) => {
            state::finish(target, &end).await?;
            Ok(Moved { already: false, tables })
        }
        Err(error) => {
            // The target is not whole and will not be served.
            state::unmark_moved(source).await.map_err(CopyError::Source)?;
            Err(error)
        }
    }
}

async fn look(db: &Db) -> Result<State, crate::Error> {
    db.read(async |tx| State::read(tx).await).await
}

async fn refuse_served(db: &Db) -> Result<Result<(), CopyError>, crate::Error> {
    Ok(if db.is_served().await? { Err(CopyError::Served) } else { Ok(()) })
}
