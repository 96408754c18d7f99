//! What brands know of their customers: attributes and their values, identities.

use subrosa_proto::contact::{Attribute, AttributeKind, Identity, IdentityKind, Proof};
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::{Db, Error, attributes, contact_values, identities};

use crate::people::{ADA, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    attributes_stand_in_the_order_of_their_making,
    values_are_kept_and_forgotten,
    contacts_are_read_many_at_once,
    values_of_an_attribute_are_forgotten_in_steps,
    what_was_proved_stays_proved,
    a_proved_identity_is_one_contacts_alone,
);

fn attribute(name: &str, kind: AttributeKind) -> Attribute {
    Attribute { name: name.to_owned(), label: format!("The {name}"), kind }
}

async fn attributes_stand_in_the_order_of_their_making(db: &Db) {
    with_a_shop(db).await;
    let (tier, birthday) = (attribute("tier", AttributeKind::Text), attribute("birthday", AttributeKind::Date));
    let other_kind = Attribute { kind: AttributeKind::Number, ..tier.clone() };
    db.write(async move |tx| {
        attributes::save(tx, SHOP, &tier, 1).await?;
        attributes::save(tx, SHOP, &birthday, 2).await?;
        assert_eq!(attributes::list(tx, SHOP, 9).await?, [tier, birthday.clone()]);
        attributes::save(tx, SHOP, &other_kind, 3).await?;
        assert_eq!(attributes::list(tx, SHOP, 9).await?, [other_kind, birthday.clone()]);
        assert_eq!(attributes::list(tx, ADA, 9).await?, []);
        assert!(!attributes::remove(tx, ADA, "tier").await?, "another's");
        assert!(attributes::remove(tx, SHOP, "tier").await?);
        assert_eq!(attributes::list(tx, SHOP, 9).await?, [birthday]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn known(db: &Db, contact: (AccountId, ConversationId)) -> Vec<(String, String)> {
    let found = db.read(async move |tx| contact_values::of_contact(tx, contact.0, contact.1).await).await;
    let mut found = found.expect("reads");
    found.sort();
    found
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn contacts_are_read_many_at_once(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        contact_values::save_many(tx, (SHOP, ORDER), &[("tier", "gold")], at(1)).await?;
        let identity = |kind, value: &str, since| Identity {
            kind,
            value: value.to_owned(),
            proof: Proof::Claimed,
            since: at(since),
        };
        let phone = identity(IdentityKind::Phone, "+4917", 1);
        let (new, old) = (identity(IdentityKind::Email, "b@b", 3), identity(IdentityKind::Email, "a@a", 2));
        identities::save_many(tx, (SHOP, ORDER), &[phone.clone(), new.clone(), old.clone()]).await?;
        let values = contact_values::of_contacts(tx, SHOP, &[TALK, ORDER]).await?;
        assert_eq!(values, [vec![], pairs(&[("tier", "gold")])]);
        let known = identities::of_contacts(tx, SHOP, &[ORDER, TALK]).await?;
        assert_eq!(known, [vec![old, new, phone], vec![]]);
        assert_eq!(identities::of_contacts(tx, ADA, &[ORDER]).await?, [vec![]]);
        assert_eq!(contact_values::of_contacts(tx, ADA, &[ORDER]).await?, [vec![]]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn values_are_kept_and_forgotten(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        contact_values::save_many(tx, (SHOP, ORDER), &[("tier", "gold"), ("visits", "3")], at(1)).await?;
        contact_values::save_many(tx, (SHOP, TALK), &[("tier", "silver")], at(1)).await?;
        contact_values::save_many(tx, (SHOP, ORDER), &[("tier", "two\nlines 🙂")], at(1)).await
    })
    .await
    .expect("writes");
    assert_eq!(known(db, (SHOP, ORDER)).await, pairs(&[("tier", "two\nlines 🙂"), ("visits", "3")]));
    assert_eq!(known(db, (ADA, ORDER)).await, [], "another's");
    db.write(async |tx| contact_values::remove_many(tx, (SHOP, ORDER), &["tier", "unknown"]).await)
        .await
        .expect("done");
    assert_eq!(known(db, (SHOP, ORDER)).await, pairs(&[("visits", "3")]));
    assert_eq!(known(db, (SHOP, TALK)).await, pairs(&[("tier", "silver")]));
}

async fn values_of_an_attribute_are_forgotten_in_steps(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        for contact in 1..=5 {
            let values = [("tier", "gold"), ("visits", "3")];
            contact_values::save_many(tx, (SHOP, ConversationId::new(contact)), &values, at(1)).await?;
        }
        contact_values::save_many(tx, (ADA, ORDER), &[("tier", "hers")], at(1)).await?;
        let page = contact_values::of_attribute(tx, SHOP, "tier", ConversationId::new(2), 2).await?;
        let gold = |contact| (ConversationId::new(contact), "gold".to_owned());
        assert_eq!(page, [gold(3), gold(4)]);
        assert_eq!(contact_values::of_attribute(tx, SHOP, "tier", ConversationId::new(5), 2).await?, []);
        assert_eq!(contact_values::remove_some(tx, SHOP, "tier", 3).await?, 3);
        assert_eq!(contact_values::remove_some(tx, SHOP, "tier", 3).await?, 2);
        assert_eq!(contact_values::remove_some(tx, SHOP, "tier", 3).await?, 0);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
    assert_eq!(known(db, (SHOP, ConversationId::new(4))).await, pairs(&[("visits", "3")]));
    assert_eq!(known(db, (ADA, ORDER)).await, pairs(&[("tier", "hers")]));
}

fn identity(kind: IdentityKind, value: &str, proof: Proof, since: i64) -> Identity {
    Identity { kind, value: value.to_owned(), proof, since: at(since) }
}

async fn what_was_proved_stays_proved(db: &Db) {
    with_a_shop(db).await;
    let phone = identity(IdentityKind::Phone, "+491701234567", Proof::Claimed, 1);
    let claimed = identity(IdentityKind::Email, "ada@example.org", Proof::Claimed, 2);
    let verified = identity(IdentityKind::Email, "ada@example.org", Proof::Verified, 3);
    db.write(async move |tx| {
        let contact = (SHOP, ORDER);
        identities::save_many(tx, contact, &[phone.clone(), claimed.clone()]).await?;
        assert_eq!(identities::of_contact(tx, SHOP, ORDER).await?, [claimed.clone(), phone.clone()]);
        let names = [(IdentityKind::Email, "ada@example.org"), (IdentityKind::Phone, "+491701234567")];
        assert_eq!(identities::proved(tx, SHOP, &names).await?, [None, None]);
        identities::save_many(tx, contact, std::slice::from_ref(&verified)).await?;
        identities::save_many(tx, contact, &[claimed]).await?;
        assert_eq!(identities::of_contact(tx, SHOP, ORDER).await?, [verified, phone.clone()]);
        assert_eq!(identities::proved(tx, SHOP, &names).await?, [Some(ORDER), None]);
        assert_eq!(identities::proved(tx, ADA, &names).await?, [None, None], "another brand's");
        identities::remove_many(tx, contact, &[(IdentityKind::Email, "ada@example.org")]).await?;
        assert_eq!(identities::of_contact(tx, SHOP, ORDER).await?, [phone]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_proved_identity_is_one_contacts_alone(db: &Db) {
    with_a_shop(db).await;
    let mail = |proof| [identity(IdentityKind::Email, "house@example.org", proof, 1)];
    let (verified, claimed) = (mail(Proof::Verified), mail(Proof::Claimed));
    let (again, elsewhere) = (verified.clone(), verified.clone());
    db.write(async move |tx| {
        identities::save_many(tx, (SHOP, ORDER), &verified).await?;
        identities::save_many(tx, (SHOP, TALK), &claimed).await?;
        // To another brand someone else is known by it.
        identities::save_many(tx, (ADA, TALK), &elsewhere).await
    })
    .await
    .expect("writes");
    let taken = db.write(async move |tx| identities::save_many(tx, (SHOP, TALK), &again).await).await;
    assert!(matches!(taken, Err(Error::Conflict)));
}
