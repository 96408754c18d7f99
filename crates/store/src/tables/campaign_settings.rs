//! What holds for all campaigns of a brand.

use subrosa_proto::AccountId;
use subrosa_proto::campaign::CampaignSettings;

use crate::value::params;
use crate::{Error, Tx};

/// What a brand says of all its campaigns; the default where it said nothing.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId) -> Result<CampaignSettings, Error> {
    let found: Option<(Vec<u8>,)> =
        tx.fetch_optional("SELECT settings FROM campaign_settings WHERE brand = $1", params![brand]).await?;
    let Some((bytes,)) = found else { return Ok(CampaignSettings::default()) };
    serde_json::from_slice(&bytes)
        .map_err(|_| Error::Corrupt("what holds for a brand's campaigns is not of this version".to_owned()))
}

/// Keeps it in place of what was there.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, settings: &CampaignSettings) -> Result<(), Error> {
    let bytes = serde_json::to_vec(settings).map_err(|error| Error::Bug(error.to_string()))?;
    tx.execute(
        "INSERT INTO campaign_settings (brand, settings) VALUES ($1, $2)
         ON CONFLICT (brand) DO UPDATE SET settings = excluded.settings",
        params![brand, bytes.as_slice()],
    )
    .await?;
    Ok(())
}
