//! The log of contacts that changed.

use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState};
use subrosa_proto::contact::IdentityKind;
use subrosa_proto::conversation::ConversationKind;
use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::{AccountId, ConversationId, OrderId};
use subrosa_store::consents::Entry;
use subrosa_store::contact_changes::{self, KEPT, What};
use subrosa_store::custom_events::{Numbered, Tracked};
use subrosa_store::{
    Db, Error, Tx, accounts, consents, contact_orders, contact_values, conversations, custom_events, orders, visitors,
};

use crate::orders::order;
use crate::people::{ADA, ORDER, SHOP, at, with_a_shop};

crate::on_both!(
    each_way_to_change_a_contact_is_noted,
    a_change_is_noted_once_and_only_with_its_commit,
    who_is_too_far_behind_is_told
);

const OTHER: ConversationId = ConversationId::new(77);

/// What was noted behind a number: whose, and of what.
async fn since(tx: &mut Tx<'_>, number: i64) -> Result<Vec<(ConversationId, What)>, Error> {
    let found = contact_changes::since(tx, SHOP, number, 100).await?.expect("all of them are kept");
    Ok(found.into_iter().map(|change| (change.contact, change.what)).collect())
}

/// What one transaction notes.
async fn noted<F>(db: &Db, change: F) -> Vec<(ConversationId, What)>
where
    F: AsyncFnOnce(&mut Tx<'_>) -> Result<(), Error> + Clone + Send + 'static,
{
    let before = db.read(async |tx| contact_changes::newest(tx, SHOP).await).await.expect("reads");
    db.write(change).await.expect("writes");
    db.read(async move |tx| since(tx, before).await).await.expect("reads")
}

fn entry(id: i64) -> Entry {
    Entry {
        id,
        topic: "offers".to_owned(),
        channel: ConsentChannel::Subrosa,
        state: ConsentState::Granted,
        source: ConsentSource::Import,
        at: at(1),
        recorded_at: at(1),
        recorded_by: None,
        text: "Yes.".to_owned(),
    }
}

fn event(number: i64, contact: ConversationId) -> Tracked {
    let (id, name) = (number.to_string(), "Seen".to_owned());
    let event = CustomEvent { id, name, at: at(5), properties: serde_json::Map::new() };
    Tracked { contact, told_at: at(5), event: Numbered { number, event } }
}

async fn each_way_to_change_a_contact_is_noted(db: &Db) {
    with_a_shop(db).await;
    let (visitor, attributes) = (ConversationId::new(-5), What::ATTRIBUTES);
    let saved = noted(db, async |tx| contact_values::save_many(tx, (SHOP, ORDER), &[("tier", "gold")], at(1)).await);
    assert_eq!(saved.await, [(ORDER, attributes)]);
    let removed = noted(db, async |tx| contact_values::remove_many(tx, (SHOP, ORDER), &["tier"]).await);
    assert_eq!(removed.await, [(ORDER, attributes)]);
    let removed = noted(db, async |tx| contact_values::remove_of_many(tx, SHOP, &[(OTHER, "tier", at(9))]).await);
    assert_eq!(removed.await, [(OTHER, attributes)]);
    let all = noted(db, async |tx| {
        contact_values::save_many(tx, (SHOP, OTHER), &[("size", "1")], at(1)).await?;
        contact_values::remove_some(tx, SHOP, "size", 9).await.map(drop)
    });
    assert_eq!(all.await, [(OTHER, attributes)]);
    let consent = noted(db, async |tx| {
        consents::insert(tx, (SHOP, ORDER), &entry(1)).await?;
        consents::set(tx, (SHOP, ORDER), &entry(1)).await
    });
    assert_eq!(consent.await, [(ORDER, What::CONSENTS)]);
    let told = noted(db, async move |tx| {
        custom_events::insert_many(tx, SHOP, &[event(1, ORDER), event(2, visitor)], at(9)).await.map(drop)
    });
    assert_eq!(told.await, [(ORDER, What::EVENTS)], "a visitor is no contact yet");
    let again = noted(db, async |tx| custom_events::insert_many(tx, SHOP, &[event(1, ORDER)], at(9)).await.map(drop));
    assert!(again.await.is_empty(), "it was known");
    let moved = noted(db, async move |tx| {
        contact_values::save_many(tx, (SHOP, visitor), &[("tier", "gold")], at(1)).await?;
        visitors::join(tx, SHOP, visitor, OTHER).await?;
        visitors::move_events(tx, SHOP, (visitor, OTHER), 9).await.map(drop)
    });
    assert_eq!(moved.await, [(OTHER, attributes.and(What::EVENTS))]);
    let ordered = noted(db, async |tx| {
        let mut saved = order(1);
        saved.by.email = Some("ada@example.org".to_owned());
        orders::save_many(tx, SHOP, &[saved]).await?;
        contact_orders::link_many(tx, SHOP, &[(ORDER, OrderId::new(1), at(1))]).await
    });
    assert_eq!(ordered.await, [(ORDER, What::ORDERS)]);
    let changed = noted(db, async |tx| orders::save_many(tx, SHOP, &[order(1)]).await);
    assert_eq!(changed.await, [(ORDER, What::ORDERS)], "the order is theirs");
    let unlinked = noted(db, async |tx| contact_orders::unlink_orders(tx, &[OrderId::new(1)]).await);
    assert_eq!(unlinked.await, [(ORDER, What::ORDERS)]);
    let verified =
        noted(db, async |tx| contact_orders::link_verified(tx, SHOP, (OTHER, OrderId::new(1), at(1))).await.map(drop));
    assert_eq!(verified.await, [(OTHER, What::ORDERS)]);
    let by_identity = noted(db, async |tx| {
        let mut saved = order(2);
        saved.by.email = Some("ada@example.org".to_owned());
        orders::save_many(tx, SHOP, &[saved]).await?;
        contact_orders::link_by_identity(tx, (SHOP, ORDER), IdentityKind::Email, "ada@example.org").await.map(drop)
    });
    assert_eq!(by_identity.await, [(ORDER, What::ORDERS)]);
    let left = noted(db, async |tx| contact_orders::unlink_contact(tx, SHOP, ORDER).await);
    assert_eq!(left.await, [(ORDER, What::ORDERS)]);
    let begun = noted(db, async |tx| {
        let person = AccountId::new(4_711);
        accounts::insert(tx, &crate::people::person(person, "another")).await?;
        conversations::insert(tx, OTHER, ConversationKind::Business, (person, SHOP), at(1)).await
    });
    assert_eq!(begun.await, [(OTHER, What::NEW)]);
    let hers = db.read(async |tx| contact_changes::newest(tx, ADA).await).await;
    assert_eq!(hers.expect("reads"), 0, "a person has no contacts");
}

async fn a_change_is_noted_once_and_only_with_its_commit(db: &Db) {
    with_a_shop(db).await;
    let twice = noted(db, async |tx| {
        contact_values::save_many(tx, (SHOP, OTHER), &[("tier", "gold")], at(1)).await?;
        contact_values::save_many(tx, (SHOP, ORDER), &[("tier", "gold")], at(1)).await?;
        custom_events::insert_many(tx, SHOP, &[event(1, OTHER)], at(9)).await.map(drop)
    });
    assert_eq!(twice.await, [(OTHER, What::ATTRIBUTES.and(What::EVENTS)), (ORDER, What::ATTRIBUTES)]);
    let newest = async || db.read(async |tx| contact_changes::newest(tx, SHOP).await).await.expect("reads");
    let before = newest().await;
    let failed: Result<(), Error> = db
        .write(async |tx| {
            contact_values::save_many(tx, (SHOP, OTHER), &[("tier", "silver")], at(2)).await?;
            Err(Error::Bug("no".to_owned()))
        })
        .await;
    assert!(failed.is_err());
    assert_eq!(newest().await, before);
}

async fn who_is_too_far_behind_is_told(db: &Db) {
    with_a_shop(db).await;
    // More than are removed at once, so that some are gone.
    let (turn, turns) = (KEPT / 200, 15);
    for round in 0..200 + turns {
        db.write(async move |tx| {
            let names: Vec<ConversationId> =
                (1..=turn).map(|number| ConversationId::new(round * turn + number)).collect();
            let values: Vec<_> = names
                .iter()
                .map(|contact| contact_values::Value { contact: *contact, attribute: "a", value: "1", at: at(1) })
                .collect();
            contact_values::save_of_many(tx, SHOP, &values).await
        })
        .await
        .expect("writes");
    }
    db.read(async move |tx| {
        let newest = contact_changes::newest(tx, SHOP).await?;
        // The shop's customer was new once, too.
        assert_eq!(newest, KEPT + turns * turn + 1);
        assert_eq!(contact_changes::since(tx, SHOP, 0, 9).await?, None, "these are gone");
        assert_eq!(contact_changes::since(tx, SHOP, newest - KEPT, 9).await?.map(|found| found.len()), Some(9));
        assert_eq!(contact_changes::since(tx, SHOP, newest, 9).await?, Some(Vec::new()));
        assert_eq!(contact_changes::since(tx, SHOP, newest + 1, 9).await?, None, "the store was another");
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
}
