//! Rules of brands, where they are in conversations, and what they did.

use subrosa_proto::rule::{RuleAction, RuleDeed, RuleTrigger, SaveRule, WhyNot};
use subrosa_proto::ticket::TicketStatus;
use subrosa_proto::{ConversationId, ReplyId, RuleId};
use subrosa_store::rule_clocks::RuleClock;
use subrosa_store::rule_runs::{Details, Run};
use subrosa_store::rule_threads::RuleThread;
use subrosa_store::rules::Kept;
use subrosa_store::{
    Db, Error, brands, members, replies, rule_attributes, rule_clocks, rule_runs, rule_threads, rules,
};

use crate::people::{ADA, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    rules_keep_their_order_and_the_brand_knows_whether_one_is_on,
    a_conversation_is_claimed_once_and_rests,
    clocks_are_one_for_each_rule,
    changes_of_a_contact_are_heard_once,
    what_rules_did_is_read_in_pages_and_forgotten,
);

const FIRST: RuleId = RuleId::new(1);
const SECOND: RuleId = RuleId::new(2);

pub(crate) fn kept(id: RuleId, is_on: bool) -> Kept {
    let rule = SaveRule {
        name: format!("Rule {}", id.number()),
        is_on,
        when: RuleTrigger::Opened {},
        condition: None,
        then: vec![RuleAction::SetStatus { status: TicketStatus::Pending }],
        stops: false,
    };
    Kept { id, since: at(5), rule }
}

async fn rules_keep_their_order_and_the_brand_knows_whether_one_is_on(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let has_rules = async |tx: &mut subrosa_store::Tx<'_>| {
            Ok::<_, Error>(brands::rules_of(tx, &[SHOP]).await?[0].is_some_and(|rules| rules.has_rules))
        };
        rules::insert(tx, SHOP, &kept(FIRST, false)).await?;
        rules::count_on(tx, SHOP).await?;
        assert!(!has_rules(tx).await?);
        rules::insert(tx, SHOP, &kept(SECOND, true)).await?;
        rules::count_on(tx, SHOP).await?;
        assert!(has_rules(tx).await?);
        assert_eq!(rules::list(tx, SHOP, 9).await?, [kept(FIRST, false), kept(SECOND, true)]);
        assert_eq!(rules::list(tx, ADA, 9).await?, []);
        rules::order(tx, SHOP, &[SECOND, FIRST]).await?;
        assert_eq!(rules::list(tx, SHOP, 1).await?, [kept(SECOND, true)]);
        let changed = Kept { since: at(9), ..kept(SECOND, false) };
        assert!(rules::update(tx, SHOP, &changed).await? && !rules::update(tx, ADA, &changed).await?);
        rules::count_on(tx, SHOP).await?;
        assert!(!has_rules(tx).await?);
        assert_eq!(rules::find(tx, SHOP, SECOND).await?, Some(changed));
        assert_eq!(rules::find(tx, ADA, SECOND).await?, None);
        assert!(!rules::remove(tx, ADA, FIRST).await? && rules::remove(tx, SHOP, FIRST).await?);
        assert_eq!(rules::list(tx, SHOP, 9).await?.len(), 1);
        let reply = subrosa_proto::brand::SavedReply {
            id: ReplyId::new(7),
            name: "Hello".to_owned(),
            text: "Hello there".to_owned(),
            then: subrosa_proto::ticket::TicketChange::default(),
        };
        replies::insert(tx, SHOP, &reply).await?;
        assert_eq!(replies::find_text(tx, SHOP, reply.id).await?, Some("Hello there".to_owned()));
        assert_eq!(replies::find_text(tx, ADA, reply.id).await?, None);
        assert_eq!((members::count(tx, ADA, 9).await?, members::count(tx, ADA, 1).await?), (2, 1));
        Ok::<_, Error>(())
    })
    .await
    .expect("kept");
}

async fn a_conversation_is_claimed_once_and_rests(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let fresh = RuleThread::new(ORDER, SHOP, (3, 2));
        let due = RuleThread {
            turn: 1,
            wanted: true,
            status_since: Some(at(2)),
            rings_at: Some(at(60)),
            due_at: Some(at(7)),
            ..fresh.clone()
        };
        rule_threads::save_many(tx, &[&fresh]).await?;
        rule_threads::save_many(tx, &[&due]).await?;
        assert_eq!(rule_threads::find_many(tx, &[TALK, ORDER]).await?, [None, Some(due.clone())]);
        let nothing: [ConversationId; 0] = [];
        assert_eq!(rule_threads::claim(tx, at(6), at(30), 9).await?, nothing);
        assert_eq!(rule_threads::claim(tx, at(7), at(30), 9).await?, [ORDER]);
        assert_eq!(rule_threads::claim(tx, at(8), at(30), 9).await?, nothing);
        assert_eq!(rule_threads::claim(tx, at(30), at(50), 9).await?, [ORDER]);
        rule_threads::rest_many(tx, &[ORDER]).await?;
        assert_eq!(rule_threads::claim(tx, at(99), at(120), 9).await?, nothing);
        let rests = RuleThread { due_at: None, rings_at: None, ..due };
        assert_eq!(rule_threads::find_many(tx, &[ORDER]).await?, [Some(rests)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("claimed");
}

async fn clocks_are_one_for_each_rule(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let runs = RuleClock { rule: FIRST, since: at(1), due_at: Some(at(60)), chain: 0 };
        let rung = RuleClock { since: at(2), due_at: None, chain: 2, ..runs };
        rule_clocks::save_many(tx, &[(ORDER, runs), (ORDER, RuleClock { rule: SECOND, ..runs })]).await?;
        rule_clocks::save_many(tx, &[(ORDER, rung)]).await?;
        let of_order = rule_clocks::of_conversation(tx, ORDER).await?;
        assert_eq!(of_order, [rung, RuleClock { rule: SECOND, ..runs }]);
        assert_eq!(rule_clocks::of_conversation(tx, TALK).await?, []);
        Ok::<_, Error>(())
    })
    .await
    .expect("kept");
}

async fn changes_of_a_contact_are_heard_once(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        rule_attributes::note_many(tx, ORDER, &["tier", "size"], at(5)).await?;
        rule_attributes::note_many(tx, ORDER, &["tier"], at(8)).await?;
        let noted = rule_attributes::of_conversation(tx, ORDER).await?;
        assert_eq!(noted, [("size".to_owned(), at(5)), ("tier".to_owned(), at(8))]);
        assert_eq!(rule_attributes::before(tx, at(4), 9).await?, []);
        assert_eq!(rule_attributes::before(tx, at(5), 9).await?, [ORDER]);
        // What was changed again since stays.
        let heard = |name: &str, moment| (ORDER, name.to_owned(), at(moment));
        rule_attributes::remove_many(tx, &[heard("tier", 5), heard("size", 5)]).await?;
        assert_eq!(rule_attributes::of_conversation(tx, ORDER).await?, [("tier".to_owned(), at(8))]);
        Ok::<_, Error>(())
    })
    .await
    .expect("heard");
}

fn run(id: i64, rule: RuleId, undone: Option<WhyNot>) -> Run {
    Run {
        id,
        rule,
        conversation: ORDER,
        ticket: 1,
        at: at(id),
        details: Details {
            name: "Rule".to_owned(),
            undone,
            deeds: vec![RuleDeed {
                action: RuleAction::Assign { account: None },
                undone: Some(WhyNot::NothingToChange),
            }],
        },
    }
}

async fn what_rules_did_is_read_in_pages_and_forgotten(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let all =
            [run(1, FIRST, None), run(2, SECOND, None), run(3, FIRST, Some(WhyNot::NoLongerSo)), run(4, FIRST, None)];
        let rows: Vec<_> = all.iter().map(|run| (SHOP, run)).collect();
        rule_runs::insert_many(tx, &rows).await?;
        assert_eq!(rule_runs::newest(tx, SHOP, 4, 2).await?, [all[2].clone(), all[1].clone()]);
        assert_eq!(rule_runs::newest(tx, ADA, 9, 2).await?, []);
        assert_eq!(rule_runs::newest_of(tx, (SHOP, FIRST), true, 9, 9).await?, [all[3].clone(), all[0].clone()]);
        assert_eq!(rule_runs::newest_of(tx, (SHOP, FIRST), false, 9, 9).await?, [all[2].clone()]);
        assert_eq!(rule_runs::count_many(tx, SHOP, &[FIRST, SECOND], 0, 9).await?, [2, 1]);
        assert_eq!(rule_runs::count_many(tx, SHOP, &[FIRST], 2, 9).await?, [1]);
        assert_eq!(rule_runs::count_many(tx, SHOP, &[FIRST], 0, 1).await?, [1]);
        assert_eq!(rule_runs::forget(tx, at(3), 1).await?, 1);
        assert_eq!(rule_runs::forget(tx, at(3), 9).await?, 1);
        assert_eq!(rule_runs::newest(tx, SHOP, 9, 9).await?.len(), 2);
        Ok::<_, Error>(())
    })
    .await
    .expect("read");
}
