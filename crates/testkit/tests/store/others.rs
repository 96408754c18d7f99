//! Counters, invites, avatars, pictures outside, jobs and the store's own facts.

use subrosa_proto::sync::Epoch;
use subrosa_store::jobs::Lease;
use subrosa_store::{Db, Error, accounts, avatars, counters, invites, jobs, media, meta};

use crate::people::{ADA, GRACE, at, three};

crate::on_both!(
    numbers_are_taken_once,
    an_invite_is_used_up,
    an_image_is_kept_while_it_is_shown,
    a_picture_outside_is_removed_unless_it_is_kept,
    jobs_are_done_in_order,
    a_job_in_the_act_of_being_claimed_is_passed_over,
    the_epoch_stays
);

async fn numbers_are_taken_once(db: &Db) {
    three(db).await;
    let (one, many) = db
        .write(async |tx| {
            let one = counters::take(tx, ADA, 2).await?;
            Ok::<_, Error>((one, counters::take_many(tx, &[(ADA, 3), (GRACE, 1)]).await?))
        })
        .await
        .expect("writes");
    assert_eq!((one, many.as_slice()), (2, [5, 1].as_slice()));
    let newest = db.read(async |tx| counters::newest(tx, ADA).await).await.expect("reads");
    assert_eq!(newest, 5);
    // A number that was taken by a command that failed is free again.
    let failed = db
        .write(async |tx| {
            counters::take(tx, ADA, 100).await?;
            Err::<(), _>(Error::Unavailable("on purpose".to_owned()))
        })
        .await;
    assert!(failed.is_err());
    let next = db.write(async |tx| counters::take(tx, ADA, 1).await).await.expect("writes");
    assert_eq!(next, 6);
}

async fn an_invite_is_used_up(db: &Db) {
    db.write(async |tx| invites::insert(tx, b"code", 2, at(1), at(100)).await).await.expect("writes");
    let take = async |code: &'static [u8], now: i64| {
        db.write(async move |tx| invites::take(tx, code, at(now)).await).await.expect("writes")
    };
    assert!(!take(b"other", 50).await);
    assert!(!take(b"code", 100).await, "expired");
    assert!(take(b"code", 99).await && take(b"code", 99).await);
    assert!(!take(b"code", 99).await, "used up");
}

async fn an_image_is_kept_while_it_is_shown(db: &Db) {
    three(db).await;
    let image: &'static [u8] = &[0, 255, 1, 254];
    let find = async || db.read(async |tx| avatars::find(tx, "hash").await).await.expect("reads");
    db.write(async move |tx| {
        avatars::insert(tx, "hash", image).await?;
        avatars::insert(tx, "hash", image).await?;
        let mut profile = accounts::find(tx, ADA).await?.expect("is there").profile;
        profile.avatar = Some("hash".to_owned());
        accounts::set_profile(tx, &profile, 1).await?;
        avatars::remove_unused(tx, "hash").await
    })
    .await
    .expect("writes");
    assert_eq!(find().await.as_deref(), Some(image));
    db.write(async |tx| {
        let mut profile = accounts::find(tx, ADA).await?.expect("is there").profile;
        profile.avatar = None;
        accounts::set_profile(tx, &profile, 2).await?;
        avatars::remove_unused(tx, "hash").await
    })
    .await
    .expect("writes");
    assert_eq!(find().await, None);
}

async fn a_picture_outside_is_removed_unless_it_is_kept(db: &Db) {
    let claim = async |now: i64| {
        let claimed = db.write(async move |tx| media::claim_due(tx, at(now), at(now + 10)).await).await;
        claimed.expect("writes").map(|(account, name)| (account, name.clone()))
    };
    let kept = db
        .write(async |tx| {
            media::insert(tx, ADA, "shown", at(20)).await?;
            media::insert(tx, GRACE, "shown", at(30)).await?;
            media::insert(tx, ADA, "never", at(10)).await?;
            let kept = media::keep(tx, ADA, "shown", at(20)).await?;
            // Of another moment, of another's: nothing.
            let wrong = media::keep(tx, ADA, "never", at(11)).await? || media::keep(tx, ADA, "absent", at(10)).await?;
            // One that is kept is not forgotten by mistake.
            media::forget(tx, ADA, "shown").await?;
            Ok::<_, Error>((kept, wrong))
        })
        .await
        .expect("writes");
    assert_eq!(kept, (true, false));
    assert_eq!(claim(9).await, None);
    assert_eq!(claim(10).await, Some((ADA, "never".to_owned())));
    assert_eq!(claim(19).await, None, "it is being removed");
    let late = db.write(async |tx| media::keep(tx, ADA, "never", at(10)).await).await.expect("writes");
    assert!(!late, "its removal has begun");
    assert_eq!(claim(20).await, Some((ADA, "never".to_owned())), "whoever removed it died");
    db.write(async |tx| media::forget(tx, ADA, "never").await).await.expect("writes");
    assert_eq!(claim(30).await, Some((GRACE, "shown".to_owned())));
    db.write(async |tx| {
        media::forget(tx, GRACE, "shown").await?;
        media::let_go(tx, ADA, "in the database", at(1)).await?;
        media::let_go(tx, ADA, "shown", at(50)).await
    })
    .await
    .expect("writes");
    assert_eq!((claim(49).await, claim(50).await), (None, Some((ADA, "shown".to_owned()))));
}

const fn lease(holder: i64, until: i64) -> Lease {
    Lease { holder, until: at(until) }
}

async fn jobs_are_done_in_order(db: &Db) {
    db.write(async |tx| {
        jobs::insert(tx, 2, "later", GRACE).await?;
        jobs::insert(tx, 1, "first", ADA).await
    })
    .await
    .expect("writes");
    let claim = async |now: i64, holder: i64| {
        let claimed = db.write(async move |tx| jobs::claim(tx, at(now), lease(holder, now + 10)).await).await;
        claimed.expect("writes")
    };
    let advance = async |id: i64, holder: i64, position: i64| {
        let advanced = db.write(async move |tx| jobs::advance(tx, id, lease(holder, 20), position).await).await;
        advanced.expect("writes")
    };
    let is_any_left = async || db.read(async |tx| jobs::is_any_left(tx).await).await.expect("reads");
    assert!(is_any_left().await);
    let job = claim(100, 7).await.expect("a job");
    assert_eq!((job.id, job.kind.as_str(), job.account, job.position), (1, "first", ADA, 0));
    assert!(advance(1, 7, 40).await && !advance(1, 8, 41).await);
    // The second is free, and then none is, until the first worker is taken for dead.
    assert_eq!(claim(15, 8).await.map(|job| job.id), Some(2));
    assert_eq!(claim(15, 9).await, None);
    let again = claim(21, 9).await.expect("a job");
    assert_eq!((again.id, again.position), (1, 40));
    assert!(!advance(1, 7, 50).await);
    let finish = async |id: i64, holder: i64| {
        db.write(async move |tx| jobs::finish(tx, id, lease(holder, 0)).await).await.expect("writes")
    };
    assert!(!finish(1, 7).await && finish(1, 9).await);
    db.write(async |tx| jobs::release(tx, 2, lease(8, 0)).await).await.expect("writes");
    assert_eq!(claim(1, 3).await.map(|job| job.id), Some(2));
    assert!(finish(2, 3).await);
    assert!(claim(1_000, 3).await.is_none() && !is_any_left().await);
}

/// While one transaction claims a job, another takes the next one and does not wait.
async fn a_job_in_the_act_of_being_claimed_is_passed_over(db: &Db) {
    db.write(async |tx| {
        jobs::insert(tx, 1, "first", ADA).await?;
        jobs::insert(tx, 2, "later", ADA).await
    })
    .await
    .expect("writes");
    let mut claims = tokio::task::JoinSet::new();
    for holder in 3..23 {
        let db = db.clone();
        claims.spawn(async move { db.write(async move |tx| jobs::claim(tx, at(1), lease(holder, 100)).await).await });
    }
    let claimed = claims.join_all().await;
    let mut ids: Vec<i64> =
        claimed.into_iter().filter_map(|claimed| claimed.expect("writes")).map(|job| job.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, [1, 2]);
}

async fn the_epoch_stays(db: &Db) {
    assert_eq!(db.epoch(), Epoch(1));
    db.read(async |tx| meta::probe(tx).await).await.expect("reads");
    let epoch = async |fresh: u64| db.write(async move |tx| meta::epoch(tx, Epoch(fresh)).await).await.expect("writes");
    assert_eq!(epoch(9).await, Epoch(1));
    db.write(async |tx| meta::set_epoch(tx, Epoch(u64::MAX)).await).await.expect("writes");
    assert_eq!(epoch(9).await, Epoch(u64::MAX));
}
