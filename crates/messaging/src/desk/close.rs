//! Resolves pending tickets whose customers have not answered for as long as their brands wait. Every node looks; doing it twice does
//! nothing.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use subrosa_desk::Closing;
use subrosa_proto::body::{Body, SealedBody, Voice};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::brand_closing;

use crate::Error;
use crate::batch::{Batch, Change};
use crate::core::Core;

/// Tickets closed in one go.
const STEP: u32 = 200;

/// How a brand closes, and what it says then.
type How = (Closing, Option<SealedBody>);

/// Closes all that are due now; how many they were.
pub(crate) async fn close_due(core: &Core, batch: &Batch) -> Result<u32, Error> {
    let mut closed = 0;
    let mut before = Vec::new();
    loop {
        let now = core.now();
        let mut due = core.db.read(async move |tx| brand_closing::due(tx, now, STEP).await).await?;
        due.sort_unstable();
        // What was not closed although it was due will be another time.
        if due.is_empty() || due == before {
            return Ok(closed);
        }
        let mut brands: HashMap<AccountId, Option<How>> = HashMap::new();
        let mut changes = Vec::with_capacity(due.len());
        for (conversation, brand) in &due {
            let how = match brands.entry(*brand) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unread) => unread.insert(read(core, *brand).await?),
            };
            let Some((closing, message)) = how.clone() else { continue };
            changes.push((*conversation, Change::Close { closing, message }));
        }
        closed += batch.run_all(changes).await?;
        before = due;
    }
}

/// How a brand closes now; nothing where it does not any more.
async fn read(core: &Core, brand: AccountId) -> Result<Option<How>, Error> {
    let (settings, since) = core.db.read(async move |tx| brand_closing::find(tx, brand).await).await?;
    let Some(since) = since.filter(|_| settings.is_on) else { return Ok(None) };
    let message = if settings.message.is_empty() {
        None
    } else {
        let body = Body { automatic: true, ..Body::text(settings.message) };
        // It was checked when it was set.
        Some(SealedBody::from_body(&body, Voice::Bot).map_err(|_| Error::new(ErrorCode::Internal))?)
    };
    Ok(Some((Closing { days: settings.days, since }, message)))
}
