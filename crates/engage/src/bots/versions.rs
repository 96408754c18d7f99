//! The versions of a bot, and one with its flow.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::bot::{BotSource, BotVersionList};
use subrosa_proto::limits::BOT_VERSIONS;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::bots;

use super::find;
use crate::Engage;

impl Engage {
    /// The newest versions of a bot, the newest first.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn list_bot_versions(&self, actor: &Actor, bot: AccountId) -> Result<BotVersionList, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let read = self.messaging.db().read(async move |tx| {
            find(tx, brand, bot).await?;
            Ok::<_, Error>(bots::versions(tx, bot, BOT_VERSIONS).await?)
        });
        Ok(BotVersionList { versions: read.await? })
    }

    /// One version with its flow file, as it was published.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn get_bot_version(&self, actor: &Actor, bot: AccountId, version: i64) -> Result<BotSource, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let read = self.messaging.db().read(async move |tx| {
            find(tx, brand, bot).await?;
            bots::find_version(tx, bot, version).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))
        });
        read.await
    }
}
