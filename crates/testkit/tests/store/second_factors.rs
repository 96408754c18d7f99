//! Second factors and recovery codes.

use subrosa_store::second_factors::SecondFactor;
use subrosa_store::{Db, Error, recovery_codes, second_factors};

use crate::people::{ADA, GRACE, at, three};

crate::on_both!(a_secret_comes_into_force_once, wrong_codes_are_counted, a_recovery_code_works_once);

async fn find(db: &Db) -> Option<SecondFactor> {
    db.read(async |tx| second_factors::find(tx, ADA).await).await.expect("reads")
}

async fn a_secret_comes_into_force_once(db: &Db) {
    three(db).await;
    assert!(find(db).await.is_none());
    let begin = async |secret: &'static [u8]| {
        db.write(async move |tx| second_factors::begin(tx, ADA, secret).await).await.expect("writes")
    };
    assert!(begin(b"one\0").await && begin(b"two\xff").await, "another takes its place");
    let found = find(db).await.expect("is there");
    assert_eq!((found.secret.as_slice(), found.since, found.last_step), (b"two\xff".as_slice(), None, 0));
    db.write(async |tx| second_factors::confirm(tx, ADA, at(5)).await).await.expect("writes");
    assert!(!begin(b"three").await, "not once one is in force");
    assert_eq!(find(db).await.expect("is there").since, Some(at(5)));
    let remove = async || db.write(async |tx| second_factors::remove(tx, ADA).await).await.expect("writes");
    assert!(remove().await && !remove().await);
    assert!(find(db).await.is_none());
}

async fn wrong_codes_are_counted(db: &Db) {
    three(db).await;
    db.write(async |tx| {
        second_factors::begin(tx, ADA, b"secret").await?;
        second_factors::refuse(tx, ADA, 7, at(70)).await
    })
    .await
    .expect("writes");
    let found = find(db).await.expect("is there");
    assert_eq!((found.failures, found.blocked_until), (7, at(70)));
    db.write(async |tx| second_factors::take(tx, ADA, 42).await).await.expect("writes");
    let found = find(db).await.expect("is there");
    assert_eq!((found.failures, found.blocked_until, found.last_step), (0, at(0), 42));
}

async fn a_recovery_code_works_once(db: &Db) {
    three(db).await;
    db.write(async |tx| {
        recovery_codes::replace(tx, GRACE, &[[9; 32]]).await?;
        recovery_codes::replace(tx, ADA, &[[1; 32], [2; 32]]).await?;
        recovery_codes::replace(tx, ADA, &[[3; 32], [4; 32]]).await
    })
    .await
    .expect("writes");
    let use_up = async |hash: [u8; 32]| {
        db.write(async move |tx| recovery_codes::use_up(tx, ADA, &hash).await).await.expect("writes")
    };
    assert!(!use_up([1; 32]).await, "replaced");
    assert!(!use_up([9; 32]).await, "someone else's");
    assert!(use_up([3; 32]).await && !use_up([3; 32]).await);
    let left = db
        .read(async |tx| {
            Ok::<_, Error>((recovery_codes::count(tx, ADA).await?, recovery_codes::count(tx, GRACE).await?))
        })
        .await
        .expect("reads");
    assert_eq!(left, (1, 1));
}
