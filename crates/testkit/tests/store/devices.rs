//! Devices.

use subrosa_proto::account::AccountKind;
use subrosa_proto::{AccountId, DeviceId};
use subrosa_store::devices::{self, ByToken, NewDevice};
use subrosa_store::{Db, accounts, counters};

use crate::people::{ADA, GRACE, at, three};

crate::on_both!(a_device_is_found_by_its_token_and_its_request, devices_come_and_go, what_arrives_only_rises);

const FIRST: DeviceId = DeviceId::new(7_000_000_000_001);
const SECOND: DeviceId = DeviceId::new(7_000_000_000_002);

fn device(id: DeviceId, account: AccountId, token: &'static [u8], key: Option<&'static str>) -> NewDevice<'static> {
    NewDevice {
        id,
        account,
        name: "browser",
        token_hash: token,
        request_key: key,
        address_key: Some(b"address"),
        created_at: at(3),
    }
}

async fn insert(db: &Db, new: NewDevice<'static>) -> DeviceId {
    db.write(async move |tx| devices::insert(tx, &new).await).await.expect("inserts")
}

fn by_token(is_disabled: bool) -> ByToken {
    ByToken { account: ADA, device: FIRST, is_disabled, kind: AccountKind::Person }
}

async fn a_device_is_found_by_its_token_and_its_request(db: &Db) {
    three(db).await;
    assert_eq!(insert(db, device(FIRST, ADA, b"one", Some("key"))).await, FIRST);
    // The same request again keeps the device and takes the new token.
    assert_eq!(insert(db, device(SECOND, ADA, b"two", Some("key"))).await, FIRST);
    // Without a key nothing is the same.
    assert_eq!(insert(db, device(SECOND, ADA, b"three", None)).await, SECOND);
    db.read(async |tx| {
        assert_eq!(devices::find_by_token(tx, b"one").await?, None);
        assert_eq!(devices::find_by_token(tx, b"two").await?, Some(by_token(false)));
        assert_eq!(devices::find_by_request(tx, ADA, "key").await?, Some(FIRST));
        assert_eq!(devices::find_by_request(tx, GRACE, "key").await?, None);
        assert!(devices::knows_address(tx, ADA, b"address").await?);
        assert!(!devices::knows_address(tx, ADA, b"elsewhere").await?);
        assert!(!devices::knows_address(tx, GRACE, b"address").await?);
        Ok::<_, subrosa_store::Error>(())
    })
    .await
    .expect("reads");
    let is_active = async |account: AccountId| {
        db.read(async move |tx| devices::is_active(tx, account, FIRST).await).await.expect("reads")
    };
    assert!(is_active(ADA).await && !is_active(GRACE).await);
    let newest = async || {
        let unknown: Vec<DeviceId> = (1..=40).map(DeviceId::new).collect();
        let asked = [unknown, vec![FIRST, SECOND]].concat();
        let mut found = db.read(async move |tx| devices::newest_numbers(tx, &asked).await).await.expect("reads");
        found.sort_unstable();
        found
    };
    let number = db.read(async |tx| counters::newest(tx, ADA).await).await.expect("reads");
    assert_eq!(newest().await, [(FIRST, ADA, number), (SECOND, ADA, number)]);
    db.write(async |tx| accounts::set_disabled(tx, ADA, Some(at(9)), 1).await).await.expect("writes");
    assert!(!is_active(ADA).await);
    assert_eq!(newest().await, []);
    let found = db.read(async |tx| devices::find_by_token(tx, b"two").await).await.expect("reads");
    assert_eq!(found, Some(by_token(true)));
}

async fn devices_come_and_go(db: &Db) {
    three(db).await;
    for (id, token) in [(FIRST, b"one"), (SECOND, b"two")] {
        insert(db, device(id, ADA, token, None)).await;
    }
    db.write(async |tx| devices::set_last_seen(tx, SECOND, at(50)).await).await.expect("writes");
    let listed = db.read(async |tx| devices::list(tx, ADA).await).await.expect("reads");
    let seen: Vec<_> = listed.iter().map(|one| (one.id, one.name.as_str(), one.last_seen_at)).collect();
    assert_eq!(seen, [(FIRST, "browser", at(3)), (SECOND, "browser", at(50))]);
    let removed = db.write(async |tx| devices::remove(tx, GRACE, FIRST).await).await.expect("writes");
    assert!(!removed, "it is not hers");
    let removed = db.write(async |tx| devices::remove_others(tx, ADA, Some(SECOND)).await).await.expect("writes");
    assert_eq!(removed, [FIRST]);
    let removed = db.write(async |tx| devices::remove_others(tx, ADA, None).await).await.expect("writes");
    assert_eq!(removed, [SECOND]);
    insert(db, device(FIRST, ADA, b"one", None)).await;
    assert!(db.write(async |tx| devices::remove(tx, ADA, FIRST).await).await.expect("writes"));
}

async fn what_arrives_only_rises(db: &Db) {
    three(db).await;
    insert(db, device(FIRST, ADA, b"one", None)).await;
    let raise = async |number: i64| {
        db.write(async move |tx| devices::raise_acked(tx, FIRST, number).await).await.expect("writes")
    };
    assert_eq!(raise(5).await, Some(0));
    assert_eq!(raise(4).await, None);
    assert_eq!(raise(9).await, Some(5));
    db.write(async |tx| devices::reset_acked(tx).await).await.expect("writes");
    assert_eq!(raise(1).await, Some(0));
}
