//! Publish a version of a bot.

use subrosa_access::{Actor, Administer, ManageBots, Subject, permit};
use subrosa_flow::{Finding, FlowVersion, Program, lint, read_flow};
use subrosa_messaging::Error;
use subrosa_proto::bot::{Bot, BotSource, BotVersion, PublishBot};
use subrosa_proto::limits::{BIO_CHARACTERS, BRAND_BOTS, DISPLAY_NAME_CHARACTERS};
use subrosa_proto::{AccountId, ErrorCode, handle, text};
use subrosa_store::{Tx, accounts, bots};

use super::create::insert;
use super::find;
use crate::Engage;

/// Findings that an error tells of; the rest follows when these are mended.
const TOLD: usize = 20;

impl Engage {
    /// Keeps a flow as the bot's next version, and puts it live unless said otherwise. A flow with errors is not kept.
    ///
    /// # Errors
    /// `flow_invalid` with what is wrong and where, `text_invalid`, `not_found`, `forbidden`.
    pub async fn publish_bot(&self, actor: &Actor, bot: AccountId, request: PublishBot) -> Result<BotVersion, Error> {
        let permit = permit::<ManageBots>(actor, &Subject::Own)?;
        let (brand, author) = (permit.account()?, permit.person()?);
        let version = self.version(author, request)?;
        self.messaging.db().write(async move |tx| keep(tx, (brand, bot), version).await).await
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
        let wanted = handle::normalise(handle);
        let found = self.messaging.db().read(async move |tx| accounts::find_by_handle(tx, &wanted).await).await?;
        let found = found.filter(|found| found.profile.kind.is_brand());
        let brand = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?.profile.id;
        let version = self.version(brand, request)?;
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
                keep(tx, (brand, bot), version).await?;
                find(tx, brand, bot).await
            })
            .await
    }

    /// What is to be kept, checked; and whether it goes live. Its number comes when it is kept.
    fn version(&self, author: AccountId, request: PublishBot) -> Result<(BotSource, bool), Error> {
        let remark = request.remark.trim().to_owned();
        text::check_line(&remark, BIO_CHARACTERS, true).map_err(|why| Error::text("remark", why))?;
        check(&request.source)?;
        let version = BotVersion { version: 0, remark, author, published_at: self.messaging.now() };
        Ok((BotSource { version, source: request.source }, request.live))
    }
}

/// Keeps a version as the bot's next.
async fn keep(
    tx: &mut Tx<'_>,
    (brand, bot): (AccountId, AccountId),
    (mut version, live): (BotSource, bool),
) -> Result<BotVersion, Error> {
    let taken = bots::take_version(tx, brand, bot).await?;
    version.version.version = taken.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    bots::insert_version(tx, bot, &version).await?;
    if live {
        bots::set_live(tx, brand, bot, Some(version.version.version)).await?;
    }
    Ok(version.version)
}

/// A finding with its line, where it has one.
fn told(finding: &Finding) -> String {
    match finding.place.line {
        Some(line) => format!("line {line}: {finding}"),
        None => finding.to_string(),
    }
}

/// Sees that a flow can run.
fn check(source: &str) -> Result<(), Error> {
    let invalid = |detail: String| Error::field(ErrorCode::FlowInvalid, "source", detail);
    if source.contains('\0') {
        return Err(invalid("line 1: a flow has no NUL character".to_owned()));
    }
    let (flow, places) =
        read_flow(source.as_bytes()).map_err(|error| invalid(format!("line {}: {}", error.line, error.what)))?;
    let errors: Vec<String> = lint(&flow, &places).iter().filter(|finding| finding.is_error()).map(told).collect();
    if !errors.is_empty() {
        return Err(invalid(errors.iter().take(TOLD).cloned().collect::<Vec<_>>().join("\n")));
    }
    let version = FlowVersion { flow: String::new(), version: 0 };
    Program::new(flow, version).map(drop).map_err(|_| invalid("the flow can't run".to_owned()))
}
