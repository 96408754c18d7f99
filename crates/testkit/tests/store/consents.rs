//! What brands write about, and what customers have agreed to.

use subrosa_proto::ConversationId;
use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState, Topic};
use subrosa_store::consents::Entry;
use subrosa_store::{Db, Error, consents, topics};

use crate::people::{ADA, GRACE, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(topics_keep_their_places, one_entry_counts_of_each_topic, entries_are_read_from_the_newest);

fn topic(name: &str, label: &str, is_archived: bool) -> Topic {
    Topic { name: name.to_owned(), label: label.to_owned(), description: "Twice\na month.".to_owned(), is_archived }
}

fn entry(id: i64, name: &str, state: ConsentState) -> Entry {
    Entry {
        id,
        topic: name.to_owned(),
        channel: ConsentChannel::Subrosa,
        state,
        source: ConsentSource::Member,
        at: at(10 + id),
        recorded_at: at(20),
        recorded_by: (id % 2 == 0).then_some(GRACE),
        text: "Yes, write\nto me 🙂".to_owned(),
    }
}

async fn topics_keep_their_places(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        topics::save(tx, SHOP, &topic("offers", "Offers", false), 1).await?;
        topics::save(tx, SHOP, &topic("news", "News", false), 2).await?;
        topics::save(tx, SHOP, &topic("offers", "Sales", true), 3).await?;
        assert_eq!(topics::list(tx, SHOP, 10).await?, [topic("offers", "Sales", true), topic("news", "News", false)]);
        assert_eq!(topics::list(tx, SHOP, 1).await?.len(), 1);
        assert_eq!(topics::list(tx, ADA, 10).await?, []);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn one_entry_counts_of_each_topic(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let contact = (SHOP, ORDER);
        let (granted, withdrawn) =
            (entry(1, "offers", ConsentState::Granted), entry(2, "offers", ConsentState::Withdrawn));
        consents::insert(tx, contact, &granted).await?;
        assert_eq!(consents::current(tx, SHOP, ORDER).await?, [], "it does not count yet");
        assert!(
            consents::is_known(tx, contact, &granted).await? && !consents::is_known(tx, contact, &withdrawn).await?
        );
        assert_eq!(consents::hold(tx, contact, "offers", ConsentChannel::Subrosa).await?, None);
        consents::set(tx, contact, &granted).await?;
        let held = consents::hold(tx, contact, "offers", ConsentChannel::Subrosa).await?;
        assert_eq!(held, Some(ConsentState::Granted));
        assert_eq!(consents::current(tx, SHOP, ORDER).await?, std::slice::from_ref(&granted));
        consents::insert(tx, contact, &withdrawn).await?;
        consents::set(tx, contact, &withdrawn).await?;
        let news = entry(3, "news", ConsentState::Granted);
        consents::insert(tx, contact, &news).await?;
        consents::set(tx, contact, &news).await?;
        let mut counting = consents::current(tx, SHOP, ORDER).await?;
        counting.sort_by_key(|entry| entry.id);
        assert_eq!(counting, [withdrawn, news]);
        assert_eq!(consents::current(tx, SHOP, TALK).await?, [], "another's");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn entries_are_read_from_the_newest(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let contact = (SHOP, ORDER);
        let all: Vec<Entry> = (1..=4).map(|id| entry(id, "offers", ConsentState::Granted)).collect();
        for one in &all {
            consents::insert(tx, contact, one).await?;
        }
        // One that was said earlier, and written down later.
        let late = Entry { id: 9, at: at(12), ..entry(2, "offers", ConsentState::Withdrawn) };
        consents::insert(tx, contact, &late).await?;
        let ids = |found: Vec<Entry>| found.into_iter().map(|entry| entry.id).collect::<Vec<_>>();
        let first = (at(i64::MAX / 2_000), i64::MAX);
        assert_eq!(ids(consents::newest(tx, contact, first, 3).await?), [4, 3, 9]);
        assert_eq!(ids(consents::newest(tx, contact, (at(12), 9), 3).await?), [2, 1]);
        assert_eq!(ids(consents::newest(tx, contact, (at(12), i64::MIN), 3).await?), [1]);
        assert_eq!(ids(consents::newest(tx, (SHOP, ConversationId::new(5)), first, 3).await?), [0_i64; 0]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
