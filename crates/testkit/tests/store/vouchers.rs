//! Pools of vouchers, and who holds and gets their codes.

use subrosa_proto::voucher::VoucherPool;
use subrosa_proto::{CampaignId, ConversationId, VoucherPoolId};
use subrosa_store::campaign_deliveries::Key;
use subrosa_store::vouchers::Given;
use subrosa_store::{Db, Error, voucher_pools, vouchers};

use crate::people::{ADA, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    codes_are_added_held_and_given_once,
    what_another_holds_is_left_out,
    a_pool_is_removed_when_nothing_is_in_it
);

const POOL: VoucherPoolId = VoucherPoolId::new(7);
const SPRING: CampaignId = CampaignId::new(1);

const fn first(campaign: CampaignId, contact: ConversationId) -> Key {
    Key { campaign, contact, occurrence: 0 }
}

pub(crate) fn pool(id: VoucherPoolId) -> VoucherPool {
    VoucherPool { id, name: "Ünï 🙂".to_owned(), created_at: at(3), left: 0, given: 0 }
}

pub(crate) fn codes(from: i64, to: i64) -> Vec<String> {
    (from..=to).map(|number| format!("CODE-{number:06}")).collect()
}

async fn with_a_pool(db: &Db, count: i64) {
    with_a_shop(db).await;
    db.write(async move |tx| {
        voucher_pools::insert(tx, SHOP, &pool(POOL)).await?;
        vouchers::insert_many(tx, POOL, &codes(1, count)).await?;
        voucher_pools::count_many(tx, &[(POOL, count, 0)]).await
    })
    .await
    .expect("a pool");
}

async fn codes_are_added_held_and_given_once(db: &Db) {
    with_a_pool(db, 4).await;
    db.write(async |tx| {
        assert_eq!(voucher_pools::list(tx, SHOP, 9).await?, [VoucherPool { left: 4, ..pool(POOL) }]);
        assert_eq!(voucher_pools::find(tx, (ADA, POOL)).await?, None, "another's");
        assert_eq!(vouchers::are_known(tx, POOL, &codes(4, 5)).await?, [true, false]);
        assert_eq!(vouchers::are_known(tx, VoucherPoolId::new(8), &codes(4, 4)).await?, [false], "of another pool");
        let held = vouchers::hold_free(tx, POOL, 2).await?;
        assert_eq!(held, codes(1, 2));
        let given = |code: &String, delivery| Given { pool: POOL, code: code.clone(), delivery, at: at(9) };
        let again = Key { occurrence: 1, ..first(SPRING, TALK) };
        let (ordering, talking) = (first(SPRING, ORDER), first(SPRING, TALK));
        vouchers::give_many(tx, &[given(&held[0], ordering), given(&held[1], talking)]).await?;
        let held = vouchers::hold_free(tx, POOL, 1).await?;
        vouchers::give_many(tx, &[given(&held[0], again)]).await?;
        voucher_pools::count_many(tx, &[(POOL, -3, 3)]).await?;
        assert_eq!(vouchers::hold_free(tx, POOL, 9).await?, codes(4, 4), "what was given is nobody else's");
        assert_eq!(vouchers::are_known(tx, POOL, &codes(1, 1)).await?, [true], "and stays known");
        let of = [talking, first(CampaignId::new(2), TALK), ordering, again];
        let of = vouchers::of_deliveries(tx, &of).await?;
        let code = |number: usize| Some(format!("CODE-{number:06}"));
        assert_eq!(of, [code(2), None, code(1), code(3)], "each time has its own");
        assert_eq!(voucher_pools::left(tx, &[POOL, VoucherPoolId::new(8)]).await?, [1, 0]);
        Ok::<_, Error>(())
    })
    .await
    .expect("codes");
    let again = Given { pool: POOL, code: "CODE-000004".to_owned(), delivery: first(SPRING, ORDER), at: at(9) };
    let twice = db.write(async move |tx| vouchers::give_many(tx, std::slice::from_ref(&again)).await).await;
    assert!(twice.is_err(), "a delivery has one code");
    let same = db.write(async |tx| vouchers::insert_many(tx, POOL, &codes(1, 1)).await).await;
    assert!(same.is_err(), "a code is there once");
}

/// Two transactions at once never have the same code in hand. On SQLite they come one after the other.
async fn what_another_holds_is_left_out(db: &Db) {
    with_a_pool(db, 60).await;
    let take = async |contact: i64| {
        let taken = db.write(async move |tx| {
            let held = vouchers::hold_free(tx, POOL, 3).await?;
            let given: Vec<Given> = (0..)
                .zip(&held)
                .map(|(place, code)| Given {
                    pool: POOL,
                    code: code.clone(),
                    delivery: first(SPRING, ConversationId::new(contact * 10 + place)),
                    at: at(1),
                })
                .collect();
            vouchers::give_many(tx, &given).await?;
            let count = i64::try_from(given.len()).unwrap_or(0);
            voucher_pools::count_many(tx, &[(POOL, -count, count)]).await?;
            Ok::<_, Error>(held)
        });
        taken.await.expect("codes")
    };
    let mut all: Vec<String> = Vec::new();
    for round in 0..5 {
        let (a, b, c, d) =
            tokio::join!(take(round * 4 + 1), take(round * 4 + 2), take(round * 4 + 3), take(round * 4 + 4));
        all.extend([a, b, c, d].into_iter().flatten());
    }
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count, "none twice");
    let left = db.read(async |tx| voucher_pools::left(tx, &[POOL]).await).await.expect("a count");
    assert_eq!(left, [60 - i64::try_from(count).expect("few")]);
}

async fn a_pool_is_removed_when_nothing_is_in_it(db: &Db) {
    with_a_pool(db, 5).await;
    db.write(async |tx| {
        assert!(!voucher_pools::remove(tx, POOL).await?, "it has codes");
        let given = Given { pool: POOL, code: "CODE-000001".to_owned(), delivery: first(SPRING, ORDER), at: at(9) };
        vouchers::give_many(tx, &[given]).await?;
        assert_eq!(vouchers::remove_free(tx, POOL, 3).await?, 3);
        assert_eq!(vouchers::remove_free(tx, POOL, 3).await?, 1, "what was given is kept");
        voucher_pools::count_many(tx, &[(POOL, -5, 1)]).await?;
        assert!(!voucher_pools::remove(tx, POOL).await?, "it has given one");
        let other = VoucherPoolId::new(8);
        voucher_pools::insert(tx, SHOP, &pool(other)).await?;
        assert!(voucher_pools::remove(tx, other).await?);
        assert!(!voucher_pools::remove(tx, other).await?);
        Ok::<_, Error>(())
    })
    .await
    .expect("a pool");
}
