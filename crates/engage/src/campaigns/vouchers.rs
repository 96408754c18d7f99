//! The pool of which a campaign gives vouchers.

use subrosa_messaging::Error;
use subrosa_proto::{AccountId, ErrorCode, VoucherPoolId};
use subrosa_store::{Tx, voucher_pools};

/// Sees that the pool is the brand's; how many codes it has, if there is to be one.
///
/// # Errors
/// `invalid_parameter` with the field.
pub(super) async fn check(
    tx: &mut Tx<'_>,
    brand: AccountId,
    pool: Option<VoucherPoolId>,
) -> Result<Option<u64>, Error> {
    let Some(pool) = pool else { return Ok(None) };
    let found = voucher_pools::find(tx, (brand, pool)).await?;
    let found = found.ok_or_else(|| {
        Error::field(ErrorCode::InvalidParameter, "vouchers", "the brand has no such pool of vouchers")
    })?;
    Ok(Some(found.left))
}
