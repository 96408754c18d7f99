//! Identity providers of brands, whom they know, and who is under way to them.

use subrosa_proto::brand::Role;
use subrosa_proto::sign_on::Provider;
use subrosa_proto::{AccountId, DeviceId};
use subrosa_store::devices::NewDevice;
use subrosa_store::sign_on_ways::Way;
use subrosa_store::{Db, Error, brand_members, devices, sign_on_links, sign_on_providers, sign_on_ways};

use crate::people::{ADA, GRACE, LINUS, at, three};

crate::on_both!(
    a_brand_has_one_provider,
    whoever_did_not_come_by_it_is_told_apart,
    a_subject_is_one_person,
    a_way_is_gone_once,
    those_under_way_are_few,
);

fn provider(is_required: bool) -> Provider {
    Provider {
        issuer: "https://login.example.com".to_owned(),
        client_id: "subrosa".to_owned(),
        domains: vec!["example.com".to_owned(), "example.net".to_owned()],
        role: Role::Agent,
        is_required,
        since: at(3),
    }
}

async fn save(db: &Db, brand: AccountId, provider: Provider) {
    db.write(async move |tx| sign_on_providers::save(tx, brand, &provider, "hush").await).await.expect("writes");
}

async fn a_brand_has_one_provider(db: &Db) {
    three(db).await;
    let find = async || {
        db.read(async |tx| {
            let secret = sign_on_providers::secret(tx, LINUS).await?;
            Ok::<_, Error>((sign_on_providers::find(tx, LINUS).await?, secret))
        })
        .await
        .expect("reads")
    };
    assert_eq!(find().await, (None, None));
    save(db, LINUS, provider(false)).await;
    save(db, LINUS, provider(true)).await;
    assert_eq!(find().await, (Some(provider(true)), Some("hush".to_owned())));
    let remove = async || db.write(async |tx| sign_on_providers::remove(tx, LINUS).await).await.expect("writes");
    assert!(remove().await && !remove().await);
}

async fn whoever_did_not_come_by_it_is_told_apart(db: &Db) {
    three(db).await;
    db.write(async |tx| {
        for (number, person, role) in [(71, ADA, Role::Owner), (72, GRACE, Role::Agent)] {
            brand_members::insert(tx, LINUS, person, role, (at(1), Some(at(1)))).await?;
            let token = [u8::try_from(number).unwrap_or_default(); 32];
            let device = NewDevice {
                id: DeviceId::new(number),
                account: person,
                name: "test",
                token_hash: &token,
                request_key: None,
                address_key: None,
                created_at: at(1),
            };
            devices::insert(tx, &device).await?;
        }
        Ok::<_, Error>(())
    })
    .await
    .expect("writes");
    let admitted = async |device: u8| {
        let found = db.read(async move |tx| brand_members::find_by_token(tx, LINUS, &[device; 32]).await).await;
        found.expect("reads").expect("is a member").is_admitted
    };
    let sessions = async || {
        let both = [(LINUS, DeviceId::new(71)), (LINUS, DeviceId::new(72))];
        db.read(async move |tx| brand_members::newest_numbers(tx, &both).await).await.expect("reads").len()
    };
    save(db, LINUS, provider(false)).await;
    assert!(admitted(71).await && admitted(72).await);
    assert_eq!(sessions().await, 2);
    save(db, LINUS, provider(true)).await;
    assert!(admitted(71).await && !admitted(72).await, "an owner has to get in");
    assert_eq!(sessions().await, 1);
    let strangers = async || {
        let found = db.read(async |tx| sign_on_providers::strangers(tx, LINUS).await).await.expect("reads");
        found.into_iter().filter(|device| [71, 72].contains(&device.number())).collect::<Vec<_>>()
    };
    assert_eq!(strangers().await, [DeviceId::new(72)]);
    db.write(async |tx| devices::set_sign_on(tx, DeviceId::new(72), LINUS).await).await.expect("writes");
    assert!(admitted(72).await);
    assert_eq!((sessions().await, strangers().await), (2, vec![]));
}

async fn a_subject_is_one_person(db: &Db) {
    three(db).await;
    let issuer = "https://login.example.com";
    let insert = async |subject: &'static str, account| {
        db.write(async move |tx| sign_on_links::insert(tx, (issuer, subject), account, at(5)).await)
            .await
            .expect("writes")
    };
    assert!(insert("1", ADA).await && insert("2", ADA).await && !insert("1", GRACE).await);
    let find = async |subject: &'static str| {
        db.read(async move |tx| sign_on_links::find(tx, issuer, subject).await).await.expect("reads")
    };
    assert_eq!((find("1").await, find("3").await, find("\0").await), (Some(ADA), None, None));
    let good = async || db.read(async |tx| sign_on_links::is_any_good(tx, ADA).await).await.expect("reads");
    assert!(!good().await, "no brand has this provider");
    save(db, LINUS, provider(false)).await;
    assert!(good().await);
    let links = db.read(async |tx| sign_on_links::list(tx, ADA).await).await.expect("reads");
    assert_eq!(links.iter().map(|link| (link.issuer.as_str(), link.since)).collect::<Vec<_>>(), [(issuer, at(5)); 2]);
    let remove = async || db.write(async move |tx| sign_on_links::remove(tx, ADA, issuer).await).await.expect("writes");
    assert_eq!((remove().await, remove().await), (2, 0));
}

async fn set_out(db: &Db, state: u8, ends: i64, most: u32) {
    db.write(async move |tx| {
        let way = Way {
            brand: LINUS,
            issuer: "https://login.example.com".to_owned(),
            account: Some(ADA),
            device: Some(DeviceId::new(9)),
            nonce: "nonce".to_owned(),
            verifier: "verifier".to_owned(),
        };
        sign_on_ways::insert(tx, &[state; 32], &way, (at(0), at(ends)), most).await
    })
    .await
    .expect("writes");
}

async fn come_back(db: &Db, state: u8, now: i64) -> Option<Way> {
    db.write(async move |tx| sign_on_ways::take(tx, &[state; 32], at(now)).await).await.expect("writes")
}

async fn a_way_is_gone_once(db: &Db) {
    set_out(db, 1, 10, 10).await;
    assert!(come_back(db, 1, 10).await.is_none() && come_back(db, 2, 5).await.is_none());
    let way = come_back(db, 1, 5).await.expect("in time");
    assert_eq!((way.brand, way.account, way.device), (LINUS, Some(ADA), Some(DeviceId::new(9))));
    assert_eq!((way.nonce.as_str(), way.verifier.as_str()), ("nonce", "verifier"));
    assert!(come_back(db, 1, 5).await.is_none());
}

async fn those_under_way_are_few(db: &Db) {
    for state in 1..=6 {
        set_out(db, state, 10 + i64::from(state), 4).await;
    }
    let mut left = Vec::new();
    for state in 1..=6 {
        if come_back(db, state, 1).await.is_some() {
            left.push(state);
        }
    }
    assert_eq!(left, [3, 4, 5, 6]);
}
