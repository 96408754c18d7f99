//! A brand's bots: made, checked, tried, published in versions, put live, and run on its conversations.

mod check;
mod create;
mod list;
mod own;
mod program;
mod publish;
mod remove;
mod runner;
mod set_live;
mod simulate;
mod simulated;
mod tokens;
mod versions;

pub(crate) use program::{errors, read};
use subrosa_messaging::Error;
use subrosa_proto::bot::Bot;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Tx, bots};

/// A bot of a brand, which has to be one.
async fn find(tx: &mut Tx<'_>, brand: AccountId, bot: AccountId) -> Result<Bot, Error> {
    bots::find(tx, brand, bot).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))
}

/// Does what may take a while on a thread of its own, so that nobody waits behind it.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a flow could not be looked at");
        Error::new(ErrorCode::Internal)
    })
}
