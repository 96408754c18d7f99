//! What those who got a campaign's messages answer to them: that they want no more, that it was unwanted, that they opened a link. It stands with the
//! delivery of the campaign's own message, or, where that was taken back, of the newest that they have.

use subrosa_proto::{AccountId, CampaignId, ConversationId, Timestamp};

use super::campaign_deliveries::Message;
use crate::value::params;
use crate::{Error, Tx};

/// Notes that somebody wants no more of what they got by a campaign, at the last time they got its own message; false when that was known.
pub async fn opt_out(
    tx: &mut Tx<'_>,
    (campaign, contact): (CampaignId, ConversationId),
    at: Timestamp,
) -> Result<bool, Error> {
    let noted = tx
        .execute(
            "UPDATE campaign_deliveries SET opted_out_at = $1
             WHERE campaign = $2 AND contact = $3 AND state = 3 AND opted_out_at IS NULL AND occurrence =
                 (SELECT occurrence FROM campaign_deliveries WHERE campaign = $2 AND contact = $3 AND state = 3
                  ORDER BY CASE WHEN message = 0 THEN 0 ELSE 1 END, occurrence DESC LIMIT 1)",
            params![at, campaign, contact],
        )
        .await?;
    Ok(noted > 0)
}

/// Notes that somebody calls unwanted what they got by a campaign, at the last time they got its own message; nothing when they did not
/// get it, false when that was known.
pub async fn complain(
    tx: &mut Tx<'_>,
    (campaign, contact): (CampaignId, ConversationId),
    account: AccountId,
    at: Timestamp,
) -> Result<Option<bool>, Error> {
    let found: Option<(i64, Option<Timestamp>)> = tx
        .fetch_optional(
            "SELECT occurrence, complained_at FROM campaign_deliveries
             WHERE campaign = $1 AND contact = $2 AND account = $3 AND state = 3
             ORDER BY CASE WHEN message = 0 THEN 0 ELSE 1 END, occurrence DESC LIMIT 1",
            params![campaign, contact, account],
        )
        .await?;
    let Some((occurrence, before)) = found else { return Ok(None) };
    if before.is_some() {
        return Ok(Some(false));
    }
    let noted = tx
        .execute(
            "UPDATE campaign_deliveries SET complained_at = $1
             WHERE campaign = $2 AND contact = $3 AND occurrence = $4 AND state = 3 AND complained_at IS NULL",
            params![at, campaign, contact, occurrence],
        )
        .await?;
    Ok(Some(noted > 0))
}

/// Notes that somebody opened a link of a message that they got before a moment, the last time; false when that was known, or they did not get it
/// then. What was measured stays.
pub async fn click(
    tx: &mut Tx<'_>,
    ((campaign, message), contact): (Message, ConversationId),
    link: u32,
    (at, sent_before): (Timestamp, Timestamp),
) -> Result<bool, Error> {
    let Some(bit) = link.checked_sub(1).and_then(|place| 1_i64.checked_shl(place)) else { return Ok(false) };
    let noted = tx
        .execute(
            "UPDATE campaign_deliveries SET clicked_at = coalesce(clicked_at, $1), clicked_links = clicked_links | $2
             WHERE campaign = $3 AND contact = $4 AND state = 3 AND sent_at < $5 AND (clicked_links & $2) = 0 AND occurrence =
                 (SELECT max(occurrence) FROM campaign_deliveries
                  WHERE campaign = $3 AND contact = $4 AND state = 3 AND sent_at < $5 AND message = $6)",
            params![at, bit, campaign, contact, sent_before, message],
        )
        .await?;
    Ok(noted > 0)
}
