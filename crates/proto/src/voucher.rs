//! Vouchers: codes of a brand's shop in pools, out of which campaigns give one to each contact, none of them twice.
//!
//! Never: what a code is worth (the shop knows), a code in a log.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::VoucherPoolId;
use crate::time::Timestamp;

/// What stands where a code will: in previews and tests, where no real one is given.
pub const SAMPLE_VOUCHER: &str = "SAMPLE-CODE";

/// Codes of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VoucherPool {
    pub id: VoucherPoolId,
    pub name: String,
    pub created_at: Timestamp,
    /// Codes that nobody has.
    pub left: u64,
    /// Codes that were given: never again.
    pub given: u64,
}

/// The pools of a brand, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VoucherPoolList {
    pub pools: Vec<VoucherPool>,
}

/// A pool to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewVoucherPool {
    /// 1 to 60 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "Spring, ten percent"))]
    pub name: String,
}

/// Codes to put into a pool: as a list, or as a table. One of both.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AddVouchers {
    /// Each 1 to 60 characters without spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_items = 10_000, nullable = false))]
    pub codes: Option<Vec<String>>,
    /// Instead: CSV, a code on each line: in the column that is called `code`, or else in the first one. At most 10,000 lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, example = "code\nSPRING-7K2Q\nSPRING-9M4X"))]
    pub csv: Option<String>,
}

impl fmt::Debug for AddVouchers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Codes never reach a log.
        formatter.write_str("AddVouchers")
    }
}

/// How many codes a campaign takes, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VoucherNeed {
    /// At most, if it began now.
    pub needed: u64,
    pub left: u64,
}
