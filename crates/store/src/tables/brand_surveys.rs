//! How brands ask their customers.

use subrosa_proto::AccountId;
use subrosa_proto::survey::SurveySettings;

use crate::value::params;
use crate::{Error, Tx};

/// How a brand asks; the default where nothing was set.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId) -> Result<SurveySettings, Error> {
    let found: Option<(Vec<u8>,)> =
        tx.fetch_optional("SELECT survey FROM brand_surveys WHERE brand = $1", params![brand]).await?;
    let Some((bytes,)) = found else { return Ok(SurveySettings::default()) };
    serde_json::from_slice(&bytes).map_err(|_| Error::Corrupt("a brand's survey is not one of this version".to_owned()))
}

/// Keeps it in place of what was there, and whether tickets that are resolved from now on are asked about.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, settings: &SurveySettings) -> Result<(), Error> {
    let bytes = serde_json::to_vec(settings).map_err(|error| Error::Bug(error.to_string()))?;
    tx.execute(
        "INSERT INTO brand_surveys (brand, survey) VALUES ($1, $2)
         ON CONFLICT (brand) DO UPDATE SET survey = excluded.survey",
        params![brand, bytes.as_slice()],
    )
    .await?;
    let delay = settings.is_on.then(|| 60 * i64::from(settings.delay_minutes));
    tx.execute("UPDATE brands SET survey_delay = $1 WHERE account = $2", params![delay, brand]).await?;
    Ok(())
}
