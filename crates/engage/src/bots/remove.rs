//! Remove a bot.

use subrosa_access::{Actor, ManageBots, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{accounts, bot_tallies, bots, brand_members, devices};

use crate::Engage;

impl Engage {
    /// Removes a bot with all its versions. Threads that it has go to people; what it said stays.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_bot(&self, actor: &Actor, bot: AccountId) -> Result<(), Error> {
        let brand = permit::<ManageBots>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::BotRemoved);
        let tokens = self
            .messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                if !bots::remove(tx, brand, bot).await? {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                brand_members::remove(tx, brand, bot).await?;
                bot_tallies::remove(tx, brand, bot).await?;
                deed.of_bot(tx, bot).await?.note(tx).await?;
                Ok(devices::remove_others(tx, bot, None).await?)
            })
            .await?;
        for token in tokens {
            self.messaging.bus().revoke(brand, Some(token));
        }
        self.hand_on(brand, bot).await
    }
}
