//! Tokens with which programs are signed in as bots: each is a device of the bot's account.

use subrosa_access::{Actor, ManageBots, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::bot::{BotToken, BotTokenList, FreshBotToken, NewBotToken};
use subrosa_proto::limits::{BOT_TOKENS, DEVICE_NAME_CHARACTERS};
use subrosa_proto::{AccountId, DeviceId, ErrorCode, text};
use subrosa_store::devices::{Device, NewDevice};
use subrosa_store::{accounts, devices};

use super::find;
use crate::Engage;

impl Engage {
    /// The bot's tokens, the oldest first.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn list_bot_tokens(&self, actor: &Actor, bot: AccountId) -> Result<BotTokenList, Error> {
        let brand = permit::<ManageBots>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| {
            find(tx, brand, bot).await?;
            Ok::<_, Error>(devices::list(tx, bot).await?)
        });
        Ok(BotTokenList { tokens: found.await?.into_iter().map(shown).collect() })
    }

    /// Makes a token, which this answer alone shows.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` when the bot is a flow, which needs none, or has as many tokens as it can; `text_invalid`;
    /// `forbidden`.
    pub async fn create_bot_token(
        &self,
        actor: &Actor,
        bot: AccountId,
        request: NewBotToken,
    ) -> Result<FreshBotToken, Error> {
        let brand = permit::<ManageBots>(actor, &Subject::Own)?.account()?;
        let name = request.name.trim().to_owned();
        text::check_line(&name, DEVICE_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))?;
        let (minted, id, at) =
            (self.messaging.mint_token(), DeviceId::new(self.messaging.next_id()), self.messaging.now());
        let deed = self.deed(actor, brand, AuditDeed::BotTokenMade);
        let about = BotToken { id, name, created_at: at, last_used_at: None };
        let (hash, new) = (minted.hash, about.clone());
        self.messaging
            .db()
            .write(async move |tx| {
                // Two who make the last one at the same time come one after the other.
                accounts::lock(tx, bot).await?;
                if find(tx, brand, bot).await?.own.is_none() {
                    return Err(Error::field(
                        ErrorCode::InvalidParameter,
                        "bot",
                        "a flow runs here and needs no token",
                    ));
                }
                if devices::list(tx, bot).await?.len() >= usize::try_from(BOT_TOKENS).unwrap_or(usize::MAX) {
                    let detail = format!("a bot has at most {BOT_TOKENS} tokens: revoke one first");
                    return Err(Error::field(ErrorCode::InvalidParameter, "name", detail));
                }
                let device = NewDevice {
                    id,
                    account: bot,
                    name: &new.name,
                    token_hash: &hash,
                    request_key: None,
                    address_key: None,
                    created_at: at,
                };
                devices::insert(tx, &device).await?;
                deed.of_bot(tx, bot).await?.note(tx).await
            })
            .await?;
        Ok(FreshBotToken { about, token: minted.token })
    }

    /// Revokes a token; what is signed in with it ends at once.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn revoke_bot_token(&self, actor: &Actor, bot: AccountId, token: DeviceId) -> Result<(), Error> {
        let brand = permit::<ManageBots>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::BotTokenRevoked);
        self.messaging
            .db()
            .write(async move |tx| {
                find(tx, brand, bot).await?;
                if !devices::remove(tx, bot, token).await? {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                deed.of_bot(tx, bot).await?.note(tx).await
            })
            .await?;
        self.messaging.bus().revoke(brand, Some(token));
        Ok(())
    }
}

/// A token as its owner sees it.
fn shown(device: Device) -> BotToken {
    let Device { id, name, created_at, last_seen_at, .. } = device;
    BotToken { id, name, created_at, last_used_at: (last_seen_at > created_at).then_some(last_seen_at) }
}
