//! One step: some of a brand's texts are found that were not.

use subrosa_find::WORDS_VERSION;
use subrosa_messaging::{Error, Messaging};
use subrosa_proto::AccountId;
use subrosa_store::search::Shelf;
use subrosa_store::{index, search};

use super::taken::Taken;

/// Rows that are forgotten in a step, where all is made anew.
const FORGOTTEN: u32 = 2_000;

/// Brings a brand's search one step further; whether there may be more to do.
pub(in crate::search) async fn step(messaging: &Messaging, brand: AccountId) -> Result<bool, Error> {
    let db = messaging.db();
    let found = db.read(async move |tx| search::find(tx, brand).await).await.map_err(Error::from)?;
    match found {
        None => {
            let begun = db.write(async move |tx| search::begin(tx, brand, WORDS_VERSION).await).await;
            begun.map_err(Error::from)
        }
        Some(shelf) if shelf.version != WORDS_VERSION => forget(messaging, shelf).await,
        Some(shelf) => take(messaging, shelf).await,
    }
}

async fn take(messaging: &Messaging, shelf: Shelf) -> Result<bool, Error> {
    let taken = messaging.db().read(async move |tx| Taken::read(tx, shelf).await).await?;
    let has_more = taken.has_more;
    if taken.number == shelf.number && taken.marks.is_empty() {
        return Ok(has_more);
    }
    let written = messaging.db().write(async move |tx| {
        // First, because it also holds up another node that does the same.
        if !search::advance(tx, &taken.shelf, taken.number).await? {
            return Ok::<_, Error>(false);
        }
        let brand = taken.shelf.brand;
        index::add_many(tx, &taken.shelf, &taken.texts).await?;
        search::set_marks(tx, brand, &taken.marks).await?;
        search::remove_names(tx, brand, &names(&taken.renamed)).await?;
        search::add_names(tx, brand, &names(&taken.named)).await?;
        Ok(true)
    });
    // Another node came first, and there may be more behind what it did.
    let is_first = written.await?;
    Ok(has_more || !is_first)
}

fn names(words: &[(String, subrosa_proto::ConversationId)]) -> Vec<search::Named<'_>> {
    words.iter().map(|(word, conversation)| (word.as_str(), *conversation)).collect()
}

/// Forgets some of what was found by other rules; when nothing is left, it begins anew.
async fn forget(messaging: &Messaging, shelf: Shelf) -> Result<bool, Error> {
    let brand = shelf.brand;
    let forgotten = messaging.db().write(async move |tx| {
        let texts = index::forget(tx, brand, FORGOTTEN).await?;
        let marks = search::forget_marks(tx, brand, FORGOTTEN).await?;
        if !(texts || marks) {
            search::set_version(tx, &shelf, WORDS_VERSION).await?;
        }
        Ok::<_, Error>(())
    });
    forgotten.await?;
    Ok(true)
}
