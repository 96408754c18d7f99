//! Sources of tracking calls, the visitors whom they tell of, and the orders that they tell step by step.

use std::collections::HashMap;

use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::source::{Source, SourceProblem};
use subrosa_proto::{ConversationId, SourceId};
use subrosa_store::contact_values::Value;
use subrosa_store::custom_events::{Numbered, Tracked};
use subrosa_store::sources::{Came, Teller};
use subrosa_store::visitors::VisitorKind;
use subrosa_store::{Db, Error, Tx, accounts, contact_values, custom_events, order_tellings, sources, visitors};

use crate::people::{ADA, ORDER, SHOP, at, with_a_shop};

crate::on_both!(
    a_key_opens_one_source,
    what_came_is_added_up,
    events_count_once_for_id_and_moment,
    a_visitor_becomes_someone,
    what_is_newer_stays,
    steps_of_an_order_are_read_by_their_moment
);

const VISITOR: ConversationId = ConversationId::new(-7);
const OTHER: ConversationId = ConversationId::new(-8);

fn source(id: i64) -> Source {
    Source {
        id: SourceId::new(id),
        name: "Shöp".to_owned(),
        key_end: "x7Qk".to_owned(),
        currency: None,
        created_at: at(1),
        taken: 0,
        repeated: 0,
        refused: 0,
        taken_at: None,
        problem: None,
    }
}

async fn a_key_opens_one_source(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        sources::insert(tx, SHOP, &source(1), b"one").await?;
        sources::insert(tx, SHOP, &source(2), b"two").await?;
        let opened = Teller { source: SourceId::new(2), brand: SHOP, currency: None };
        assert_eq!(sources::find(tx, b"two").await?, Some(opened.clone()));
        assert_eq!(sources::find(tx, b"three").await?, None);
        assert!(!sources::change(tx, (ADA, SourceId::new(2)), "Hers", None).await?, "another's");
        assert!(sources::change(tx, (SHOP, SourceId::new(2)), "App", Some("EUR")).await?);
        let opened = Teller { currency: Some("EUR".to_owned()), ..opened };
        assert_eq!(sources::find(tx, b"two").await?, Some(opened));
        let names: Vec<String> = sources::list(tx, SHOP, 9).await?.into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["Shöp", "App"]);
        assert!(!sources::remove(tx, (ADA, SourceId::new(1))).await?, "another's");
        assert!(sources::remove(tx, (SHOP, SourceId::new(1))).await?);
        assert_eq!(sources::find(tx, b"one").await?, None);
        accounts::set_disabled(tx, SHOP, Some(at(2)), 99).await?;
        assert_eq!(sources::find(tx, b"two").await?, None, "a brand that is closed hears nothing");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_came_is_added_up(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        sources::insert(tx, SHOP, &source(1), b"one").await?;
        let came = Came { taken: 3, repeated: 2, refused: 1, problem: Some("userId: ü".to_owned()) };
        assert!(sources::note(tx, SourceId::new(1), &came, at(5)).await?);
        let fine = Came { taken: 1, ..Came::default() };
        assert!(sources::note(tx, SourceId::new(1), &fine, at(6)).await?);
        assert!(!sources::note(tx, SourceId::new(2), &fine, at(6)).await?, "none of this id");
        let problem = Some(SourceProblem { at: at(5), detail: "userId: ü".to_owned() });
        let wanted = Source { taken: 4, repeated: 2, refused: 1, taken_at: Some(at(6)), problem, ..source(1) };
        assert_eq!(sources::list(tx, SHOP, 9).await?, [wanted]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

fn event(number: i64, contact: ConversationId, id: &str, moment: i64) -> Tracked {
    let event =
        CustomEvent { id: id.to_owned(), name: "Seen".to_owned(), at: at(moment), properties: serde_json::Map::new() };
    Tracked { contact, told_at: at(moment), event: Numbered { number, event } }
}

async fn events_of(tx: &mut Tx<'_>, contact: ConversationId) -> Result<Vec<i64>, Error> {
    let found = custom_events::newest(tx, (SHOP, contact), (at(100), i64::MAX), 99).await?;
    Ok(found.into_iter().map(|one| one.number).collect())
}

async fn events_count_once_for_id_and_moment(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let told = [
            event(1, ORDER, "a", 5),
            event(2, ORDER, "a", 5),
            event(3, VISITOR, "a", 5),
            event(4, ORDER, "a", 6),
            event(5, ORDER, "b", 5),
        ];
        let are_new = custom_events::insert_many(tx, SHOP, &told, at(9)).await?;
        assert_eq!(are_new, [true, false, false, true, true]);
        assert_eq!(custom_events::insert_many(tx, SHOP, &told, at(10)).await?, [false; 5], "all of it again");
        assert_eq!(custom_events::insert_many(tx, ADA, &[event(6, ORDER, "a", 5)], at(10)).await?, [true]);
        assert!(custom_events::insert(tx, (SHOP, ORDER), &event(7, ORDER, "a", 5).event, at(9)).await?, "by id alone");
        assert_eq!(events_of(tx, ORDER).await?, [4, 7, 5, 1]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_visitor_becomes_someone(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (user, anonymous) = ((VisitorKind::User, "u-1"), (VisitorKind::Anonymous, "u-1"));
        let names = [(user.0, user.1, VISITOR), (anonymous.0, anonymous.1, OTHER)];
        visitors::insert_many(tx, SHOP, &names).await?;
        visitors::insert_many(tx, SHOP, &[(user.0, user.1, OTHER)]).await?;
        assert_eq!(visitors::find(tx, SHOP, &[user, anonymous]).await?, [Some(VISITOR), Some(OTHER)]);
        assert_eq!(visitors::find(tx, ADA, &[user]).await?, [None]);
        assert!(visitors::has_user(tx, SHOP, VISITOR).await? && !visitors::has_user(tx, SHOP, OTHER).await?);
        visitors::set_email(tx, SHOP, user, "ada@example.org").await?;
        assert_eq!(visitors::by_email(tx, SHOP, "ada@example.org", 9).await?, [("u-1".to_owned(), VISITOR)]);
        let told: Vec<Tracked> = (1..=5).map(|number| event(number, OTHER, &number.to_string(), number)).collect();
        custom_events::insert_many(tx, SHOP, &told, at(9)).await?;

        visitors::join(tx, SHOP, OTHER, VISITOR).await?;
        visitors::note_move(tx, SHOP, (OTHER, VISITOR)).await?;
        visitors::join(tx, SHOP, VISITOR, ORDER).await?;
        assert_eq!(visitors::find(tx, SHOP, &[user, anonymous]).await?, [Some(ORDER), Some(ORDER)]);
        assert_eq!(visitors::next_move(tx, SHOP).await?, Some((OTHER, ORDER)), "on to where it goes now");
        assert_eq!(visitors::move_events(tx, SHOP, (OTHER, ORDER), 3).await?, 3);
        assert_eq!((events_of(tx, ORDER).await?, events_of(tx, OTHER).await?), (vec![3, 2, 1], vec![5, 4]));
        assert_eq!(visitors::move_events(tx, SHOP, (OTHER, ORDER), 3).await?, 2);
        visitors::end_move(tx, SHOP, OTHER).await?;
        assert_eq!(visitors::next_move(tx, SHOP).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_is_newer_stays(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let value = |contact, attribute, value, moment| Value { contact, attribute, value, at: at(moment) };
        let told = [
            value(ORDER, "tier", "gold", 5),
            value(ORDER, "tier", "bronze", 4),
            value(VISITOR, "tier", "silver", 6),
            value(VISITOR, "city", "Kyiv", 1),
            value(ORDER, "city", "Lviv", 2),
        ];
        contact_values::save_of_many(tx, SHOP, &told).await?;
        let of = async |tx: &mut Tx<'_>, contact| -> Result<HashMap<String, String>, Error> {
            Ok(contact_values::of_contact(tx, SHOP, contact).await?.into_iter().collect())
        };
        assert_eq!(of(tx, ORDER).await?["tier"], "gold");
        contact_values::remove_of_many(tx, SHOP, &[(ORDER, "tier", at(4)), (ORDER, "none", at(4))]).await?;
        assert_eq!(of(tx, ORDER).await?["tier"], "gold", "what was said before");
        visitors::join(tx, SHOP, VISITOR, ORDER).await?;
        let both = of(tx, ORDER).await?;
        assert_eq!((both["tier"].as_str(), both["city"].as_str()), ("silver", "Lviv"));
        assert!(of(tx, VISITOR).await?.is_empty());
        contact_values::remove_of_many(tx, SHOP, &[(ORDER, "tier", at(6))]).await?;
        assert!(!of(tx, ORDER).await?.contains_key("tier"));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn steps_of_an_order_are_read_by_their_moment(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let steps =
            [("A-1", at(5), 2, b"later".as_slice()), ("A-1", at(3), 9, b"earlier"), ("A-2", at(1), 1, b"other")];
        order_tellings::insert_many(tx, SHOP, &steps).await?;
        order_tellings::insert_many(tx, SHOP, &steps).await?;
        let found = order_tellings::of_order(tx, SHOP, "A-1", 9).await?;
        assert_eq!(found, [(at(3), b"earlier".to_vec()), (at(5), b"later".to_vec())]);
        assert_eq!(order_tellings::of_order(tx, SHOP, "A-1", 1).await?.len(), 1);
        assert!(order_tellings::of_order(tx, ADA, "A-1", 9).await?.is_empty());
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
