//! Of whom something is so: all contacts of a brand at once.

use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::order::OrderStatus;
use subrosa_proto::saved_segment::SegmentKind;
use subrosa_proto::segment::Rule;
use subrosa_proto::{ConversationId, OrderId, SegmentId};
use subrosa_store::contact_sets::{self, Counted, OneOrder};
use subrosa_store::custom_events::{Numbered, Tracked};
use subrosa_store::order_words::WordKind;
use subrosa_store::orders::SavedOrder;
use subrosa_store::segments::Kept;
use subrosa_store::{Db, Error, contact_orders, contact_values, custom_events, order_words, orders, segments};

use crate::orders::order;
use crate::people::{ADA, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    who_has_which_value,
    who_did_what_when,
    what_orders_come_to,
    orders_of_before_are_gone_through,
    a_segment_is_one_brands
);

const OTHER: ConversationId = ConversationId::new(77);

async fn who_has_which_value(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (one, other) = (format!("{}1", "ü".repeat(200)), format!("{}2", "ü".repeat(200)));
        for (contact, tier, note) in [(ORDER, "gold", &one), (OTHER, "", &other)] {
            contact_values::save_many(tx, (SHOP, contact), &[("tier", tier), ("note", note)], at(1)).await?;
        }
        contact_values::save_many(tx, (ADA, TALK), &[("tier", "hers")], at(1)).await?;
        let mut tiers = contact_sets::with_attribute(tx, SHOP, "tier").await?;
        tiers.sort_unstable();
        assert_eq!(tiers, [(OTHER, String::new()), (ORDER, "gold".to_owned())]);
        let mut whole = contact_sets::with_attribute(tx, SHOP, "note").await?;
        whole.sort_unstable();
        assert_eq!(whole, [(OTHER, other), (ORDER, one)]);
        assert!(contact_sets::with_attribute(tx, SHOP, "nothing").await?.is_empty());
        assert_eq!(contact_sets::all(tx, SHOP).await?, [ORDER]);
        assert!(contact_sets::consenting(tx, SHOP, "offers").await?.is_empty());
        assert_eq!(contact_sets::topics_of(tx, SHOP, &[ORDER, OTHER]).await?, [Vec::new(), Vec::new()]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn who_did_what_when(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let event = |number: i64, contact, name: &str, moment| {
            let properties = serde_json::from_str(r#"{"a": 1}"#).expect("an object");
            let event = CustomEvent { id: number.to_string(), name: name.to_owned(), at: at(moment), properties };
            Tracked { contact, told_at: at(moment), event: Numbered { number, event } }
        };
        let told = [
            event(1, ORDER, "Seen", 5),
            event(2, OTHER, "Seen", 7),
            event(3, ORDER, "Seen", 7),
            event(4, OTHER, "Other", 6),
        ];
        custom_events::insert_many(tx, SHOP, &told, at(9)).await?;
        let mut found = contact_sets::did(tx, SHOP, "Seen").await?;
        found.sort_unstable();
        assert_eq!(found, [(OTHER, at(7)), (ORDER, at(5)), (ORDER, at(7))]);
        assert!(contact_sets::did(tx, ADA, "Seen").await?.is_empty());
        let mut each = contact_sets::events_of(tx, SHOP, &[OTHER, TALK]).await?;
        each[0].sort_unstable();
        assert_eq!(each, [vec![("Other".to_owned(), at(6)), ("Seen".to_owned(), at(7))], Vec::new()]);
        assert!(contact_sets::did_with(tx, SHOP, "Other", (at(0), at(6))).await?.is_empty(), "the end is not in it");
        let with = contact_sets::did_with(tx, SHOP, "Other", (at(0), at(9))).await?;
        assert_eq!(with, [(OTHER, r#"{"a":1}"#.to_owned())]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

/// An order of a value, in a currency, of one thing.
fn paid(id: i64, total: i64, currency: &str, thing: &str) -> SavedOrder {
    let mut saved = order(id);
    (saved.order.total, saved.order.currency) = (total, currency.to_owned());
    saved.order.items[0].name = thing.to_owned();
    saved.order.items[0].sku = Some(format!("SKU-{id}"));
    saved
}

async fn what_orders_come_to(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let mut cancelled = paid(4, 9_000, "EUR", "Cup");
        cancelled.order.status = OrderStatus::Cancelled;
        let saved = [
            paid(1, 5_000, "EUR", "Blaue Schüssel"),
            paid(2, 2_000, "EUR", "Cup"),
            paid(3, 1_000, "JPY", "CUP"),
            cancelled,
        ];
        orders::save_many(tx, SHOP, &saved).await?;
        let links: Vec<_> = (1..=4).map(|id| (ORDER, OrderId::new(id), at(id))).collect();
        contact_orders::link_many(tx, SHOP, &links).await?;
        let one = |id, value, currency: &str| {
            let currency = currency.to_owned();
            Counted { contact: ORDER, placed_at: at(id), currency, value, refunded: 700 }
        };
        let mut all = contact_sets::ordered(tx, SHOP).await?;
        all.sort_unstable();
        assert_eq!(all, [one(1, 4_300, "EUR"), one(2, 1_300, "EUR"), one(3, 300, "JPY")]);
        let mut hers = contact_sets::orders_of(tx, SHOP, &[OTHER, ORDER]).await?;
        hers[1].sort_unstable();
        assert_eq!(hers, [Vec::new(), all]);
        assert_eq!(contact_sets::main_currency(tx, SHOP, at(0)).await?.as_deref(), Some("EUR"));
        assert_eq!(contact_sets::main_currency(tx, SHOP, at(50)).await?, None);
        let mut names = order_words::all(tx, SHOP, WordKind::Name).await?;
        names.sort_unstable();
        assert_eq!(names.len(), 2, "cups are cups: {names:?}");
        let cups = contact_sets::with_word(tx, SHOP, (WordKind::Name, "cup")).await?;
        let mut found: Vec<i64> = cups.iter().map(|one| one.order).collect();
        found.sort_unstable();
        assert_eq!(found, [2, 3], "and what was cancelled is none");
        let sku = contact_sets::with_word(tx, SHOP, (WordKind::Sku, "sku-3")).await?;
        assert_eq!(sku, [OneOrder { order: 3, counted: one(3, 300, "JPY") }]);

        // An order that changes changes what stands with its contacts, by whichever way it is theirs.
        contact_orders::link_verified(tx, SHOP, (OTHER, OrderId::new(1), at(1))).await?;
        let mut changed = paid(1, 8_000, "EUR", "Cup");
        changed.order.refunded = 0;
        orders::save_many(tx, SHOP, &[changed]).await?;
        let others = contact_sets::orders_of(tx, SHOP, &[ORDER, OTHER]).await?.concat();
        assert_eq!(others.iter().filter(|one| one.value == 8_000).count(), 2, "{others:?}");
        assert_eq!(contact_sets::with_word(tx, SHOP, (WordKind::Name, "cup")).await?.len(), 4);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn orders_of_before_are_gone_through(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let saved: Vec<SavedOrder> = (1..=5).map(|id| paid(id, 5_000, "EUR", "Cup")).collect();
        orders::save_many(tx, SHOP, &saved).await?;
        assert_eq!(orders::write_beside_some(tx, 0, 3).await?, Some(3));
        assert_eq!(orders::write_beside_some(tx, 3, 3).await?, Some(5));
        assert_eq!(orders::write_beside_some(tx, 5, 3).await?, None);
        contact_orders::link_many(tx, SHOP, &[(ORDER, OrderId::new(5), at(5))]).await?;
        assert_eq!(contact_sets::with_word(tx, SHOP, (WordKind::Name, "cup")).await?.len(), 1);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_segment_is_one_brands(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let kept = |id, name: &str| Kept {
            id: SegmentId::new(id),
            name: name.to_owned(),
            rule: Rule::Consent("offers".to_owned()),
            kind: SegmentKind::Asked,
            contacts: 0,
            is_ready: true,
            created_at: at(1),
            changed_at: at(1),
        };
        for (id, name) in [(1, "Ünï"), (2, "Two")] {
            segments::insert(tx, SHOP, &kept(id, name)).await?;
        }
        assert_eq!(segments::list(tx, SHOP, 9).await?, [kept(1, "Ünï"), kept(2, "Two")]);
        assert_eq!(segments::find(tx, (ADA, SegmentId::new(1))).await?, None);
        let everyone = Rule::All(Vec::new());
        assert!(!segments::update(tx, (ADA, SegmentId::new(1)), ("Hers", &everyone, SegmentKind::Asked), at(2)).await?);
        assert!(segments::update(tx, (SHOP, SegmentId::new(1)), ("All", &everyone, SegmentKind::Asked), at(2)).await?);
        let wanted = Kept { name: "All".to_owned(), rule: everyone, changed_at: at(2), ..kept(1, "") };
        assert_eq!(segments::find(tx, (SHOP, SegmentId::new(1))).await?, Some(wanted));
        segments::rename(tx, (SHOP, SegmentId::new(1)), "Everyone", at(3)).await?;
        let renamed = segments::find(tx, (SHOP, SegmentId::new(1))).await?;
        assert_eq!(renamed.map(|kept| (kept.name, kept.changed_at)), Some(("Everyone".to_owned(), at(3))));
        assert!(!segments::remove(tx, (ADA, SegmentId::new(1))).await?);
        assert!(segments::remove(tx, (SHOP, SegmentId::new(1))).await?);
        assert_eq!(segments::list(tx, SHOP, 9).await?.len(), 1);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
