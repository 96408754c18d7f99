//! Vouchers of campaigns' messages: codes are held for all of a batch who are to have one, and given to those to whom they are sent.
//!
//! Never: a code for two, a code that is given without its message, a campaign that goes on when its pool is dry.

use std::collections::{BTreeMap, BTreeSet};

use subrosa_proto::campaign::CampaignPause;
use subrosa_proto::{CampaignId, ConversationId, VoucherPoolId};
use subrosa_store::vouchers::{self, Given};
use subrosa_store::{Tx, campaigns, voucher_pools};

use crate::Error;
use crate::campaigns::{Promotion, Saying};

/// A code for each of these who is to have one, as far as there are any. They are held until the transaction ends.
pub(super) async fn hold(
    tx: &mut Tx<'_>,
    asked: &[(ConversationId, &Promotion)],
) -> Result<Vec<Option<String>>, Error> {
    let pools: Vec<Option<VoucherPoolId>> = asked.iter().map(|(_, promotion)| pool_of(promotion)).collect();
    let mut wanted: BTreeMap<VoucherPoolId, u32> = BTreeMap::new();
    for pool in pools.iter().flatten() {
        *wanted.entry(*pool).or_default() += 1;
    }
    let mut held = BTreeMap::new();
    for (pool, count) in wanted {
        held.insert(pool, vouchers::hold_free(tx, pool, count).await?.into_iter());
    }
    Ok(pools.into_iter().map(|pool| held.get_mut(&pool?)?.next()).collect())
}

const fn pool_of(promotion: &Promotion) -> Option<VoucherPoolId> {
    match &promotion.body {
        Ok(Saying::WithVoucher(pool, _)) => Some(*pool),
        _ => None,
    }
}

/// Writes which codes were given, counts them with their pools, and pauses the campaigns that lacked one because there are none. Campaigns' rows
/// are held already; the pools' come last.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    given: &[Given],
    lacking: &BTreeSet<(VoucherPoolId, CampaignId)>,
) -> Result<(), Error> {
    if !given.is_empty() {
        vouchers::give_many(tx, given).await?;
        let mut counts: BTreeMap<VoucherPoolId, i64> = BTreeMap::new();
        for one in given {
            *counts.entry(one.pool).or_default() += 1;
        }
        let counts: Vec<_> = counts.into_iter().map(|(pool, count)| (pool, -count, count)).collect();
        voucher_pools::count_many(tx, &counts).await?;
    }
    if lacking.is_empty() {
        return Ok(());
    }
    let pools: Vec<VoucherPoolId> = lacking.iter().map(|(pool, _)| *pool).collect();
    let left = voucher_pools::left(tx, &pools).await?;
    // Where codes are left, others hold them, and it is tried again.
    let dry: Vec<CampaignId> =
        lacking.iter().zip(left).filter(|(_, left)| *left == 0).map(|((_, campaign), _)| *campaign).collect();
    Ok(campaigns::pause_many(tx, &dry, CampaignPause::VouchersGone).await?)
}
