//! One question to the model, within the brand's budget.

use std::time::Duration;

use subrosa_messaging::{Error, ModelFailure};
use subrosa_model::{ANSWER_BYTES, Answer, Chat, tokens};
use subrosa_proto::model::ModelUses;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::brand_models::{self, Budget};

use crate::Engage;

impl Engage {
    /// Refuses what the brand has not switched on, or the operator has no model for.
    ///
    /// # Errors
    /// `model_off`.
    pub(super) async fn uses_model(&self, brand: AccountId, is_used: fn(ModelUses) -> bool) -> Result<(), Error> {
        let uses = self.messaging.db().read(async move |tx| brand_models::find(tx, brand).await).await?;
        let is_there = self.messaging.model().is_some();
        if is_there && is_used(uses) { Ok(()) } else { Err(Error::new(ErrorCode::ModelOff)) }
    }

    /// The model's answer, within `limit` or the operator's own time.
    ///
    /// # Errors
    /// `model_off`, `model_spent`; `model_failed` when nothing came that can be shown, with the reason.
    pub(super) async fn ask_model(&self, brand: AccountId, chat: &Chat, limit: Duration) -> Result<String, Error> {
        let settings = self.messaging.model().ok_or_else(|| Error::new(ErrorCode::ModelOff))?;
        let aside = self.set_aside(brand, Budget::Model, chat.cost(), settings.daily).await?;
        let aside = aside.ok_or_else(|| Error::new(ErrorCode::ModelSpent))?;
        let json = chat.json(&settings.name);
        let called = self.messaging.ask_model("chat/completions", json, ANSWER_BYTES, limit).await;
        let (cost, outcome) = match called {
            Ok(bytes) => match subrosa_model::read(&bytes) {
                Ok(answer) => (cost(&answer, aside.tokens), Ok(answer.text)),
                Err(why) => (aside.tokens, Err(failed(why.to_string()))),
            },
            // It was not asked, or did nothing for it.
            Err(
                why @ (ModelFailure::Refused(_) | ModelFailure::Unreachable | ModelFailure::Busy | ModelFailure::None),
            ) => (0, Err(failed(why.to_string()))),
            Err(why) => (aside.tokens, Err(failed(why.to_string()))),
        };
        self.settle(aside, cost).await?;
        outcome
    }
}

/// What an answer cost: by the endpoint's word, which can't be more than a few times what was thought, or by its length.
fn cost(answer: &Answer, aside: i64) -> i64 {
    match answer.tokens {
        Some(said) => i64::from(said).clamp(1, aside.saturating_mul(4)),
        None => i64::from(tokens(&answer.text)).max(aside / 2).min(aside),
    }
}

/// The answer to whoever asked, with the reason.
fn failed(why: String) -> Error {
    Error::detailed(ErrorCode::ModelFailed, why)
}
