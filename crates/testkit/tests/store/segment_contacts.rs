//! The contacts that are kept with segments.

use subrosa_proto::saved_segment::SegmentKind;
use subrosa_proto::segment::Rule;
use subrosa_proto::{ConversationId, SegmentId, Timestamp};
use subrosa_store::segment_contacts::{self, Claimed, MOVES_KEPT, Moved, State};
use subrosa_store::segments::{self, Kept};
use subrosa_store::{Db, Error, Tx, contact_values};

use crate::people::{ORDER, SHOP, at, with_a_shop};

crate::on_both!(
    who_is_in_is_kept_and_told,
    one_is_at_a_segment_at_a_time,
    what_is_over_is_forgotten,
    old_moves_are_removed
);

const LIVE: SegmentId = SegmentId::new(1);
/// As if everyone was looked at just now.
const NEVER: Timestamp = Timestamp::from_microseconds(-1);

async fn make(tx: &mut Tx<'_>, id: SegmentId, kind: SegmentKind) -> Result<(), Error> {
    let (name, rule) = (id.to_string(), Rule::Consent("offers".to_owned()));
    let kept = Kept { id, name, rule, kind, contacts: 0, is_ready: false, created_at: at(1), changed_at: at(1) };
    segments::insert(tx, SHOP, &kept).await
}

fn contacts(numbers: &[i64]) -> Vec<ConversationId> {
    numbers.iter().copied().map(ConversationId::new).collect()
}

fn moved(entered: &[i64], left: &[i64], is_told: bool) -> Moved {
    Moved { entered: contacts(entered), left: contacts(left), is_told }
}

async fn who_is_in_is_kept_and_told(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        make(tx, LIVE, SegmentKind::Live).await?;
        segment_contacts::apply(tx, LIVE, &moved(&[3, 1, 2], &[], false), at(5)).await?;
        segment_contacts::apply(tx, LIVE, &moved(&[3, 4], &[1, 9], true), at(6)).await?;
        let page = segment_contacts::page(tx, LIVE, ConversationId::new(2), 9).await?;
        assert_eq!(page, [(ConversationId::new(3), at(5)), (ConversationId::new(4), at(6))]);
        assert_eq!(segment_contacts::page(tx, LIVE, ConversationId::new(0), 1).await?.len(), 1);
        let mut all = segment_contacts::all(tx, LIVE).await?;
        all.sort_unstable();
        assert_eq!(all, contacts(&[2, 3, 4]));
        assert_eq!(segment_contacts::which(tx, LIVE, &contacts(&[1, 2])).await?, [false, true]);
        let moves = segment_contacts::moves(tx, LIVE, 0, 9).await?;
        let told: Vec<_> =
            moves.iter().map(|one| (one.number, one.contact.number(), one.has_entered, one.at)).collect();
        assert_eq!(told, [(1, 1, false, at(6)), (2, 4, true, at(6))], "those who moved, and no others");
        assert_eq!(segment_contacts::moves(tx, LIVE, 1, 9).await?.len(), 1);
        let kept = segments::find(tx, (SHOP, LIVE)).await?.expect("it is there");
        assert_eq!((kept.contacts, kept.kind, kept.is_ready), (3, SegmentKind::Live, false));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn claim(tx: &mut Tx<'_>, now: i64) -> Result<Option<Claimed>, Error> {
    let is_any = segment_contacts::is_any_free(tx, at(now), NEVER).await?;
    let claimed = segment_contacts::claim(tx, at(now), NEVER, at(now + 100)).await?;
    assert_eq!(claimed.is_some(), is_any);
    Ok(claimed)
}

async fn one_is_at_a_segment_at_a_time(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| make(tx, LIVE, SegmentKind::Live).await).await.expect("makes it");
    db.write(async |tx| {
        let first = claim(tx, 10).await?.expect("it is to be filled");
        assert_eq!((first.state, first.followed), (State::Live, None));
        assert_eq!(claim(tx, 20).await?, None, "someone is at it");
        assert!(segment_contacts::hold(tx, &first, at(200)).await?);
        let first = Claimed { until: at(200), ..first };
        assert_eq!(claim(tx, 150).await?, None);
        let second = claim(tx, 300).await?.expect("the first has taken too long");
        assert!(!segment_contacts::hold(tx, &first, at(999)).await?);
        assert!(!segment_contacts::release(tx, &first, (1, at(300))).await?);
        assert!(segment_contacts::release(tx, &second, (1, at(300))).await?);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
    db.write(async |tx| {
        let nothing = claim(tx, 400).await?;
        assert_eq!(nothing, None, "nobody has changed");
        contact_values::save_many(tx, (SHOP, ORDER), &[("tier", "gold")], at(1)).await
    })
    .await
    .expect("works");
    db.write(async |tx| {
        let claimed = claim(tx, 500).await?.expect("somebody has");
        assert_eq!((claimed.followed, claimed.looked_at), (Some(1), at(300)));
        let rule = Rule::All(Vec::new());
        assert!(segments::update(tx, (SHOP, LIVE), ("Other", &rule, SegmentKind::Live), at(6)).await?);
        assert!(!segment_contacts::release(tx, &claimed, (2, at(500))).await?, "it is another by now");
        let anew = claim(tx, 501).await?.expect("it is found anew");
        assert_eq!((anew.followed, &anew.rule), (None, &rule));
        segment_contacts::release(tx, &anew, (2, at(501))).await?;
        let late = segment_contacts::claim(tx, at(700), at(501), at(800)).await?;
        assert_eq!(late.map(|late| late.id), Some(LIVE), "everyone is looked at now and then");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_is_over_is_forgotten(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        make(tx, LIVE, SegmentKind::Live).await?;
        segment_contacts::apply(tx, LIVE, &moved(&[1, 2, 3], &[], true), at(5)).await?;
        assert!(segments::remove(tx, (SHOP, LIVE)).await?);
        assert!(segments::list(tx, SHOP, 9).await?.is_empty());
        let claimed = claim(tx, 10).await?.expect("it is to be forgotten");
        assert_eq!(claimed.state, State::Over);
        assert!(segment_contacts::forget(tx, LIVE, 2).await?);
        assert!(segment_contacts::forget(tx, LIVE, 2).await?);
        assert!(!segment_contacts::forget(tx, LIVE, 2).await?);
        segment_contacts::release(tx, &claimed, (0, at(10))).await?;
        segment_contacts::bury(tx, LIVE).await?;
        make(tx, LIVE, SegmentKind::List).await?;
        let claimed = claim(tx, 20).await?.expect("a list is filled");
        assert_eq!(claimed.state, State::List);
        segment_contacts::bury(tx, LIVE).await?;
        segment_contacts::release(tx, &claimed, (0, at(20))).await?;
        assert_eq!(claim(tx, 30).await?, None, "once");
        assert!(segments::find(tx, (SHOP, LIVE)).await?.is_some_and(|kept| kept.is_ready), "nobody removed it");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn old_moves_are_removed(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        make(tx, LIVE, SegmentKind::Live).await?;
        // As many as it takes, in few writes: one who comes and goes.
        let all: Vec<i64> = (1..=MOVES_KEPT / 20).collect();
        for _ in 0..11 {
            segment_contacts::apply(tx, LIVE, &moved(&all, &[], true), at(5)).await?;
            segment_contacts::apply(tx, LIVE, &moved(&[], &all, true), at(6)).await?;
        }
        let oldest = segment_contacts::moves(tx, LIVE, 0, 1).await?;
        assert_eq!(oldest.first().map(|one| one.number), Some(2 * MOVES_KEPT / 20 + 1));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
