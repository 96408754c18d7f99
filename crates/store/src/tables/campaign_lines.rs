//! Campaigns' deliveries one by one, wherever they stand, for those who take them out.

use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::{AccountId, CampaignId, ConversationId, Timestamp};

use super::campaign_deliveries::{Delivery, OutcomePlace};
use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// A delivery with what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub contact: ConversationId,
    /// For which time they are told, from 0.
    pub occurrence: i64,
    /// The customer.
    pub account: AccountId,
    /// 0: held out, or to be.
    pub variant: u32,
    /// 0: the campaign's own message; others are its journey's, from 1.
    pub message: u32,
    pub state: Delivery,
    pub reason: Option<SkipReason>,
    pub planned_for: Timestamp,
    pub settled_at: Option<Timestamp>,
    pub seen_at: Option<Timestamp>,
    pub clicked_at: Option<Timestamp>,
    /// Which links they opened: a bit for each, the lowest for the first.
    pub clicked_links: i64,
    pub replied_at: Option<Timestamp>,
    pub converted_at: Option<Timestamp>,
    pub opted_out_at: Option<Timestamp>,
    pub complained_at: Option<Timestamp>,
    pub revenue: i64,
}

impl Line {
    /// Its place among all.
    #[must_use]
    pub const fn place(&self) -> OutcomePlace {
        (self.contact, self.occurrence)
    }
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let variant: i64 = row.get(3)?;
        Ok(Self {
            contact: row.get(0)?,
            occurrence: row.get(1)?,
            account: row.get(2)?,
            variant: u32::try_from(variant).unwrap_or(0),
            state: row.get(4)?,
            reason: row.get(5)?,
            planned_for: row.get(6)?,
            settled_at: row.get(7)?,
            seen_at: row.get(8)?,
            clicked_at: row.get(9)?,
            clicked_links: row.get(10)?,
            replied_at: row.get(11)?,
            converted_at: row.get(12)?,
            opted_out_at: row.get(13)?,
            revenue: row.get(14)?,
            complained_at: row.get(15)?,
            message: u32::try_from(row.get::<i64>(16)?).unwrap_or(0),
        })
    }
}

/// So many deliveries behind a place, in the order of the contacts, of each the first time first.
pub async fn after(tx: &mut Tx<'_>, campaign: CampaignId, after: OutcomePlace, limit: u32) -> Result<Vec<Line>, Error> {
    tx.fetch(
        "SELECT contact, occurrence, account, variant, state, reason, planned_for, settled_at, seen_at, clicked_at, clicked_links,
                replied_at, converted_at, opted_out_at, revenue, complained_at, message
         FROM campaign_deliveries WHERE campaign = $1 AND (contact, occurrence) > ($2, $3) ORDER BY contact, occurrence LIMIT $4",
        params![campaign, after.0, after.1, limit],
    )
    .await
}
