//! Events.

use subrosa_proto::{ClientId, EventId};
use subrosa_store::events::{self, NewMessage};
use subrosa_store::{Db, Error};
use uuid::Uuid;

use crate::people::{ADA, GRACE, TALK, message, name, three, write_messages};

crate::on_both!(
    a_log_is_paged_both_ways,
    a_span_of_a_log_is_known_by_its_seqs,
    a_send_is_found_by_its_name,
    a_place_is_taken_once,
    a_number_leads_to_its_seq
);

async fn filled(db: &Db) {
    three(db).await;
    db.write(async |tx| write_messages(tx, 30).await).await.expect("writes");
}

fn seqs(events: &[subrosa_proto::event::Event]) -> Vec<i64> {
    events.iter().map(|event| event.seq).collect()
}

async fn a_log_is_paged_both_ways(db: &Db) {
    filled(db).await;
    db.read(async |tx| {
        assert_eq!(seqs(&events::older(tx, TALK, 31, 3).await?), [30, 29, 28]);
        assert_eq!(seqs(&events::older(tx, TALK, 3, 9).await?), [2, 1]);
        let newer = events::newer(tx, TALK, 27, 9).await?;
        assert_eq!(seqs(&newer), [28, 29, 30]);
        assert_eq!(newer[0].body.get(), r#"{"v":1,"text":"text 28"}"#);
        assert_eq!((newer[0].author, newer[0].client_id, newer[0].id), (ADA, name(28), EventId::new(10_028)));
        assert_eq!(seqs(&events::newer(tx, TALK, 0, 2).await?), [1, 2]);
        let at = events::at_many(tx, &[(TALK, 7), (TALK, 31), (TALK, 2)]).await?;
        assert_eq!(
            at.iter().map(|event| event.as_ref().map(|event| event.seq)).collect::<Vec<_>>(),
            [Some(7), None, Some(2)]
        );
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
}

async fn a_span_of_a_log_is_known_by_its_seqs(db: &Db) {
    filled(db).await;
    db.read(async |tx| {
        assert_eq!(seqs(&events::between(tx, TALK, 28, 30).await?), [28, 29, 30]);
        assert_eq!(seqs(&events::between(tx, TALK, 29, 99).await?), [29, 30]);
        assert_eq!(seqs(&events::between(tx, TALK, 31, 30).await?), [] as [i64; 0]);
        assert_eq!(events::id_at(tx, TALK, 28).await?, Some(EventId::new(10_028)));
        assert_eq!(events::id_at(tx, TALK, 31).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
}

async fn a_send_is_found_by_its_name(db: &Db) {
    filled(db).await;
    let unknown = ClientId(Uuid::from_u128(99));
    let names = [(TALK, ADA, name(3)), (TALK, GRACE, name(3)), (TALK, ADA, unknown), (TALK, ADA, name(1))];
    let found = db.read(async move |tx| events::find_by_client_ids(tx, &names).await).await.expect("reads");
    let found: Vec<_> = found.iter().map(|event| event.as_ref().map(|event| event.seq)).collect();
    assert_eq!(found, [Some(3), None, None, Some(1)]);
}

async fn a_place_is_taken_once(db: &Db) {
    filled(db).await;
    let seq_again = NewMessage { client_id: name(77), id: EventId::new(1), ..message(30, b"{}") };
    let name_again = NewMessage { seq: 31, id: EventId::new(2), ..message(30, b"{}") };
    for (what, again) in [("seq", seq_again), ("client id", name_again)] {
        // Together with one that could stand alone: nothing of the command remains.
        let outcome = db
            .write(async move |tx| {
                events::insert_many(tx, &[message(32, b"{}")]).await?;
                events::insert_many(tx, &[again]).await
            })
            .await;
        assert!(matches!(outcome, Err(Error::Conflict)), "{what}");
    }
    let newest = db.read(async |tx| events::older(tx, TALK, i64::MAX, 1).await).await.expect("reads");
    assert_eq!(seqs(&newest), [30]);
}

async fn a_number_leads_to_its_seq(db: &Db) {
    filled(db).await;
    db.read(async |tx| {
        // For the lower account an event's number is its seq, for the other ten times that.
        assert_eq!(events::seq_at_number(tx, TALK, 0, 0, 12).await?, 12);
        assert_eq!(events::seq_at_number(tx, TALK, 1, 0, 125).await?, 12);
        assert_eq!(events::seq_at_number(tx, TALK, 0, 20, 12).await?, 20, "not below the floor");
        assert_eq!(events::count_inbound(tx, TALK, GRACE, 10, 15).await?, 5);
        assert_eq!(events::count_inbound(tx, TALK, ADA, 10, 15).await?, 0);
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
}
