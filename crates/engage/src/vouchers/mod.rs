//! Pools of vouchers, out of which campaigns give one to each contact.
//!
//! Never: a code in a log, a code that is given here (that is done where it is sent).

mod add;
mod clear;
mod codes;
mod create;
mod list;
mod remove;

use subrosa_messaging::Error;
use subrosa_proto::voucher::VoucherPool;
use subrosa_proto::{AccountId, ErrorCode, VoucherPoolId};
use subrosa_store::{Tx, voucher_pools};

/// One of a brand's.
async fn seen(tx: &mut Tx<'_>, brand: AccountId, pool: VoucherPoolId) -> Result<VoucherPool, Error> {
    voucher_pools::find(tx, (brand, pool)).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))
}

fn wrong(field: &str, what: impl Into<String>) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, what)
}
