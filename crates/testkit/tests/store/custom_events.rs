//! What customers do elsewhere.

use subrosa_proto::custom_event::CustomEvent;
use subrosa_store::custom_events::Numbered;
use subrosa_store::{Db, Error, custom_events};

use crate::people::{ADA, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(an_event_is_kept_once, events_are_read_from_the_newest);

fn event(number: i64, id: &str, moment: i64) -> Numbered {
    let properties = serde_json::from_str(r#"{"places": 2, "with": ["ü", null, 1.5]}"#).expect("an object");
    Numbered {
        number,
        event: CustomEvent { id: id.to_owned(), name: "Workshop booked".to_owned(), at: at(moment), properties },
    }
}

async fn an_event_is_kept_once(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert!(custom_events::insert(tx, (SHOP, ORDER), &event(1, "a", 5), at(9)).await?);
        assert!(!custom_events::insert(tx, (SHOP, ORDER), &event(2, "a", 6), at(9)).await?, "known");
        assert!(!custom_events::insert(tx, (SHOP, TALK), &event(3, "a", 6), at(9)).await?, "known of another contact");
        assert!(custom_events::insert(tx, (ADA, TALK), &event(4, "a", 6), at(9)).await?, "another brand's");
        let found = custom_events::newest(tx, (SHOP, ORDER), (at(100), i64::MAX), 5).await?;
        assert_eq!(found, [event(1, "a", 5)], "as it was told first");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn events_are_read_from_the_newest(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        // Told out of order.
        for (number, id, moment) in [(1, "a", 5), (2, "b", 3), (3, "c", 7), (4, "d", 5)] {
            custom_events::insert(tx, (SHOP, ORDER), &event(number, id, moment), at(9)).await?;
        }
        let numbers = |found: Vec<Numbered>| found.into_iter().map(|one| one.number).collect::<Vec<_>>();
        assert_eq!(numbers(custom_events::newest(tx, (SHOP, ORDER), (at(100), 0), 2).await?), [3, 4]);
        assert_eq!(numbers(custom_events::newest(tx, (SHOP, ORDER), (at(5), 4), 5).await?), [1, 2]);
        assert_eq!(numbers(custom_events::newest(tx, (SHOP, TALK), (at(100), 0), 5).await?), [0_i64; 0]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
