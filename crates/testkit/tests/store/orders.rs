//! Orders, whose they are, and tries to verify them.

use subrosa_proto::contact::IdentityKind;
use subrosa_proto::order::{Order, OrderItem, OrderStatus, OrderTotals, Payment, Refund, Shipment, ShipmentState};
use subrosa_proto::{OrderId, Timestamp};
use subrosa_store::order_attempts::CountedBy;
use subrosa_store::orders::{PlacedBy, SavedOrder};
use subrosa_store::{Db, Error, contact_orders, order_attempts, orders};

use crate::people::{ADA, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    an_order_is_read_as_it_was_told,
    orders_are_read_whole,
    what_is_older_changes_nothing,
    orders_are_found_by_number,
    orders_are_linked_once_and_for_a_reason,
    a_contacts_orders_are_paged_and_added_up,
    orders_that_changed_are_paged_by_when,
    tries_are_counted_within_a_span,
);

const FIRST: (Timestamp, OrderId) = (Timestamp::from_microseconds(i64::MAX), OrderId::new(i64::MAX));

/// Everything an order can have; placed at its id.
pub(crate) fn order(id: i64) -> SavedOrder {
    SavedOrder {
        order: Order {
            id: OrderId::new(id),
            number: format!("#RW-{id}"),
            placed_at: at(id),
            updated_at: at(100),
            status: OrderStatus::Completed,
            payment: Payment::PartiallyRefunded,
            currency: "EUR".to_owned(),
            total: 5_000,
            refunded: 700,
            items: vec![OrderItem {
                sku: None,
                name: "Ünï bowl".to_owned(),
                category: Some("Bowls".to_owned()),
                quantity: 2,
                price: 2_500,
            }],
            shipments: vec![Shipment {
                state: ShipmentState::Delivered,
                carrier: Some("DHL".to_owned()),
                tracking: Some("0034".to_owned()),
            }],
            refunds: vec![Refund { at: at(90), amount: 700 }],
        },
        reference: format!("shop-{id}"),
        number_key: format!("RW{id}"),
        by: PlacedBy {
            email: Some("ada@example.org".to_owned()),
            phone: None,
            external_id: Some("77".to_owned()),
            postcode: Some("10999".to_owned()),
        },
    }
}

fn ids(all: &[Order]) -> Vec<i64> {
    all.iter().map(|order| order.id.number()).collect()
}

async fn an_order_is_read_as_it_was_told(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (first, second) = (order(1), order(2));
        orders::save_many(tx, SHOP, &[first.clone(), second]).await?;
        assert_eq!(orders::find(tx, SHOP, OrderId::new(1)).await?, Some(first.order));
        assert_eq!(orders::find(tx, ADA, OrderId::new(1)).await?, None, "another's");
        assert_eq!(orders::find(tx, SHOP, OrderId::new(9)).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn orders_are_read_whole(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        orders::save_many(tx, SHOP, &[order(3), order(1), order(2)]).await?;
        let found = orders::whole(tx, SHOP, &["shop-2", "shop-9", "shop-1"]).await?;
        assert!(found == [Some(order(2)), None, Some(order(1))]);
        assert!(orders::whole(tx, ADA, &["shop-1"]).await? == [None], "another's");
        assert!(orders::whole_after(tx, SHOP, "", 2).await? == [order(1), order(2)]);
        assert!(orders::whole_after(tx, SHOP, "shop-2", 2).await? == [order(3)]);
        assert!(orders::whole_after(tx, ADA, "", 2).await?.is_empty());
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_is_older_changes_nothing(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        orders::save_many(tx, SHOP, &[order(1)]).await?;
        let mut older = order(1);
        (older.order.updated_at, older.order.total) = (at(99), 1);
        let mut newer = order(1);
        // Told under another id and moment of placing it keeps its own.
        (newer.order.updated_at, newer.order.total) = (at(101), 2);
        (newer.order.id, newer.order.placed_at) = (OrderId::new(55), at(55));
        orders::save_many(tx, SHOP, &[older.clone()]).await?;
        assert_eq!(orders::find(tx, SHOP, OrderId::new(1)).await?, Some(order(1).order));
        orders::save_many(tx, SHOP, &[newer, older]).await?;
        let found = orders::find(tx, SHOP, OrderId::new(1)).await?.expect("is there");
        assert_eq!((found.total, found.updated_at, found.placed_at), (2, at(101), at(1)));
        let known = orders::known(tx, SHOP, &["shop-1", "shop-2"]).await?;
        assert_eq!(known, [Some((OrderId::new(1), at(1), at(101))), None]);
        assert_eq!(orders::known(tx, ADA, &["shop-1"]).await?, [None]);
        // By the same id, as who has looked first tells it.
        let mut again = order(1);
        again.order.updated_at = at(102);
        orders::save_many(tx, SHOP, &[again]).await?;
        let known = orders::known(tx, SHOP, &["shop-1"]).await?;
        assert_eq!(known, [Some((OrderId::new(1), at(1), at(102)))]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn orders_are_found_by_number(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let mut anew = order(3);
        anew.number_key = "RW1".to_owned();
        orders::save_many(tx, SHOP, &[order(1), order(2), anew]).await?;
        let found = orders::candidates(tx, SHOP, "RW1", 9).await?;
        assert_eq!(found.iter().map(|one| one.id.number()).collect::<Vec<_>>(), [3, 1]);
        assert_eq!((found[0].by.email.as_deref(), found[0].by.phone.as_deref()), (Some("ada@example.org"), None));
        assert_eq!(found[0].by.postcode.as_deref(), Some("10999"));
        assert_eq!(orders::candidates(tx, SHOP, "RW1", 1).await?.len(), 1);
        assert_eq!(orders::candidates(tx, ADA, "RW1", 9).await?.len(), 0);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn orders_are_linked_once_and_for_a_reason(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let contact = (SHOP, ORDER);
        let mut by_phone = order(3);
        by_phone.by = PlacedBy { phone: Some("+4917".to_owned()), ..PlacedBy::default() };
        orders::save_many(tx, SHOP, &[order(1), order(2), by_phone, order(4)]).await?;
        let link = |id| (ORDER, OrderId::new(id), at(id));
        assert!(contact_orders::link_verified(tx, SHOP, link(4)).await?);
        assert!(!contact_orders::link_verified(tx, SHOP, link(4)).await?, "once");
        let (mail, id) = (IdentityKind::Email, IdentityKind::ExternalId);
        assert_eq!(contact_orders::link_by_identity(tx, contact, mail, "ada@example.org").await?, 2);
        assert_eq!(contact_orders::link_by_identity(tx, contact, id, "77").await?, 0, "linked already");
        assert_eq!(contact_orders::link_by_identity(tx, contact, IdentityKind::Phone, "+4917").await?, 1);
        assert_eq!(contact_orders::link_by_identity(tx, contact, IdentityKind::Subrosa, "ada").await?, 0);
        assert_eq!(ids(&contact_orders::newest(tx, contact, FIRST, 9).await?), [4, 3, 2, 1]);
        // Known by an identity, then verified: that is told, too, and outlives the identity.
        assert!(contact_orders::link_verified(tx, SHOP, link(2)).await?);
        contact_orders::link_many(tx, SHOP, &[(TALK, OrderId::new(1), at(1)), link(2)]).await?;
        let mut contacts = contact_orders::contacts_of(tx, &[OrderId::new(1), OrderId::new(9)]).await?;
        contacts.sort_unstable();
        assert_eq!(contacts, [TALK, ORDER]);
        contact_orders::unlink_orders(tx, &[OrderId::new(1), OrderId::new(2)]).await?;
        assert_eq!(ids(&contact_orders::newest(tx, contact, FIRST, 9).await?), [4, 3, 2]);
        assert_eq!(contact_orders::contacts_of(tx, &[OrderId::new(1)]).await?, []);
        contact_orders::unlink_contact(tx, SHOP, ORDER).await?;
        assert_eq!(ids(&contact_orders::newest(tx, contact, FIRST, 9).await?), [4, 2]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_contacts_orders_are_paged_and_added_up(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let contact = (SHOP, ORDER);
        assert_eq!(contact_orders::totals(tx, SHOP, ORDER).await?, []);
        let mut unpaid = order(2);
        (unpaid.order.payment, unpaid.order.refunded) = (Payment::Pending, 0);
        let mut yen = order(3);
        (yen.order.currency, yen.order.payment) = ("JPY".to_owned(), Payment::Refunded);
        (yen.order.total, yen.order.refunded) = (800, 800);
        orders::save_many(tx, SHOP, &[order(1), unpaid, yen, order(4)]).await?;
        let links: Vec<_> = [1, 2, 3].iter().map(|&id| (ORDER, OrderId::new(id), at(id))).collect();
        contact_orders::link_many(tx, SHOP, &links).await?;
        let found = contact_orders::find(tx, contact, OrderId::new(2)).await?;
        assert_eq!(found.map(|order| order.id), Some(OrderId::new(2)));
        assert_eq!(contact_orders::find(tx, contact, OrderId::new(99)).await?, None);
        let others = contact_orders::find(tx, (contact.0, TALK), OrderId::new(2)).await?;
        assert_eq!(others, None, "another contact's");
        let page = contact_orders::newest(tx, contact, FIRST, 2).await?;
        assert_eq!(ids(&page), [3, 2]);
        assert_eq!(ids(&contact_orders::newest(tx, contact, (at(2), OrderId::new(2)), 2).await?), [1]);
        let totals = |currency: &str, orders, paid, refunded| OrderTotals {
            currency: currency.to_owned(),
            orders,
            paid,
            refunded,
            value: paid - refunded,
        };
        let added_up = contact_orders::totals(tx, SHOP, ORDER).await?;
        assert_eq!(added_up, [totals("JPY", 1, 800, 800), totals("EUR", 2, 5_000, 700)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn orders_that_changed_are_paged_by_when(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let contact = (SHOP, ORDER);
        let changed = |id, moment| {
            let mut one = order(id);
            one.order.updated_at = at(moment);
            one
        };
        // The third is as it was placed; the last is nobody's.
        orders::save_many(tx, SHOP, &[changed(1, 50), changed(2, 40), changed(3, 3), changed(4, 50), order(5)]).await?;
        let links: Vec<_> = [1, 2, 3, 4].iter().map(|&id| (ORDER, OrderId::new(id), at(id))).collect();
        contact_orders::link_many(tx, SHOP, &links).await?;
        assert_eq!(ids(&contact_orders::changed(tx, contact, FIRST, 2).await?), [4, 1]);
        assert_eq!(ids(&contact_orders::changed(tx, contact, (at(50), OrderId::new(1)), 2).await?), [2]);
        assert_eq!(ids(&contact_orders::changed(tx, (SHOP, TALK), FIRST, 2).await?), [0_i64; 0]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn tries_are_counted_within_a_span(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let key = (SHOP, CountedBy::Conversation, "1002");
        assert_eq!(order_attempts::count(tx, key, at(10), at(0)).await?, (1, at(10)));
        assert_eq!(order_attempts::count(tx, key, at(12), at(2)).await?, (2, at(10)));
        order_attempts::uncount(tx, key).await?;
        assert_eq!(order_attempts::count(tx, key, at(13), at(3)).await?, (2, at(10)));
        let number = (SHOP, CountedBy::Number, "1002");
        assert_eq!(order_attempts::count(tx, number, at(14), at(4)).await?, (1, at(14)), "another count");
        assert_eq!(order_attempts::count(tx, key, at(20), at(10)).await?, (1, at(20)), "begun anew");
        let brand = (SHOP, CountedBy::Brand, "");
        assert_eq!(order_attempts::count(tx, brand, at(1), at(0)).await?, (1, at(1)));
        let member = (SHOP, CountedBy::Member, "22");
        assert_eq!(order_attempts::count(tx, member, at(1), at(0)).await?, (1, at(1)));
        // What customers tried is forgotten; the brand's and the members' counts are few.
        order_attempts::forget(tx, SHOP, at(14)).await?;
        assert_eq!(order_attempts::count(tx, number, at(15), at(0)).await?, (1, at(15)));
        assert_eq!(order_attempts::count(tx, key, at(21), at(11)).await?, (2, at(20)));
        assert_eq!(order_attempts::count(tx, brand, at(2), at(0)).await?, (2, at(1)));
        assert_eq!(order_attempts::count(tx, member, at(2), at(0)).await?, (2, at(1)));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
