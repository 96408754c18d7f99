//! Say how a bot answers that is a program of the brand's own.

use subrosa_access::{Actor, ManageBots, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::bot::{Bot, OwnBot};
use subrosa_proto::limits::BOT_PATIENCE_SECONDS;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::bots;

use super::find;
use crate::Engage;

impl Engage {
    /// From now on new tickets come to the program, or none do; customers of whom it hears from now on wait so long.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` when the bot is a flow, or for a patience outside what is allowed; `forbidden`.
    pub async fn set_own_bot(&self, actor: &Actor, bot: AccountId, request: OwnBot) -> Result<Bot, Error> {
        let brand = permit::<ManageBots>(actor, &Subject::Own)?.account()?;
        check(&request)?;
        let deed = self.deed(actor, brand, AuditDeed::BotChanged);
        self.messaging
            .db()
            .write(async move |tx| {
                if find(tx, brand, bot).await?.own.is_none() {
                    return Err(Error::field(
                        ErrorCode::InvalidParameter,
                        "bot",
                        "a flow answers here, by its versions",
                    ));
                }
                bots::set_own(tx, brand, bot, Some(request)).await?;
                deed.of_bot(tx, bot).await?.note(tx).await?;
                find(tx, brand, bot).await
            })
            .await
    }
}

/// Sees that the patience is one that customers have.
pub(super) fn check(own: &OwnBot) -> Result<(), Error> {
    range::check("patience_seconds", own.patience_seconds, BOT_PATIENCE_SECONDS).map(drop)
}

/// Refuses what is done with flows to a program of the brand's own.
pub(super) fn refuse_own(bot: &Bot) -> Result<(), Error> {
    match bot.own {
        Some(_) => Err(Error::field(ErrorCode::InvalidParameter, "bot", "a program of your own has no flow")),
        None => Ok(()),
    }
}
