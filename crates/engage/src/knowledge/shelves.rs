//! The indexes of brands that this node has in memory. Each follows the store: an answer costs one look at the brand's number, and what
//! has changed since then is read before it, whichever node changed it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use subrosa_messaging::Error;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Db, article_vectors, knowledge};
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

use super::index::BrandIndex;

/// Passages of all brands in memory, of about three kilobytes each; the brand that was asked last stays in any case.
const PASSAGES: usize = 100_000;
/// Changed articles that are read at once.
const PAGE: u32 = 200;
/// Articles of which the vectors are read at once: 3 MB each at most, 40 kB usually.
const VECTORS_PAGE: u32 = 20;

/// All of them. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Shelves(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    brands: HashMap<AccountId, Shelf>,
    /// Rises with each use.
    uses: u64,
}

#[derive(Default)]
struct Shelf {
    index: Arc<RwLock<BrandIndex>>,
    passages: usize,
    used: u64,
}

impl Shelves {
    /// A brand's published articles as they are now, with their vectors of this model, for one look. Let it go before anything is waited
    /// for.
    pub(crate) async fn current(
        &self,
        db: &Db,
        brand: AccountId,
        model: Option<&str>,
    ) -> Result<OwnedRwLockReadGuard<BrandIndex>, Error> {
        let number = db.read(async move |tx| knowledge::number(tx, brand).await).await.map_err(Error::from)?;
        let shelf = self.shelf(brand);
        {
            let index = Arc::clone(&shelf).read_owned().await;
            if index.number >= number {
                return Ok(index);
            }
        }
        let mut index = shelf.write_owned().await;
        follow(db, brand, model, &mut index).await?;
        self.make_room(brand, index.room());
        Ok(index.downgrade())
    }

    fn shelf(&self, brand: AccountId) -> Arc<RwLock<BrandIndex>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.uses += 1;
        let uses = held.uses;
        let shelf = held.brands.entry(brand).or_default();
        shelf.used = uses;
        Arc::clone(&shelf.index)
    }

    /// Takes down how much a brand has, and lets go of what was used longest ago while there is too much.
    fn make_room(&self, brand: AccountId, passages: usize) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shelf) = held.brands.get_mut(&brand) {
            shelf.passages = passages;
        }
        while held.brands.values().map(|shelf| shelf.passages).sum::<usize>() > PASSAGES {
            let others = held.brands.iter().filter(|(other, _)| **other != brand);
            let Some(oldest) = others.min_by_key(|(_, shelf)| shelf.used).map(|(other, _)| *other) else { break };
            held.brands.remove(&oldest);
        }
    }
}

/// Reads what has changed since the index's number. If its caller goes away in the middle, the index is empty, and read anew next time.
async fn follow(db: &Db, brand: AccountId, model: Option<&str>, index: &mut BrandIndex) -> Result<(), Error> {
    loop {
        let behind = index.number;
        let changes = db.read(async move |tx| knowledge::changed(tx, brand, behind, PAGE).await).await;
        let changes = changes.map_err(Error::from)?;
        if changes.is_empty() {
            return Ok(());
        }
        let mut taken = std::mem::take(index);
        // Taking texts apart is work for a thread of its own.
        taken = blocking(move || {
            taken.follow(changes);
            taken
        })
        .await?;
        if let Some(model) = model {
            taken = follow_vectors(db, brand, (behind, model), taken).await?;
        }
        *index = taken;
    }
}

/// Reads the vectors of what has just been read.
async fn follow_vectors(
    db: &Db,
    brand: AccountId,
    (mut behind, model): (i64, &str),
    mut index: BrandIndex,
) -> Result<BrandIndex, Error> {
    let up_to = index.number;
    loop {
        let of = model.to_owned();
        let read =
            db.read(async move |tx| article_vectors::changed(tx, brand, (behind, up_to), &of, VECTORS_PAGE).await);
        let page = read.await.map_err(Error::from)?;
        let Some((last, _)) = page.last() else { break };
        behind = *last;
        index = blocking(move || {
            let made: Vec<_> = page.into_iter().map(|(_, one)| one).collect();
            index.set_vectors(&made);
            index
        })
        .await?;
    }
    index.weigh();
    Ok(index)
}

async fn blocking(work: impl FnOnce() -> BrandIndex + Send + 'static) -> Result<BrandIndex, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "the articles of a brand could not be taken apart");
        Error::new(ErrorCode::Internal)
    })
}
