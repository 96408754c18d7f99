//! What a rule does for a message it does once, whoever runs it.

use std::time::Duration;

use subrosa_engage::Engage;
use subrosa_proto::conversation::StartConversation;
use subrosa_proto::journal::{Happening, JournalRequest};
use subrosa_proto::rule::{RuleAction, RuleRunsRequest, RuleTrigger, SaveRule};
use subrosa_testkit::stores::Kind;

use crate::shop;
use crate::world;

const CUSTOMERS: usize = 4;
const MESSAGES: u128 = 10;
/// How many run rules at once, each as if it were another node.
const RUNNERS: usize = 3;

async fn every_message_is_noted_once(kind: Kind) {
    let world = world::open(kind).await;
    let engage = Engage::new(world.messaging.clone());
    let owner = world.person("olga").await;
    let member = shop::open(&world.messaging, &owner).await;
    let rule = SaveRule {
        name: "Seen".to_owned(),
        is_on: true,
        when: RuleTrigger::CustomerWrote {},
        condition: None,
        then: vec![RuleAction::WriteNote { text: "seen".to_owned() }],
        stops: false,
    };
    engage.create_rule(&member, rule).await.expect("a rule");
    let mut customers = Vec::new();
    for number in 0..CUSTOMERS {
        let customer = world.person(&format!("customer{number}")).await;
        let request = StartConversation { handle: "shop".to_owned() };
        let started = world.messaging.start_conversation(&customer, request).await.expect("starts");
        customers.push((customer, started.0.conversation.id));
    }
    let runners: Vec<_> = (0..RUNNERS)
        .map(|_| {
            let (engage, clock) = (engage.clone(), world.clock.clone());
            tokio::spawn(async move {
                for _ in 0..60 {
                    // Further than a claim holds, so that all are at the same steps.
                    clock.forward(Duration::from_secs(40));
                    engage.run_due_rules().await.expect("runs");
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for number in 0..MESSAGES {
        for (index, (customer, conversation)) in customers.iter().enumerate() {
            let client_id = number * 100 + u128::try_from(index).expect("small") + 1;
            world.send(customer, *conversation, client_id, &format!("m{number}")).await.expect("sends");
        }
    }
    for runner in runners {
        runner.await.expect("no panic");
    }
    world.clock.forward(Duration::from_secs(40));
    engage.run_due_rules().await.expect("runs");
    let most = usize::try_from(MESSAGES).expect("small");
    for (_, conversation) in &customers {
        let page =
            world.messaging.read_journal(&member, *conversation, JournalRequest::default()).await.expect("a page");
        let count = |is: fn(&Happening) -> bool| page.entries.iter().filter(|entry| is(&entry.what)).count();
        let notes = count(|what| matches!(what, Happening::Note { .. }));
        let ran = count(|what| matches!(what, Happening::RuleRan { did: 1, chain: 1, .. }));
        assert_eq!((notes, ran), (most, most), "{:?}", page.entries);
    }
    let request = RuleRunsRequest { limit: Some(100), ..RuleRunsRequest::default() };
    let runs = engage.rule_runs(&member, request).await.expect("a page").runs;
    assert_eq!(runs.len(), CUSTOMERS * most);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_is_noted_once_in_a_folder() {
    every_message_is_noted_once(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_is_noted_once_on_postgresql() {
    every_message_is_noted_once(Kind::Postgres).await;
}
