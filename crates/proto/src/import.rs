//! Tables that a brand brings in and takes out. A file comes a piece at a time, so that its size is of no matter: the answer says how far
//! the piece was read, and the next piece begins there.

use serde::{Deserialize, Serialize};

use crate::order::{OrderStatus, Payment};

/// What a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TableKind {
    Orders,
    /// What is known of customers.
    Contacts,
    /// What customers agreed to, or withdrew.
    Consents,
}

/// What can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ExportKind {
    Orders,
    /// What is known of customers.
    Contacts,
}

/// How letters are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TextEncoding {
    /// With or without a mark at its beginning.
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "utf-16le")]
    Utf16Le,
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// As older programs of the West write; ISO 8859-1 is part of it.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// What stands between the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Separator {
    Comma,
    Semicolon,
    Tab,
}

/// What stands before the decimals of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DecimalMark {
    Point,
    Comma,
}

/// What `3/4/2026` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// The beginning of a file, to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct LookRequest {
    #[cfg_attr(feature = "schema", param(inline))]
    pub kind: TableKind,
    /// The file's encoding; found out unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub encoding: Option<TextEncoding>,
    /// Found out unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub separator: Option<Separator>,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FileColumn {
    /// What its first line calls it.
    pub name: String,
    /// The field that it seems to be; absent when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, example = "placed_at"))]
    pub field: Option<String>,
    /// What stands in its first rows: at most 3.
    pub samples: Vec<String>,
}

/// How a file seems to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FileLook {
    pub encoding: TextEncoding,
    pub separator: Separator,
    pub decimal: DecimalMark,
    pub days: DayOrder,
    pub columns: Vec<FileColumn>,
    /// All fields that a column can be, in the order in which people look for them.
    pub fields: Vec<String>,
}

/// A piece of a file, and how it is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct ImportRequest {
    #[cfg_attr(feature = "schema", param(inline))]
    pub kind: TableKind,
    /// The field of each column in their order, with commas between them; nothing where a column is left out.
    #[cfg_attr(feature = "schema", param(max_length = 16000, example = "number,placed_at,,total"))]
    pub columns: String,
    #[cfg_attr(feature = "schema", param(inline))]
    pub encoding: TextEncoding,
    #[cfg_attr(feature = "schema", param(inline))]
    pub separator: Separator,
    /// The line of the file that the piece begins with. The first, which names the columns, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1))]
    pub line: Option<u32>,
    /// Whether the file ends with this piece. No unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<bool>,
    /// Only say what would become of it. No unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dry_run: Option<bool>,
    /// A point unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub decimal: Option<DecimalMark>,
    /// The day first unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub days: Option<DayOrder>,
    /// The time zone of moments that don't say theirs, by its IANA name. UTC unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(example = "Europe/Berlin"))]
    pub zone: Option<String>,
    /// The currency of orders that don't say theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^[A-Z]{3}$"))]
    pub currency: Option<String>,
    /// How orders stand that don't say. Open unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub status: Option<OrderStatus>,
    /// How the payment of orders stands that don't say. Pending unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub payment: Option<Payment>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RowProblem {
    /// The line of the file that the row begins on.
    pub line: u32,
    /// The field, and what is wrong.
    pub problem: String,
}

/// What became of a piece, or would.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportedPiece {
    /// How many bytes of it were read. The next piece begins there.
    pub consumed: u64,
    /// The line of the file that the next piece begins with.
    pub next_line: u32,
    /// Orders, customers or consents that stand in it, whatever became of them.
    pub records: u32,
    /// Orders that were not known.
    pub created: u32,
    pub updated: u32,
    /// What says what is known already.
    pub unchanged: u32,
    /// Orders of which something newer is known, which were left aside; consents of which it is, which were written down and do not count.
    pub stale: u32,
    /// Customers who are not: nobody is known by this.
    pub unknown: u32,
    pub refused: u32,
    /// What stands in the piece again further down, where it counts.
    pub repeated: u32,
    /// The first of what was refused or is not known: at most 20.
    pub problems: Vec<RowProblem>,
    /// A number for each order, customer or consent that was read, the same wherever it stands in the file: to tell what stands in it twice.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<i64>))]
    pub seen: Vec<u64>,
}

/// What to take out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct ExportRequest {
    #[cfg_attr(feature = "schema", param(inline))]
    pub kind: ExportKind,
}
