//! What the brands of a batch promise of their tickets. What follows for a ticket is `levels`'.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use subrosa_desk::hours::Hours;
use subrosa_desk::levels::Levels;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Tx, brand_hours, brand_levels};

use crate::Error;

/// What brands promise, each read once however many of its conversations a batch touches.
pub(super) async fn read(
    tx: &mut Tx<'_>,
    brands: BTreeSet<AccountId>,
) -> Result<HashMap<AccountId, Arc<Levels>>, Error> {
    if brands.is_empty() {
        return Ok(HashMap::new());
    }
    let brands: Vec<AccountId> = brands.into_iter().collect();
    let levels = brand_levels::find_many(tx, &brands).await?;
    let hours = brand_hours::find_many(tx, &brands).await?;
    let mut all = HashMap::with_capacity(brands.len());
    for (brand, (levels, hours)) in brands.into_iter().zip(levels.into_iter().zip(hours)) {
        // They were checked when they were set.
        let hours = Hours::of(&hours).map_err(|_| Error::new(ErrorCode::Internal))?;
        all.insert(brand, Arc::new(Levels::new(levels, hours)));
    }
    Ok(all)
}
