//! Contacts that are one person.

use subrosa_proto::ConversationId;
use subrosa_proto::contact::{Identity, IdentityKind, Proof};
use subrosa_proto::order::OrderTotals;
use subrosa_proto::{OrderId, Timestamp};
use subrosa_store::merged_contacts::Merged;
use subrosa_store::{Db, Error, contact_orders, identities, merged_contacts, orders};

use crate::orders::order;
use crate::people::{ADA, GRACE, ORDER, SHOP, at, with_a_shop};

crate::on_both!(
    contacts_are_merged_and_taken_apart,
    what_a_person_bought_is_added_up_once,
    contacts_share_what_they_are_known_by
);

const OTHER: ConversationId = ConversationId::new(1_003);
const THIRD: ConversationId = ConversationId::new(1_004);

const fn merged(contact: ConversationId, person: i64, moment: i64) -> Merged {
    Merged { contact, person, at: Timestamp::from_milliseconds(moment), by: GRACE }
}

async fn contacts_are_merged_and_taken_apart(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert_eq!(merged_contacts::of(tx, SHOP, ORDER).await?, []);
        let two = [merged(ORDER, 7, 1), merged(OTHER, 7, 1)];
        merged_contacts::save_many(tx, SHOP, &two).await?;
        assert_eq!(merged_contacts::of(tx, SHOP, ORDER).await?, two);
        assert_eq!(merged_contacts::of(tx, SHOP, OTHER).await?, two);
        assert_eq!(merged_contacts::of(tx, ADA, ORDER).await?, [], "another brand's");
        let three = [merged(ORDER, 8, 2), merged(OTHER, 8, 2), merged(THIRD, 8, 2)];
        merged_contacts::save_many(tx, SHOP, &three).await?;
        assert_eq!(merged_contacts::of(tx, SHOP, THIRD).await?, three);
        merged_contacts::remove_many(tx, SHOP, &[OTHER]).await?;
        assert_eq!(merged_contacts::of(tx, SHOP, THIRD).await?, [three[0], three[2]]);
        assert_eq!(merged_contacts::of(tx, SHOP, OTHER).await?, []);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_a_person_bought_is_added_up_once(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        merged_contacts::save_many(tx, SHOP, &[merged(ORDER, 7, 1), merged(OTHER, 7, 1)]).await?;
        assert_eq!(contact_orders::totals_of_person(tx, SHOP, 7).await?, []);
        orders::save_many(tx, SHOP, &[order(1), order(2), order(3)]).await?;
        // The second is known to be theirs twice; the third is someone else's.
        let link = |contact, id| (contact, OrderId::new(id), at(id));
        contact_orders::link_many(tx, SHOP, &[link(ORDER, 1), link(ORDER, 2), link(OTHER, 2), link(THIRD, 3)]).await?;
        let wanted = OrderTotals { currency: "EUR".to_owned(), orders: 2, paid: 10_000, refunded: 1_400, value: 8_600 };
        assert_eq!(contact_orders::totals_of_person(tx, SHOP, 7).await?, [wanted]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn contacts_share_what_they_are_known_by(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let identity = |kind, proof| Identity { kind, value: "77".to_owned(), proof, since: at(1) };
        identities::save_many(tx, (SHOP, ORDER), &[identity(IdentityKind::ExternalId, Proof::Claimed)]).await?;
        identities::save_many(tx, (SHOP, OTHER), &[identity(IdentityKind::ExternalId, Proof::Verified)]).await?;
        identities::save_many(tx, (SHOP, THIRD), &[identity(IdentityKind::ExternalId, Proof::Claimed)]).await?;
        identities::save_many(tx, (ADA, THIRD), &[identity(IdentityKind::Phone, Proof::Claimed)]).await?;
        let names = [(IdentityKind::Phone, "77"), (IdentityKind::ExternalId, "77")];
        let sharing = identities::sharing(tx, (SHOP, ORDER), &names).await?;
        assert_eq!(sharing, [vec![], vec![(OTHER, Proof::Verified), (THIRD, Proof::Claimed)]]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
