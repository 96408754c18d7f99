//! The links of campaigns that are counted: where they lead, and what their short links are signed with. Who opened one stands with the delivery.
//!
//! Never: a link that its campaign did not have when it began.

use subrosa_proto::CampaignId;

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// From 1.
    pub number: u32,
    pub url: String,
    pub secret: Vec<u8>,
    /// In which message it stands: 0 is the campaign's own, others are its journey's, from 1.
    pub message: u32,
}

impl FromRow for Link {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let number: i64 = row.get(0)?;
        let message: i64 = row.get(3)?;
        Ok(Self {
            number: u32::try_from(number).unwrap_or(0),
            url: row.get(1)?,
            secret: row.get(2)?,
            message: u32::try_from(message).unwrap_or(0),
        })
    }
}

/// Writes down the links of a campaign that begins.
pub async fn insert_many(tx: &mut Tx<'_>, campaign: CampaignId, links: &[Link]) -> Result<(), Error> {
    let rows: Vec<_> = links
        .iter()
        .map(|link| values![campaign, link.number, link.url.as_str(), link.secret.as_slice(), link.message])
        .collect();
    tx.execute_many(
        "INSERT INTO campaign_links (campaign, number, url, secret, message) VALUES ($1, $2, $3, $4, $5)",
        &rows,
    )
    .await
}

/// Those of a campaign, in their order; none where none are counted.
pub async fn list(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Vec<Link>, Error> {
    tx.fetch(
        "SELECT number, url, secret, message FROM campaign_links WHERE campaign = $1 ORDER BY number",
        params![campaign],
    )
    .await
}

/// One of a campaign.
pub async fn find(tx: &mut Tx<'_>, campaign: CampaignId, number: u32) -> Result<Option<Link>, Error> {
    tx.fetch_optional(
        "SELECT number, url, secret, message FROM campaign_links WHERE campaign = $1 AND number = $2",
        params![campaign, number],
    )
    .await
}
