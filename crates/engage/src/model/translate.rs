//! Translate a message, or words that are being written.

use std::time::Duration;

use subrosa_access::{Actor, AskModel};
use subrosa_messaging::{Error, permitted};
use subrosa_model::{TranslateInto, TranslationOf, translated};
use subrosa_proto::limits::TRANSLATED_CHARACTERS;
use subrosa_proto::model::{Translate, Translated};
use subrosa_proto::{AccountId, Body, ConversationId, ErrorCode, text};
use subrosa_store::events;

use crate::Engage;
use crate::knowledge::language;

/// Messages of the customer that say which language is theirs.
const SAMPLES: usize = 3;
/// Characters of each.
const SAMPLE_CHARACTERS: usize = 300;

impl Engage {
    /// A translation into a language, or into the customer's own.
    ///
    /// # Errors
    /// `not_found`, `forbidden`; `invalid_parameter`, `text_invalid`, also for a text of more than 2,000 characters; `model_off`,
    /// `model_spent`, `model_failed`.
    pub async fn translate(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        wanted: Translate,
    ) -> Result<Translated, Error> {
        let Translate { seq, text: words, language: into } = wanted;
        let into = into.as_deref().map(language).transpose()?;
        let (brand, words) = match (seq, words) {
            (Some(seq), None) => self.message(actor, conversation, seq).await?,
            (None, Some(words)) => (self.asker(actor, conversation).await?, words),
            _ => return Err(Error::field(ErrorCode::InvalidParameter, "seq", "either `seq` or `text`")),
        };
        self.uses_model(brand, |uses| uses.translations).await?;
        text::check_message(&words, TRANSLATED_CHARACTERS).map_err(|why| Error::text("text", why))?;
        let samples = match into {
            Some(_) => Vec::new(),
            None => self.samples(actor, conversation).await?,
        };
        let target = into.as_deref().map_or(TranslateInto::LanguageOf(&samples), TranslateInto::Language);
        let of = TranslationOf { text: &words, into: target };
        let answer = self.ask_model(brand, &of.chat(), Duration::MAX).await?;
        Ok(Translated { text: translated(&of, &answer) })
    }

    /// The words of one message.
    async fn message(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        seq: i64,
    ) -> Result<(AccountId, String), Error> {
        let actor = *actor;
        let read = self.messaging.db().read(async move |tx| {
            let brand = permitted::<AskModel>(tx, &actor, conversation).await?.0.account()?;
            Ok::<_, Error>((brand, events::between(tx, conversation, seq, seq).await?))
        });
        let (brand, found) = read.await?;
        let event = found.first().ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        let body = serde_json::from_str::<Body>(event.body.get()).map_err(|_| Error::new(ErrorCode::NotFound))?;
        Ok((brand, body.text))
    }

    async fn asker(&self, actor: &Actor, conversation: ConversationId) -> Result<AccountId, Error> {
        let actor = *actor;
        let read = self
            .messaging
            .db()
            .read(async move |tx| Ok::<_, Error>(permitted::<AskModel>(tx, &actor, conversation).await?.0.account()?));
        read.await
    }

    /// What shows in which language the customer writes.
    async fn samples(&self, actor: &Actor, conversation: ConversationId) -> Result<Vec<String>, Error> {
        let (_, thread) = self.heard(actor, conversation).await?;
        let theirs = thread.into_iter().rev().filter(|said| said.by_customer).take(SAMPLES);
        let samples: Vec<String> = theirs.map(|said| said.text.chars().take(SAMPLE_CHARACTERS).collect()).collect();
        if samples.is_empty() {
            return Err(Error::field(ErrorCode::InvalidParameter, "language", "the customer has not written yet"));
        }
        Ok(samples)
    }
}
