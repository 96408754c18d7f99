//! The indexes of brands that this node has in memory. Each follows the store: an answer costs one look at the brand's number, and what
//! has changed since then is read before it, whichever node changed it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use subrosa_knowledge::Finding;
use subrosa_messaging::Error;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Db, knowledge};
use tokio::sync::RwLock;

use super::index::BrandIndex;

/// Passages of all brands in memory, of about three kilobytes each; the brand that was asked last stays in any case.
const PASSAGES: usize = 100_000;
/// Changed articles that are read at once.
const PAGE: u32 = 200;

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
    /// What a brand's published articles say to a question, as they are now.
    pub(crate) async fn find(
        &self,
        db: &Db,
        brand: AccountId,
        language: Option<&str>,
        question: &str,
    ) -> Result<Finding, Error> {
        let number = db.read(async move |tx| knowledge::number(tx, brand).await).await.map_err(Error::from)?;
        let shelf = self.shelf(brand);
        {
            let index = shelf.read().await;
            if index.number >= number {
                return Ok(index.find(language, question));
            }
        }
        let mut index = shelf.write().await;
        follow(db, brand, &mut index).await?;
        self.make_room(brand, index.passages());
        Ok(index.find(language, question))
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
async fn follow(db: &Db, brand: AccountId, index: &mut BrandIndex) -> Result<(), Error> {
    loop {
        let behind = index.number;
        let changes = db.read(async move |tx| knowledge::changed(tx, brand, behind, PAGE).await).await;
        let changes = changes.map_err(Error::from)?;
        if changes.is_empty() {
            return Ok(());
        }
        let mut taken = std::mem::take(index);
        // Taking texts apart is work for a thread of its own.
        let followed = tokio::task::spawn_blocking(move || {
            taken.follow(changes);
            taken
        });
        *index = followed.await.map_err(|error| {
            tracing::error!(%error, "the articles of a brand could not be taken apart");
            Error::new(ErrorCode::Internal)
        })?;
    }
}
