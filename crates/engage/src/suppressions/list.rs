//! The suppression list of a brand, a page at a time.

use subrosa_access::Actor;
use subrosa_messaging::{Error, range};
use subrosa_proto::limits::{PAGE_SUPPRESSIONS, SUPPRESSION_SEARCH_CHARACTERS};
use subrosa_proto::suppression::{SuppressionPage, SuppressionsRequest};
use subrosa_proto::{SuppressionId, handle};
use subrosa_store::{conversations, suppressions};

use super::told::told;
use super::{reader, wrong};
use crate::{Engage, keys};

const DEFAULT_LIMIT: u32 = 50;

impl Engage {
    /// A page of it, who was added last first; of those in whose identity a text stands, and the contact of this handle.
    ///
    /// # Errors
    /// `invalid_parameter`; `forbidden`, also for members who may not see contacts.
    pub async fn suppressions(&self, actor: &Actor, request: SuppressionsRequest) -> Result<SuppressionPage, Error> {
        let brand = reader(actor)?;
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_SUPPRESSIONS)?;
        let is_number = |text: &String| text.bytes().all(|byte| byte.is_ascii_digit());
        let before = match &request.after {
            None => i64::MAX,
            Some(after) => {
                let number = Some(after).filter(|after| is_number(after)).and_then(|after| after.parse().ok());
                number.ok_or_else(|| wrong("after", "not a page's next"))?
            }
        };
        let sought = request.q.as_deref().map(str::trim).filter(|sought| !sought.is_empty());
        if sought.is_some_and(|sought| sought.chars().count() > SUPPRESSION_SEARCH_CHARACTERS) {
            return Err(wrong("q", format!("at most {SUPPRESSION_SEARCH_CHARACTERS} characters")));
        }
        let sought = sought.map(|sought| (needle(sought), handle::normalise(sought)));
        let before = SuppressionId::new(before);
        let page = self.messaging.db().read(async move |tx| {
            // One more than the page holds, so that it is known whether there is another.
            let mut found = match &sought {
                None => suppressions::newest(tx, brand, before, limit + 1).await?,
                Some((text, handle)) => {
                    let contact = conversations::find_by_handles(tx, brand, &[handle.as_str()]).await?.pop().flatten();
                    suppressions::search(tx, brand, (text, contact), before, limit + 1).await?
                }
            };
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            let is_last = found.len() <= limit;
            found.truncate(limit);
            let next = found.last().filter(|_| !is_last).map(|last| last.id.number().to_string());
            Ok::<_, Error>(SuppressionPage { entries: told(tx, brand, found).await?, next })
        });
        page.await
    }
}

/// What is looked for in identities: a phone number as it is compared, anything else in lower case.
fn needle(sought: &str) -> String {
    keys::phone(sought).unwrap_or_else(|| sought.to_lowercase())
}
