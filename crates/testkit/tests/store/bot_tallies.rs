//! What came of bots' sessions.

use subrosa_proto::AccountId;
use subrosa_store::bot_tallies::{self, BotTally};
use subrosa_store::{Db, Error};

use crate::people::{ADA, SHOP, with_a_shop};

crate::on_both!(what_came_of_sessions_adds_up,);

const BOT: AccountId = AccountId::new(77);

async fn what_came_of_sessions_adds_up(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let tally = |step: &str, entered, handed_over| BotTally {
            step: step.to_owned(),
            entered,
            handed_over,
            ..BotTally::default()
        };
        bot_tallies::add_many(tx, 7, &[(SHOP, BOT, tally("", 2, 1)), (SHOP, BOT, tally("hello", 2, 0))]).await?;
        bot_tallies::add_many(tx, 8, &[(SHOP, BOT, tally("", 1, 0)), (SHOP, ADA, tally("", 9, 9))]).await?;
        bot_tallies::add_many(tx, 8, &[(SHOP, BOT, BotTally { gone: 1, done: 3, ..tally("", 0, 1) })]).await?;
        let all = bot_tallies::sum(tx, (SHOP, BOT), (7, 9)).await?;
        assert_eq!(all, [BotTally { gone: 1, done: 3, ..tally("", 3, 2) }, tally("hello", 2, 0)]);
        assert_eq!(bot_tallies::sum(tx, (SHOP, BOT), (7, 8)).await?, [tally("", 2, 1), tally("hello", 2, 0)]);
        bot_tallies::remove(tx, SHOP, BOT).await?;
        assert_eq!(bot_tallies::sum(tx, (SHOP, BOT), (0, 99)).await?, []);
        assert_eq!(bot_tallies::sum(tx, (SHOP, ADA), (0, 99)).await?, [tally("", 9, 9)], "another's stay");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
