//! Addresses that are told what happens, how far each is, and what was tried.

use subrosa_proto::webhook::{Webhook, WebhookDelivery, WebhookEvent};
use subrosa_proto::{DeliveryId, WebhookId};
use subrosa_store::brands::Rules;
use subrosa_store::webhook_deliveries::{KEPT, Tried};
use subrosa_store::webhook_threads::{Stirred, Told};
use subrosa_store::{Db, Error, brands, webhook_deliveries, webhook_threads, webhooks};

use crate::people::{ADA, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(a_brand_has_addresses, what_happens_is_told_to_each_address_once, the_last_tries_are_kept,);

const FIRST: WebhookId = WebhookId::new(1);
const SECOND: WebhookId = WebhookId::new(2);

fn webhook(id: WebhookId, on: bool) -> Webhook {
    Webhook {
        id,
        url: "https://example.org/".to_owned(),
        events: vec![WebhookEvent::MessageCreated, WebhookEvent::ThreadHandedOver],
        on,
        created_at: at(1),
        failing_since: None,
        gave_up_at: None,
    }
}

async fn a_brand_has_addresses(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let has_webhooks = async |tx: &mut _| {
            let rules: Vec<Option<Rules>> = brands::rules_of(tx, &[SHOP]).await?;
            Ok::<_, Error>(rules[0].is_some_and(|rules| rules.has_webhooks))
        };
        assert!(!has_webhooks(tx).await?);
        webhooks::insert(tx, SHOP, &webhook(SECOND, false), "two").await?;
        assert!(!has_webhooks(tx).await?, "one that is off is told nothing");
        webhooks::insert(tx, SHOP, &webhook(FIRST, true), "one").await?;
        assert!(has_webhooks(tx).await?);
        assert_eq!(webhooks::list(tx, SHOP, 9).await?, [webhook(FIRST, true), webhook(SECOND, false)]);
        let found = webhooks::find(tx, FIRST).await?.expect("is there");
        assert_eq!((found.brand, found.secret.as_str()), (SHOP, "one"));

        webhooks::set_failing(tx, FIRST, Some(at(5))).await?;
        assert!(webhooks::give_up(tx, (SHOP, FIRST), at(9)).await?);
        assert!(!webhooks::give_up(tx, (SHOP, FIRST), at(9)).await?, "off already");
        assert!(!has_webhooks(tx).await?);
        let given_up = webhooks::find(tx, FIRST).await?.expect("is there").webhook;
        assert_eq!((given_up.on, given_up.failing_since, given_up.gave_up_at), (false, Some(at(5)), Some(at(9))));
        let change = ("https://example.com/", &[WebhookEvent::TicketChanged][..], true);
        assert!(webhooks::update(tx, (SHOP, FIRST), change).await?);
        assert!(!webhooks::update(tx, (ADA, FIRST), change).await?, "another's");
        let changed = webhooks::find(tx, FIRST).await?.expect("is there").webhook;
        assert_eq!((changed.events.as_slice(), changed.failing_since, changed.gave_up_at), (change.1, None, None));
        assert!(has_webhooks(tx).await?);

        assert!(!webhooks::remove(tx, (ADA, FIRST)).await?, "another's");
        assert!(webhooks::remove(tx, (SHOP, FIRST)).await?);
        assert!(!has_webhooks(tx).await?);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_happens_is_told_to_each_address_once(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        for (id, on) in [(FIRST, true), (SECOND, false)] {
            webhooks::insert(tx, SHOP, &webhook(id, on), "secret").await?;
        }
        let stirred = |conversation, seq| Stirred { brand: SHOP, conversation, seq, journal: 2 };
        webhook_threads::stir_many(tx, &[stirred(TALK, 4), stirred(ORDER, 1)], at(10)).await?;
        let told =
            |conversation, seq, stirred| Told { webhook: FIRST, conversation, seq, journal: 2, attempts: 0, stirred };
        assert_eq!(webhook_threads::claim(tx, at(9), at(50), 9).await?, []);
        let mut claimed = webhook_threads::claim(tx, at(10), at(50), 9).await?;
        claimed.sort_by_key(|one| one.conversation);
        let mut wanted = [told(TALK, 4, 1), told(ORDER, 1, 1)];
        wanted.sort_by_key(|one| one.conversation);
        assert_eq!(claimed, wanted, "the one that is on, and each conversation from where it was");
        assert_eq!(webhook_threads::claim(tx, at(10), at(50), 9).await?, [], "each once");

        // What happens while someone is at it gives it to nobody else, and is not lost.
        webhook_threads::stir_many(tx, &[stirred(TALK, 5)], at(11)).await?;
        assert_eq!(webhook_threads::claim(tx, at(49), at(90), 9).await?, []);
        assert!(!webhook_threads::finish(tx, &Told { seq: 5, ..told(TALK, 5, 1) }).await?);
        webhook_threads::go_on(tx, &Told { attempts: 3, ..told(TALK, 5, 1) }, at(30)).await?;
        let put_off = Told { attempts: 3, ..told(TALK, 5, 2) };
        assert_eq!(webhook_threads::find(tx, FIRST, TALK).await?, Some(put_off));
        assert_eq!(webhook_threads::claim(tx, at(30), at(50), 9).await?, [put_off]);
        assert!(webhook_threads::finish(tx, &Told { seq: 6, ..put_off }).await?);
        assert_eq!(webhook_threads::find(tx, FIRST, TALK).await?, Some(told(TALK, 6, 2)));
        webhook_threads::stir_many(tx, &[stirred(TALK, 6)], at(60)).await?;
        let due = webhook_threads::claim(tx, at(60), at(90), 9).await?;
        assert!(due.contains(&told(TALK, 6, 3)), "what was finished is due again: {due:?}");

        webhook_threads::forget_one(tx, &told(TALK, 6, 3)).await?;
        assert_eq!(webhook_threads::find(tx, FIRST, TALK).await?, None);
        webhook_threads::forget(tx, FIRST).await?;
        assert_eq!(webhook_threads::find(tx, FIRST, ORDER).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn the_last_tries_are_kept(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        webhooks::insert(tx, SHOP, &webhook(FIRST, true), "secret").await?;
        let tried = |id: i64| Tried {
            delivery: WebhookDelivery {
                id: DeliveryId::new(id),
                at: at(id),
                event: (id > 1).then_some(WebhookEvent::ThreadHandedOver),
                conversation: (id > 1).then_some(TALK),
                message: format!("jnl_{id}"),
                attempt: 2,
                status: (id % 2 == 0).then_some(503),
                took_ms: 12,
            },
            seq: 0,
            journal: id,
        };
        for id in 1..=i64::from(KEPT) + 1 {
            webhook_deliveries::insert(tx, FIRST, &tried(id)).await?;
        }
        webhook_deliveries::insert(tx, SECOND, &tried(1)).await?;
        assert_eq!(webhook_deliveries::list(tx, SECOND, 9).await?, [tried(1)], "a test");
        let kept = webhook_deliveries::list(tx, FIRST, 999).await?;
        assert_eq!(kept.len(), usize::try_from(KEPT).expect("fits"));
        assert_eq!(kept.first(), Some(&tried(i64::from(KEPT) + 1)), "the newest first");
        assert_eq!(webhook_deliveries::find(tx, FIRST, DeliveryId::new(2)).await?, Some(tried(2)));
        assert_eq!(webhook_deliveries::find(tx, FIRST, DeliveryId::new(1)).await?, None, "the oldest goes");
        webhooks::remove(tx, (SHOP, FIRST)).await?;
        assert_eq!(webhook_deliveries::list(tx, FIRST, 9).await?, [], "with the address");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
