//! Passkeys, and what they are to sign.

use subrosa_proto::PasskeyId;
use subrosa_store::passkeys::NewPasskey;
use subrosa_store::{Db, passkey_challenges, passkeys, second_factors};

use crate::people::{ADA, GRACE, at, three};

crate::on_both!(
    a_passkey_is_one_persons,
    a_passkey_goes_from_state_to_state,
    a_challenge_is_taken_once_by_whom_it_is_for,
    challenges_are_few,
    tries_are_counted_without_an_app,
);

/// Ada's or Grace's, whose credential is the number.
async fn add(db: &Db, account: subrosa_proto::AccountId, id: i64, credential: u8) -> bool {
    db.write(async move |tx| {
        let passkey = NewPasskey {
            id: PasskeyId::new(id),
            account,
            name: "Ünï 🙂",
            credential: &[credential, 0, 0xff],
            public_key: b"key\0",
            state: &[0; 7],
            created_at: at(id),
        };
        passkeys::insert(tx, &passkey).await
    })
    .await
    .expect("writes")
}

async fn a_passkey_is_one_persons(db: &Db) {
    three(db).await;
    assert!(add(db, ADA, 1, 1).await && add(db, ADA, 2, 2).await && add(db, GRACE, 3, 3).await);
    assert!(!add(db, GRACE, 4, 1).await, "the credential is Ada's");
    let (hers, credentials, count) = db
        .read(async |tx| {
            let all = (passkeys::list(tx, ADA).await?, passkeys::credentials(tx, ADA).await?);
            Ok::<_, subrosa_store::Error>((all.0, all.1, passkeys::count(tx, ADA).await?))
        })
        .await
        .expect("reads");
    let shown: Vec<_> = hers.iter().map(|one| (one.id.number(), one.name.as_str(), one.created_at)).collect();
    assert_eq!(shown, [(1, "Ünï 🙂", at(1)), (2, "Ünï 🙂", at(2))]);
    assert_eq!((credentials, count), (vec![vec![1, 0, 0xff], vec![2, 0, 0xff]], 2));

    let renamed = db.write(async |tx| passkeys::rename(tx, ADA, PasskeyId::new(2), "Key").await).await;
    assert_eq!(renamed.expect("writes").expect("is hers").name, "Key");
    let of_another = db.write(async |tx| passkeys::rename(tx, ADA, PasskeyId::new(3), "Key").await).await;
    assert!(of_another.expect("writes").is_none());
    let remove = async |id| db.write(async move |tx| passkeys::remove(tx, ADA, PasskeyId::new(id)).await).await;
    assert!(remove(1).await.expect("writes"));
    assert!(!remove(1).await.expect("writes") && !remove(3).await.expect("writes"));
    assert_eq!(db.write(async |tx| passkeys::remove_all(tx, ADA).await).await.expect("writes"), 1);
    assert_eq!(db.read(async |tx| passkeys::count(tx, GRACE).await).await.expect("reads"), 1);
}

async fn a_passkey_goes_from_state_to_state(db: &Db) {
    three(db).await;
    add(db, ADA, 1, 1).await;
    let keys =
        async |account| db.read(async move |tx| passkeys::keys(tx, account, &[1, 0, 0xff]).await).await.expect("reads");
    assert!(keys(GRACE).await.is_none());
    let found = keys(ADA).await.expect("is hers");
    assert_eq!((found.id.number(), found.public_key.as_slice()), (1, b"key\0".as_slice()));
    let next = async |before: [u8; 7], after: [u8; 7]| {
        let used =
            db.write(async move |tx| passkeys::use_once(tx, (ADA, PasskeyId::new(1)), (&before, &after), at(9)).await);
        used.await.expect("writes")
    };
    assert!(next([0; 7], [1; 7]).await);
    assert!(!next([0; 7], [2; 7]).await, "it is in another by now");
    assert!(next([1; 7], [1; 7]).await, "some never count");
    assert_eq!(keys(ADA).await.expect("is hers").state, [1; 7]);
    let hers = db.read(async |tx| passkeys::list(tx, ADA).await).await.expect("reads");
    assert_eq!(hers.first().and_then(|one| one.last_used_at), Some(at(9)));
}

async fn hand_out(db: &Db, challenge: u8, account: Option<subrosa_proto::AccountId>, times: (i64, i64)) {
    db.write(async move |tx| {
        let times = (at(times.0), at(times.1));
        passkey_challenges::insert(tx, &[challenge; 16], account, &[challenge], times).await
    })
    .await
    .expect("writes");
}

async fn take(db: &Db, challenge: u8, account: Option<subrosa_proto::AccountId>, now: i64) -> Option<Vec<u8>> {
    let taken = db.write(async move |tx| passkey_challenges::take(tx, &[challenge; 16], account, at(now)).await);
    taken.await.expect("writes")
}

async fn a_challenge_is_taken_once_by_whom_it_is_for(db: &Db) {
    hand_out(db, 1, None, (0, 10)).await;
    hand_out(db, 2, Some(ADA), (0, 10)).await;
    assert!(take(db, 1, Some(ADA), 5).await.is_none() && take(db, 2, None, 5).await.is_none());
    assert!(take(db, 2, Some(GRACE), 5).await.is_none() && take(db, 1, None, 10).await.is_none());
    assert_eq!(take(db, 1, None, 5).await, Some(vec![1]));
    assert!(take(db, 1, None, 5).await.is_none());
    hand_out(db, 3, Some(ADA), (1, 10)).await;
    assert!(take(db, 2, Some(ADA), 5).await.is_none(), "there is a newer one");
    hand_out(db, 4, None, (10, 20)).await;
    assert!(take(db, 3, Some(ADA), 5).await.is_none(), "it was forgotten after its time");
}

async fn challenges_are_few(db: &Db) {
    for number in 1..=6 {
        hand_out(db, number, None, (0, 10 + i64::from(number))).await;
    }
    hand_out(db, 7, Some(ADA), (0, 10)).await;
    db.write(async |tx| passkey_challenges::keep(tx, 4).await).await.expect("writes");
    let mut left = Vec::new();
    for number in 1..=6 {
        if take(db, number, None, 1).await.is_some() {
            left.push(number);
        }
    }
    assert_eq!(left, [3, 4, 5, 6], "the oldest give way");
    assert!(take(db, 7, Some(ADA), 1).await.is_some(), "strangers do not take away what the signed-in have");
}

async fn tries_are_counted_without_an_app(db: &Db) {
    three(db).await;
    let begin = async || db.write(async |tx| second_factors::find_or_begin(tx, ADA).await).await.expect("writes");
    let begun = begin().await;
    assert!(begun.secret.is_empty() && begun.since.is_none());
    db.write(async |tx| second_factors::refuse(tx, ADA, 3, at(30)).await).await.expect("writes");
    assert_eq!(begin().await.failures, 3);
}
