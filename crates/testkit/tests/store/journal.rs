//! Journals of brands.

use subrosa_proto::body::Body;
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_proto::{ConversationId, JournalId};
use subrosa_store::{Db, Error, journal};

use crate::people::{GRACE, ORDER, at, name, with_a_shop};

crate::on_both!(a_journal_is_read_in_its_orders, a_note_is_found_by_its_name);

fn entry(seq: i64, what: Happening) -> JournalEntry {
    JournalEntry {
        seq,
        id: JournalId::new(900 + seq),
        after: 2 * seq,
        author: GRACE,
        at: at(seq),
        client_id: None,
        what,
    }
}

fn note(seq: i64) -> JournalEntry {
    JournalEntry {
        client_id: Some(name(seq)),
        ..entry(seq, Happening::Note { body: Body::text(format!("note {seq}")) })
    }
}

/// Writes entries 1 to 4, which came with the change numbers 10, 10, 20 and 30.
async fn write(db: &Db) -> Vec<JournalEntry> {
    let all =
        vec![entry(1, Happening::Opened { ordinal: 7 }), note(2), entry(3, Happening::Assigned { to: None }), note(4)];
    let written = all.clone();
    db.write(async move |tx| {
        let numbered: Vec<_> =
            written.iter().zip([10, 10, 20, 30]).map(|(entry, number)| (ORDER, number, entry)).collect();
        journal::insert_many(tx, &numbered).await
    })
    .await
    .expect("writes");
    all
}

async fn a_journal_is_read_in_its_orders(db: &Db) {
    with_a_shop(db).await;
    let mut newest_first = write(db).await;
    newest_first.reverse();
    db.read(async move |tx| {
        assert_eq!(journal::older(tx, ORDER, i64::MAX, 9).await?, newest_first);
        assert_eq!(journal::older(tx, ORDER, 4, 2).await?, newest_first[1..3]);
        assert_eq!(journal::since(tx, ORDER, 0, 9).await?, newest_first);
        assert_eq!(journal::since(tx, ORDER, 10, 9).await?, newest_first[..2]);
        assert_eq!(journal::since(tx, ORDER, 0, 1).await?, newest_first[..1]);
        assert_eq!(journal::since(tx, ORDER, 30, 9).await?, []);
        assert_eq!(journal::older(tx, ConversationId::new(5), i64::MAX, 9).await?, []);
        let newer = journal::newer(tx, ORDER, 1, 2).await?;
        assert!(newer.iter().eq(newest_first[1..3].iter().rev()), "{newer:?}");
        let at = journal::at_many(tx, &[(ORDER, 5), (ORDER, 4)]).await?;
        assert_eq!(at, [None, Some(newest_first[0].clone())]);
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
}

async fn a_note_is_found_by_its_name(db: &Db) {
    with_a_shop(db).await;
    write(db).await;
    let found = async |number| {
        db.read(async move |tx| journal::find_by_client_id(tx, ORDER, GRACE, &name(number)).await).await.expect("reads")
    };
    assert_eq!(found(4).await, Some(note(4)));
    assert_eq!(found(3).await, None);
    let again = db
        .write(async |tx| {
            let twice = JournalEntry { seq: 5, id: JournalId::new(999), ..note(4) };
            journal::insert_many(tx, &[(ORDER, 40, &twice)]).await
        })
        .await;
    assert!(matches!(again, Err(Error::Conflict)));
}
