//! Bots, the versions of their flows, and where they are in conversations.

use subrosa_proto::account::AccountKind;
use subrosa_proto::bot::{BotSource, BotVersion, OwnBot};
use subrosa_proto::wait::{WaitLanguage, WaitSettings, WaitTold};
use subrosa_proto::{AccountId, ConversationId, TicketId};
use subrosa_store::accounts::NewAccount;
use subrosa_store::bot_threads::BotThread;
use subrosa_store::brands::Rules;
use subrosa_store::{Db, Error, accounts, bot_threads, bots, brands, events};

use crate::people::{ADA, GRACE, LINUS, ORDER, SHOP, TALK, at, person, with_a_shop, write_messages};

crate::on_both!(
    a_bot_has_versions_of_which_one_is_live,
    a_program_of_the_brands_own_has_a_patience,
    where_bots_are_is_kept_and_claimed_once,
    what_the_other_wrote_next_is_found,
);

const BOT: AccountId = AccountId::new(77);

/// [`with_a_shop`], and the shop's bot.
async fn with_a_bot(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        accounts::insert(tx, &NewAccount { kind: AccountKind::Bot, ..person(BOT, "bot_77") }).await?;
        bots::insert(tx, SHOP, BOT, at(5)).await
    })
    .await
    .expect("a bot");
}

fn version(version: i64) -> BotSource {
    let version = BotVersion { version, remark: format!("the {version}."), author: GRACE, published_at: at(version) };
    BotSource { version, source: "v: 1\n".to_owned() }
}

async fn a_bot_has_versions_of_which_one_is_live(db: &Db) {
    with_a_bot(db).await;
    db.write(async |tx| {
        let rules = |has_bots| {
            Some(Rules {
                reopen_seconds: 60,
                has_bots,
                survey_delay: None,
                has_rules: false,
                assigns: false,
                has_levels: false,
                has_webhooks: false,
                wait: WaitSettings { told: WaitTold::AfterBots, language: WaitLanguage::En },
            })
        };
        assert_eq!(brands::rules_of(tx, &[ADA, SHOP]).await?, [None, rules(true)]);
        let made = bots::find(tx, SHOP, BOT).await?.expect("is there");
        assert_eq!((made.account.kind, made.live, made.newest), (AccountKind::Bot, None, 0));
        assert_eq!(bots::find(tx, ADA, BOT).await?, None, "of its own brand");

        assert_eq!(bots::take_version(tx, SHOP, BOT).await?, Some(1));
        assert_eq!(bots::take_version(tx, SHOP, BOT).await?, Some(2));
        assert_eq!(bots::take_version(tx, SHOP, ADA).await?, None);
        for number in 1..=2 {
            bots::insert_version(tx, BOT, &version(number)).await?;
        }
        assert_eq!(bots::versions(tx, BOT, 9).await?, [version(2).version, version(1).version]);
        assert_eq!(bots::versions(tx, BOT, 1).await?.len(), 1);
        assert_eq!(bots::find_version(tx, BOT, 1).await?, Some(version(1)));
        assert_eq!(bots::find_version(tx, BOT, 3).await?, None);

        assert_eq!(bots::live_of(tx, &[SHOP, ADA]).await?, [vec![], vec![]]);
        assert!(bots::set_live(tx, SHOP, BOT, Some(2)).await?);
        assert!(!bots::set_live(tx, ADA, BOT, Some(2)).await?);
        assert_eq!(bots::live_of(tx, &[SHOP]).await?, [vec![(BOT, 2)]]);
        assert_eq!(bots::list(tx, SHOP, 9).await?.first().map(|bot| (bot.live, bot.newest)), Some((Some(2), 2)));

        assert!(bots::remove(tx, SHOP, BOT).await?);
        assert!(!bots::remove(tx, SHOP, BOT).await?);
        assert_eq!(bots::versions(tx, BOT, 9).await?, []);
        assert_eq!(brands::rules_of(tx, &[SHOP]).await?, [rules(false)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_program_of_the_brands_own_has_a_patience(db: &Db) {
    with_a_bot(db).await;
    db.write(async |tx| {
        let of = [(SHOP, BOT), (ADA, BOT)];
        assert_eq!(bots::find(tx, SHOP, BOT).await?.and_then(|bot| bot.own), None, "a flow");
        assert_eq!(bots::patience_of(tx, &of).await?, [None, None]);
        let own = |on| Some(OwnBot { on, patience_seconds: 45 });
        assert!(bots::set_own(tx, SHOP, BOT, own(true)).await?);
        assert!(!bots::set_own(tx, ADA, BOT, own(true)).await?);
        assert_eq!(bots::list(tx, SHOP, 9).await?.first().map(|bot| bot.own), Some(own(true)));
        assert_eq!(bots::own_of(tx, &[ADA, SHOP]).await?, [vec![], vec![(BOT, 45)]]);
        assert_eq!(bots::patience_of(tx, &of).await?, [Some(45), None]);
        bots::set_own(tx, SHOP, BOT, own(false)).await?;
        assert_eq!(bots::own_of(tx, &[SHOP]).await?, [vec![]], "nothing new comes to it");
        assert_eq!(bots::patience_of(tx, &of).await?, [Some(45), None], "what it has it goes on with");
        assert_eq!(bots::live_of(tx, &[SHOP]).await?, [vec![]], "it has no version");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn where_bots_are_is_kept_and_claimed_once(db: &Db) {
    with_a_bot(db).await;
    db.write(async |tx| {
        let at_talk = BotThread { due_at: Some(at(20)), ..BotThread::new(TALK, SHOP) };
        let at_order = BotThread {
            bot: Some(BOT),
            version: 2,
            turn: 3,
            heard: 4,
            wanted: 5,
            left_ticket: TicketId::new(6),
            session: Some("{}".to_owned()),
            effect: Some("[]".to_owned()),
            timer_at: Some(at(30)),
            due_at: Some(at(10)),
            patience_seconds: 60,
            ..BotThread::new(ORDER, SHOP)
        };
        bot_threads::save_many(tx, &[&at_talk, &at_order]).await?;
        let unknown = ConversationId::new(9);
        let found = bot_threads::find_many(tx, &[ORDER, unknown, TALK]).await?;
        assert_eq!(found, [Some(at_order.clone()), None, Some(at_talk.clone())]);

        assert_eq!(bot_threads::claim(tx, at(9), at(50), 9).await?, []);
        assert_eq!(bot_threads::claim(tx, at(20), at(50), 1).await?, [ORDER], "the longest due first");
        assert_eq!(bot_threads::claim(tx, at(20), at(50), 9).await?, [TALK], "each once");
        assert_eq!(bot_threads::claim(tx, at(20), at(50), 9).await?, []);
        let done = BotThread { session: None, effect: None, timer_at: None, due_at: None, ..at_order };
        bot_threads::save_many(tx, &[&done]).await?;
        assert_eq!(bot_threads::claim(tx, at(60), at(90), 9).await?, [TALK]);
        assert_eq!(bot_threads::find_many(tx, &[ORDER]).await?, [Some(done)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_the_other_wrote_next_is_found(db: &Db) {
    with_a_bot(db).await;
    db.write(async |tx| {
        write_messages(tx, 3).await?;
        let found = events::next_of_other(tx, &[(TALK, 1, GRACE), (TALK, 0, ADA), (TALK, 3, LINUS)]).await?;
        let seqs: Vec<_> = found.iter().map(|event| event.as_ref().map(|event| event.seq)).collect();
        assert_eq!(seqs, [Some(2), None, None]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
