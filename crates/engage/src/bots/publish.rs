//! Publish a version of a bot.

use subrosa_access::{Actor, Administer, ManageBots, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::bot::{Bot, BotSource, BotVersion, PublishBot};
use subrosa_proto::limits::{BIO_CHARACTERS, BRAND_BOTS, DISPLAY_NAME_CHARACTERS};
use subrosa_proto::{AccountId, ErrorCode, text};
use subrosa_store::{Tx, accounts, bots};

use super::create::insert;
use super::find;
use super::own::refuse_own;
use super::program::program_for;
use crate::Engage;
use crate::audit::Deed;

impl Engage {
    /// Keeps a flow as the bot's next version, and puts it live unless said otherwise. A flow with errors is not kept.
    ///
    /// # Errors
    /// `flow_invalid` with what is wrong and where, also where it asks for a consent to what the brand has no topic for; `text_invalid`,
    /// `not_found`, `forbidden`.
    pub async fn publish_bot(&self, actor: &Actor, bot: AccountId, request: PublishBot) -> Result<BotVersion, Error> {
        let permit = permit::<ManageBots>(actor, &Subject::Own)?;
        let (brand, author) = (permit.account()?, permit.person()?);
        let version = self.version(brand, author, request).await?;
        let deed = self.deed(actor, brand, AuditDeed::BotPublished);
        self.messaging.db().write(async move |tx| keep(tx, (brand, bot), version, deed).await).await
    }

    /// The same for the operator, by the brand's handle and the bot's name; a bot that is not there is made.
    ///
    /// # Errors
    /// As [`Engage::publish_bot`]; `not_found` when there is no such brand.
    pub async fn publish_bot_file(
        &self,
        actor: &Actor,
        (handle, name): (&str, &str),
        request: PublishBot,
    ) -> Result<Bot, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let name = name.trim().to_owned();
        text::check_line(&name, DISPLAY_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))?;
        let brand = self.brand_named(handle).await?;
        let version = self.version(brand, brand, request).await?;
        let deed = self.deed(actor, brand, AuditDeed::BotPublished);
        let new = self.new_bot(name);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let bots = bots::list(tx, brand, BRAND_BOTS).await?;
                let known = bots.into_iter().find(|bot| bot.account.display_name == new.account.display_name);
                let bot = match known {
                    Some(known) => known.account.id,
                    None => {
                        insert(tx, brand, &new).await?;
                        new.account.id
                    }
                };
                keep(tx, (brand, bot), version, deed).await?;
                find(tx, brand, bot).await
            })
            .await
    }

    /// What is to be kept, checked; and whether it goes live. Its number comes when it is kept.
    async fn version(
        &self,
        brand: AccountId,
        author: AccountId,
        request: PublishBot,
    ) -> Result<(BotSource, bool), Error> {
        let remark = request.remark.trim().to_owned();
        text::check_line(&remark, BIO_CHARACTERS, true).map_err(|why| Error::text("remark", why))?;
        program_for(&request.source, &self.topics_asked_for(brand).await?)?;
        let version = BotVersion { version: 0, remark, author, published_at: self.messaging.now() };
        Ok((BotSource { version, source: request.source }, request.live))
    }
}

/// Keeps a version as the bot's next.
async fn keep(
    tx: &mut Tx<'_>,
    (brand, bot): (AccountId, AccountId),
    (mut version, live): (BotSource, bool),
    deed: Deed,
) -> Result<BotVersion, Error> {
    refuse_own(&find(tx, brand, bot).await?)?;
    let taken = bots::take_version(tx, brand, bot).await?;
    version.version.version = taken.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    bots::insert_version(tx, bot, &version).await?;
    deed.of_bot(tx, bot).await?.note(tx).await?;
    if live {
        bots::set_live(tx, brand, bot, Some(version.version.version)).await?;
    }
    Ok(version.version)
}
