//! Put a version of a bot live, roll back to an earlier one, or switch the bot off.

use subrosa_access::{Actor, ManageBots, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::bot::{Bot, SetLive};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::bots;

use super::find;
use super::own::refuse_own;
use crate::Engage;

impl Engage {
    /// From now on this version answers who begins; sessions under way go on with the version that they began with.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` when there is no such version; `forbidden`.
    pub async fn set_live(&self, actor: &Actor, bot: AccountId, request: SetLive) -> Result<Bot, Error> {
        let brand = permit::<ManageBots>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::BotSwitched);
        self.messaging
            .db()
            .write(async move |tx| {
                let before = find(tx, brand, bot).await?;
                refuse_own(&before)?;
                if let Some(version) = request.version
                    && !(1..=before.newest).contains(&version)
                {
                    let detail = format!("its versions are 1 to {}", before.newest);
                    return Err(Error::field(ErrorCode::InvalidParameter, "version", detail));
                }
                bots::set_live(tx, brand, bot, request.version).await?;
                let what = request.version.map_or_else(|| "off".to_owned(), |version| version.to_string());
                deed.about(format!("{}: {what}", before.account.display_name)).note(tx).await?;
                Ok(Bot { live: request.version, ..before })
            })
            .await
    }
}
