//! For how long brands keep contents, which are due to be removed, and what is left of them.

use subrosa_proto::body::{Body, EMPTIED};
use subrosa_proto::conversation::Removed;
use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::event::Event;
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_proto::retention::RetentionSettings;
use subrosa_proto::ticket::{Thread, Ticket, TicketStatus};
use subrosa_proto::{ConversationId, EventId, JournalId};
use subrosa_store::attachments::Uploaded;
use subrosa_store::custom_events::Numbered;
use subrosa_store::events::NewMessage;
use subrosa_store::index::{Part, Phrase, Text, Wanted, Within};
use subrosa_store::search::Shelf;
use subrosa_store::tickets::Saved;
use subrosa_store::{
    Db, Error, Tx, attachments, brand_retention, conversations, custom_events, events, index, journal, search, threads,
    tickets,
};

use crate::attachments::file;
use crate::people::{ADA, ORDER, SHOP, TALK, at, name, with_a_shop};
use crate::tickets::ticket;

crate::on_both!(
    for_how_long_a_brand_keeps_is_kept,
    what_is_resolved_for_long_enough_is_due,
    contents_go_and_events_stay,
    files_are_due_earlier,
    what_was_told_long_ago_goes,
    texts_are_found_no_more_with_their_words,
);

const DAY: i64 = 86_400_000;

fn after(days: u32) -> RetentionSettings {
    RetentionSettings { conversations_days: Some(days), ..RetentionSettings::default() }
}

async fn for_how_long_a_brand_keeps_is_kept(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert_eq!(brand_retention::find(tx, SHOP).await?, RetentionSettings::default());
        let of_more = RetentionSettings { conversations_days: None, files_days: Some(1), custom_events_days: Some(2) };
        for settings in [after(30), after(3_650), of_more, RetentionSettings::default()] {
            brand_retention::save(tx, SHOP, settings).await?;
            assert_eq!(brand_retention::find(tx, SHOP).await?, settings);
        }
        assert_eq!(brand_retention::find(tx, ADA).await?, RetentionSettings::default());
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn keep(tx: &mut Tx<'_>, (id, opened_seq): (i64, i64), status: TicketStatus, day: i64) -> Result<Ticket, Error> {
    let ticket = Ticket { opened_seq, ..ticket(id, status) };
    let (activity, stirred_at) = (at(day * DAY), at(day * DAY));
    let saved = Saved { brand: SHOP, conversation: ORDER, ticket: &ticket, activity, stirred_at };
    tickets::save_many(tx, &[saved]).await?;
    let thread = Thread { epoch: 1, journal: 1, ticket: Some(ticket.clone()), ..Thread::default() };
    threads::update_many(tx, &[(ORDER, &thread)]).await?;
    Ok(ticket)
}

async fn what_is_resolved_for_long_enough_is_due(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let due = async |tx: &mut Tx<'_>, day| brand_retention::due(tx, at(day * DAY), 9).await;
        let none: [ConversationId; 0] = [];
        keep(tx, (1, 1), TicketStatus::Resolved, 10).await?;
        assert_eq!(due(tx, 99).await?, none, "for ever");
        brand_retention::save(tx, SHOP, after(30)).await?;
        assert_eq!((due(tx, 39).await?, due(tx, 40).await?), (none.to_vec(), vec![ORDER]));
        assert_eq!(tickets::first_kept(tx, ORDER, at(9 * DAY)).await?, Some(1));
        assert_eq!(tickets::first_kept(tx, ORDER, at(10 * DAY)).await?, None);

        keep(tx, (2, 5), TicketStatus::Open, 12).await?;
        assert_eq!(due(tx, 99).await?, none, "there is work");
        assert_eq!(brand_retention::count_due(tx, SHOP, at(69 * DAY), 9).await?, 0);
        keep(tx, (2, 5), TicketStatus::Resolved, 20).await?;
        assert_eq!((due(tx, 40).await?, due(tx, 50).await?), (vec![ORDER], vec![ORDER, ORDER]));
        assert_eq!(brand_retention::due(tx, at(50 * DAY), 1).await?, [ORDER]);
        assert_eq!(tickets::first_kept(tx, ORDER, at(10 * DAY)).await?, Some(5));
        assert_eq!(brand_retention::count_due(tx, SHOP, at(20 * DAY), 9).await?, 1, "one conversation");
        assert_eq!(brand_retention::count_due(tx, SHOP, at(20 * DAY), 0).await?, 0);
        assert_eq!(brand_retention::count_due(tx, ADA, at(20 * DAY), 9).await?, 0);

        tickets::set_emptied(tx, ORDER, 4).await?;
        assert_eq!((due(tx, 40).await?, due(tx, 50).await?), (none.to_vec(), vec![ORDER]));
        tickets::set_emptied(tx, ORDER, 9).await?;
        assert_eq!(due(tx, 99).await?, none);
        // Something has happened with it once more.
        keep(tx, (2, 5), TicketStatus::Resolved, 60).await?;
        assert_eq!((due(tx, 89).await?, due(tx, 90).await?), (none.to_vec(), vec![ORDER]));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn contents_go_and_events_stay(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let head = conversations::head(tx, ORDER).await?;
        let (first, last) = (head + 1, head + 3);
        let messages: Vec<_> = (first..=last)
            .map(|seq| NewMessage {
                id: EventId::new(9_000 + seq),
                conversation: ORDER,
                seq,
                author: ADA,
                client_id: name(900 + seq),
                at: at(seq),
                numbers: [seq; 2],
                body: br#"{"v":1,"text":"secret"}"#,
            })
            .collect();
        events::insert_many(tx, &messages).await?;
        let before = events::between(tx, ORDER, first, last).await?;
        events::empty(tx, ORDER, first - 1, first + 1).await?;
        let mut expected: Vec<Event> = before;
        Removed { through: first + 1, days: 30 }.empty(&mut expected);
        assert_eq!(events::between(tx, ORDER, first, last).await?, expected);
        assert_eq!((expected[1].body.get(), expected[2].body.get()), (EMPTIED, r#"{"v":1,"text":"secret"}"#));

        let removed = Removed { through: first + 1, days: 30 };
        assert_eq!(conversations::find(tx, ORDER).await?.expect("it is there").removed, None);
        conversations::set_removed(tx, ORDER, removed).await?;
        assert_eq!(conversations::find(tx, ORDER).await?.expect("it is there").removed, Some(removed));
        assert_eq!(conversations::find(tx, TALK).await?.expect("it is there").removed, None);

        let note = JournalEntry {
            seq: 1,
            id: JournalId::new(7_001),
            after: first,
            author: ADA,
            at: at(1),
            client_id: Some(name(77)),
            what: Happening::Note { body: Body::text("secret") },
        };
        journal::insert_many(tx, &[(ORDER, 1, &note)]).await?;
        let mut emptied = note.clone();
        assert!(emptied.empty() && !emptied.empty(), "once is enough");
        journal::retell(tx, ORDER, std::slice::from_ref(&emptied)).await?;
        assert_eq!(journal::newer(tx, ORDER, 0, 9).await?, [emptied]);
        threads::set_journal_removed(tx, ORDER, 1).await?;
        assert_eq!(threads::find(tx, ORDER).await?.expect("a thread").journal_removed, 1);

        let file = file(1, ADA);
        assert!(attachments::insert(tx, (ORDER, name(1)), &file).await?);
        attachments::give(tx, &[(file.attachment.id, first)]).await?;
        attachments::take(tx, ORDER, (first, last), at(5)).await?;
        assert!(attachments::find(tx, ORDER, file.attachment.id).await?.expect("a file").is_kept, "another message's");
        attachments::take(tx, ORDER, (first - 1, first), at(5)).await?;
        let taken = attachments::find(tx, ORDER, file.attachment.id).await?;
        assert_eq!(taken, Some(Uploaded { is_kept: false, seq: None, remove_at: Some(at(5)), ..file }));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn texts_are_found_no_more_with_their_words(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        search::begin(tx, SHOP, 1).await?;
        let shelf: Shelf = search::find(tx, SHOP).await?.expect("a shelf");
        let text = |id: i64, words: &[&str]| Text {
            id,
            conversation: ORDER,
            seq: id,
            place: id,
            part: Part::Customer,
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        };
        index::add_many(tx, &shelf, &[text(1, &["blue", "lamp"]), text(2, &["red", "lamp"])]).await?;
        let wanted = |word: &str, is_begun| Wanted {
            phrases: vec![Phrase { words: vec![word.to_owned()], is_begun }],
            ..Wanted::default()
        };
        let within = Within { above: 0, below: i64::MAX, limit: 9 };
        let blue = vec!["blue".to_owned(), "lamp".to_owned()];
        // The third was never taken in.
        index::remove_many(tx, SHOP, &[(1, blue.clone()), (3, blue)]).await?;
        assert_eq!(index::find(tx, &shelf, &wanted("blue", false), within).await?, []);
        let lamps = index::find(tx, &shelf, &wanted("la", true), within).await?;
        assert_eq!(lamps.iter().map(|found| found.id).collect::<Vec<_>>(), [2]);
        assert_eq!(search::words_with(tx, SHOP, "", 9).await?, ["lamp", "red"]);
        search::discount_words(tx, SHOP, &[("lamp", 1), ("never", 1)]).await?;
        assert_eq!(search::words_with(tx, SHOP, "", 9).await?, ["red"]);
        // Whoever read before it was removed adds nothing.
        assert!(!search::advance(tx, &shelf, 9).await?);
        let now = search::find(tx, SHOP).await?.expect("a shelf");
        search::turn(tx, SHOP).await?;
        assert!(!search::advance(tx, &now, 9).await?);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn files_are_due_earlier(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (none, week): ([ConversationId; 0], _) = ([], RetentionSettings { files_days: Some(7), ..after(30) });
        for (id, seq) in [(1, 1), (2, 4), (3, 6)] {
            let file = file(id, ADA);
            assert!(attachments::insert(tx, (ORDER, name(id)), &file).await?);
            attachments::give(tx, &[(file.attachment.id, seq)]).await?;
        }
        keep(tx, (1, 1), TicketStatus::Resolved, 10).await?;
        keep(tx, (2, 5), TicketStatus::Resolved, 12).await?;
        assert_eq!(brand_retention::files_due(tx, at(99 * DAY), 9).await?, none);
        brand_retention::save(tx, SHOP, week).await?;
        let due = async |tx: &mut Tx<'_>, day| brand_retention::files_due(tx, at(day * DAY), 9).await;
        assert_eq!((due(tx, 16).await?, due(tx, 17).await?), (none.to_vec(), vec![ORDER]));
        let count =
            async |tx: &mut Tx<'_>, day, most| brand_retention::count_files_due(tx, SHOP, at(day * DAY), most).await;
        assert_eq!((count(tx, 9, 9).await?, count(tx, 10, 9).await?, count(tx, 12, 9).await?), (0, 2, 3));
        assert_eq!(count(tx, 12, 1).await?, 1);
        tickets::set_without_files(tx, ORDER, 4).await?;
        assert_eq!((due(tx, 17).await?, due(tx, 19).await?), (none.to_vec(), vec![ORDER]));
        tickets::set_without_files(tx, ORDER, 9).await?;
        assert_eq!((due(tx, 99).await?, count(tx, 99, 9).await?), (none.to_vec(), 0));
        assert_eq!(brand_retention::due(tx, at(99 * DAY), 1).await?, [ORDER], "the words are still there");
        keep(tx, (2, 5), TicketStatus::Resolved, 20).await?;
        assert_eq!(due(tx, 27).await?, [ORDER], "something has happened with it once more");
        keep(tx, (2, 5), TicketStatus::Open, 20).await?;
        assert_eq!(due(tx, 99).await?, none);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_was_told_long_ago_goes(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        for number in 1..=4 {
            let event = CustomEvent {
                id: format!("event {number}"),
                name: "Page viewed".to_owned(),
                at: at(number * DAY),
                properties: serde_json::Map::new(),
            };
            assert!(custom_events::insert(tx, (SHOP, ORDER), &Numbered { number, event }, at(1)).await?);
        }
        let left = async |tx: &mut Tx<'_>| -> Result<Vec<i64>, Error> {
            let found = custom_events::newest(tx, (SHOP, ORDER), (at(99 * DAY), 0), 9).await?;
            Ok(found.iter().map(|one| one.number).collect())
        };
        assert!(!custom_events::is_any_old(tx, at(99 * DAY)).await?, "for ever");
        assert_eq!(custom_events::remove_old(tx, at(99 * DAY), 9).await?, 0);
        let count = async |tx: &mut Tx<'_>, most| custom_events::count_old(tx, SHOP, at(3 * DAY), most).await;
        assert_eq!((count(tx, 9).await?, count(tx, 2).await?), (3, 2));
        let settings = RetentionSettings { custom_events_days: Some(10), ..RetentionSettings::default() };
        brand_retention::save(tx, SHOP, settings).await?;
        assert!(!custom_events::is_any_old(tx, at(10 * DAY)).await?);
        assert!(custom_events::is_any_old(tx, at(11 * DAY)).await?);
        assert_eq!(custom_events::remove_old(tx, at(13 * DAY), 2).await?, 2, "so many at once");
        assert_eq!(custom_events::remove_old(tx, at(13 * DAY), 2).await?, 1);
        assert_eq!((custom_events::remove_old(tx, at(13 * DAY), 2).await?, left(tx).await?), (0, vec![4]));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
