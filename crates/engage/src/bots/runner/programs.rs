//! Programs of published flows, made once and kept: versions never change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use subrosa_flow::{FlowVersion, Program, read_flow};
use subrosa_messaging::Error;
use subrosa_proto::AccountId;
use subrosa_store::bots;

use crate::Engage;

/// Programs kept at a time. More are made again when they are needed.
const KEPT: usize = 1_000;

/// A bot and one of its versions.
type Key = (AccountId, i64);

#[derive(Default)]
pub(super) struct Programs(Mutex<HashMap<Key, Arc<Program>>>);

impl Programs {
    /// The program of a version; none when there is no such version, or it can't run here.
    pub(super) async fn get(
        &self,
        engage: &Engage,
        bot: AccountId,
        version: i64,
    ) -> Result<Option<Arc<Program>>, Error> {
        let known = self.kept().get(&(bot, version)).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let found = engage.messaging.db().read(async move |tx| bots::find_version(tx, bot, version).await).await?;
        let Some(program) = found.and_then(|found| program(bot, version, &found.source)) else { return Ok(None) };
        let program = Arc::new(program);
        let mut kept = self.kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert((bot, version), Arc::clone(&program));
        drop(kept);
        Ok(Some(program))
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Arc<Program>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn program(bot: AccountId, version: i64, source: &str) -> Option<Program> {
    let (flow, _) = read_flow(source.as_bytes()).ok()?;
    let version = FlowVersion { flow: bot.to_string(), version: u64::try_from(version).ok()? };
    match Program::new(flow, version) {
        Ok(program) => Some(program),
        Err(_) => {
            // It was checked when it was published, by an older server perhaps.
            tracing::warn!(%bot, "a published flow does not pass the checks of this server, so it does not run");
            None
        }
    }
}
