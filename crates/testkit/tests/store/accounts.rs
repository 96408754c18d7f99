//! Accounts.

use subrosa_proto::AccountId;
use subrosa_store::accounts::NewAccount;
use subrosa_store::{Db, Error, accounts, counters};

use crate::people::{ADA, GRACE, LINUS, at, person, three};

crate::on_both!(
    an_account_is_found_in_every_way,
    handles_and_subjects_are_unique,
    what_changes_is_read_back,
    accounts_are_listed_by_id,
);

async fn an_account_is_found_in_every_way(db: &Db) {
    let new = NewAccount {
        bio: "Älter als 好",
        password_hash: Some("$argon2id$…"),
        platform: Some(("https://example.org", "4711")),
        kind: subrosa_proto::account::AccountKind::Person,
        ..person(ADA, "ada")
    };
    db.write(async move |tx| accounts::insert(tx, &new).await).await.expect("inserts");
    let (by_id, by_handle, by_platform, hash, number) = db
        .read(async |tx| {
            Ok::<_, Error>((
                accounts::find(tx, ADA).await?,
                accounts::find_by_handle(tx, "ada").await?,
                accounts::find_by_platform(tx, "https://example.org", "4711").await?,
                accounts::password_hash(tx, ADA).await?,
                counters::newest(tx, ADA).await?,
            ))
        })
        .await
        .expect("reads");
    for found in [by_id, by_handle, by_platform] {
        let found = found.expect("is found");
        assert_eq!((found.profile.id, found.profile.bio.as_str()), (ADA, "Älter als 好"));
        assert_eq!((found.created_at, found.has_password, found.last_seen_at, found.number), (at(1), true, None, 0));
        assert!(!found.profile.disabled && found.profile.avatar.is_none());
    }
    assert_eq!((hash.as_deref(), number), (Some("$argon2id$…"), 0));
    let nobody = db.read(async |tx| accounts::find_by_handle(tx, "nobody").await).await.expect("reads");
    assert!(nobody.is_none());
    db.write(async |tx| {
        accounts::lock(tx, ADA).await?;
        assert_eq!(accounts::platform_issuer(tx, ADA).await?.as_deref(), Some("https://example.org"));
        assert!(accounts::find_by_handle(tx, "a\0da").await?.is_none());
        assert!(accounts::find_by_platform(tx, "https://example.org", "4\x007").await?.is_none());
        assert!(subrosa_store::avatars::find(tx, "\0").await?.is_none());
        Ok::<_, Error>(())
    })
    .await
    .expect("what can't be there is not found");
}

async fn handles_and_subjects_are_unique(db: &Db) {
    three(db).await;
    let again = db.write(async |tx| accounts::insert(tx, &person(ADA, "other")).await).await;
    assert!(matches!(again, Err(Error::Conflict)), "the id");
    let again = db.write(async |tx| accounts::insert(tx, &person(AccountId::new(44), "ada")).await).await;
    assert!(matches!(again, Err(Error::Conflict)), "the handle");
    let of_the_platform = |id, handle| NewAccount { platform: Some(("issuer", "subject")), ..person(id, handle) };
    let first = of_the_platform(AccountId::new(55), "first");
    db.write(async move |tx| accounts::insert(tx, &first).await).await.expect("inserts");
    let second = of_the_platform(AccountId::new(66), "second");
    let again = db.write(async move |tx| accounts::insert(tx, &second).await).await;
    assert!(matches!(again, Err(Error::Conflict)), "the subject");
    let second = db.read(async |tx| accounts::find_by_handle(tx, "second").await).await.expect("reads");
    assert!(second.is_none(), "nothing of it remains");
}

async fn what_changes_is_read_back(db: &Db) {
    three(db).await;
    let found = db
        .write(async |tx| {
            let mut profile = accounts::find(tx, ADA).await?.expect("is there").profile;
            profile.display_name = "Ada Lovelace".to_owned();
            profile.bio = "Numbers".to_owned();
            profile.avatar = Some("abc".to_owned());
            accounts::set_profile(tx, &profile, 7).await?;
            accounts::set_password_hash(tx, ADA, "hash").await?;
            accounts::set_last_seen(tx, ADA, at(90)).await?;
            // Never goes back.
            accounts::set_last_seen(tx, ADA, at(80)).await?;
            accounts::find(tx, ADA).await
        })
        .await
        .expect("writes")
        .expect("is there");
    assert_eq!((found.profile.display_name.as_str(), found.profile.avatar.as_deref()), ("Ada Lovelace", Some("abc")));
    assert_eq!((found.number, found.has_password, found.last_seen_at), (7, true, Some(at(90))));
    for (since, disabled) in [(Some(at(5)), true), (None, false)] {
        db.write(async move |tx| accounts::set_disabled(tx, ADA, since, 8).await).await.expect("writes");
        let found = db.read(async |tx| accounts::find(tx, ADA).await).await.expect("reads").expect("is there");
        assert_eq!((found.profile.disabled, found.number), (disabled, 8));
    }
}

async fn accounts_are_listed_by_id(db: &Db) {
    three(db).await;
    let ids = async |after: i64, limit: u32| {
        let listed =
            db.read(async move |tx| accounts::list(tx, AccountId::new(after), limit).await).await.expect("reads");
        listed.into_iter().map(|account| account.profile.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(0, 2).await, [ADA, GRACE]);
    assert_eq!(ids(GRACE.number(), 9).await, [LINUS]);
}
