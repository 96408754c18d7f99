//! Asks customers about tickets that are resolved, when it is time. Every node looks; doing it twice does nothing.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use subrosa_proto::body::{Body, SealedBody, Voice};
use subrosa_proto::survey::SurveySettings;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{brand_surveys, surveys};

use crate::Error;
use crate::batch::{Batch, Change};
use crate::core::Core;

/// Customers asked in one go.
const STEP: u32 = 200;
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Asks about all tickets that are due now, or finds that it is not to be done; how many they were.
pub(crate) async fn ask_due(core: &Core, batch: &Batch) -> Result<u32, Error> {
    let mut asked = 0;
    loop {
        let now = core.now();
        let due = core.db.read(async move |tx| surveys::due(tx, now, STEP).await).await.map_err(Error::from)?;
        if due.is_empty() {
            return Ok(asked);
        }
        let mut settings: HashMap<AccountId, SurveySettings> = HashMap::new();
        let mut changes = Vec::with_capacity(due.len());
        for (ticket, conversation, brand) in due {
            let how = match settings.entry(brand) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unread) => {
                    let found = core.db.read(async move |tx| brand_surveys::find(tx, brand).await).await;
                    unread.insert(found.map_err(Error::from)?)
                }
            };
            let (question, quiet_seconds) = (question(how)?, i64::from(how.quiet_days) * DAY_SECONDS);
            changes.push((conversation, Change::Ask { ticket, question, quiet_seconds }));
        }
        asked += batch.run_all(changes).await?;
    }
}

fn question(how: &SurveySettings) -> Result<SealedBody, Error> {
    let body = Body { choices: how.choices(), automatic: true, ..Body::text(how.question.clone()) };
    // It was checked when it was set.
    SealedBody::from_body(&body, Voice::Bot).map_err(|_| Error::new(ErrorCode::Internal))
}
