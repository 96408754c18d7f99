//! The shop's bot, which answers whoever writes from now on.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::bot::{NewBot, PublishBot};

use crate::failure::Failure;

const NAME: &str = "First help";
const FLOW: &str = include_str!("first-help.flow.yaml");

/// Makes the bot and puts it live. What was said before is people's.
pub(super) async fn publish(engage: &Engage, owner: &Actor) -> Result<(), Failure> {
    let bot = engage.create_bot(owner, NewBot { name: NAME.to_owned(), own: None }).await?.account.id;
    let remark = "Orders, articles, and a person at any time".to_owned();
    engage.publish_bot(owner, bot, PublishBot { source: FLOW.to_owned(), remark, live: true }).await?;
    Ok(())
}
