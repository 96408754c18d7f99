//! A brand's bots: made, published in versions, put live, and run on its conversations.

mod create;
mod list;
mod publish;
mod remove;
mod runner;
mod set_live;
mod versions;

use subrosa_messaging::Error;
use subrosa_proto::bot::Bot;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Tx, bots};

/// A bot of a brand, which has to be one.
async fn find(tx: &mut Tx<'_>, brand: AccountId, bot: AccountId) -> Result<Bot, Error> {
    bots::find(tx, brand, bot).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))
}
