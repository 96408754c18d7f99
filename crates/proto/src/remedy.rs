//! What a brand offers to settle a dispute: money back, the thing once more, or a voucher.
//!
//! Never: that it is carried out. What was agreed is done in the shop, and the order changes when the shop says so.

use serde::{Deserialize, Serialize};

use crate::limits::{ORDER_AMOUNT, ORDER_ITEM_CHARACTERS, REMEDY_ITEMS, VOUCHER_CODE_CHARACTERS};
use crate::{money, object, text};

/// An amount of money in the currency's smallest unit (ISO 4217).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Worth {
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1_000_000_000_000_i64, example = 990))]
    pub amount: i64,
    /// Three capital letters.
    #[cfg_attr(feature = "schema", schema(pattern = "^[A-Z]{3}$", example = "EUR"))]
    pub currency: String,
}

/// What is sent once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReplacedItem {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200, example = "Blue bowl"))]
    pub name: String,
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1_000_000))]
    pub quantity: i64,
}

/// Things that are sent once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Replacement {
    #[serde(deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub items: Vec<ReplacedItem>,
}

/// A voucher of the shop: what it is worth, its code, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Voucher {
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "object::optional")]
    pub worth: Option<Worth>,
    /// What is typed in at the shop. The customer reads it once the voucher is theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "SORRY-10"))]
    pub code: Option<String>,
}

/// What is to settle a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Remedy {
    /// Money back for an order: no more than its total less what was given back already.
    Refund(#[serde(deserialize_with = "object::one")] Worth),
    Replacement(#[serde(deserialize_with = "object::one")] Replacement),
    Voucher(#[serde(deserialize_with = "object::one")] Voucher),
}

impl Worth {
    fn check(&self) -> Result<(), &'static str> {
        if !money::is_currency(&self.currency) {
            return Err("a currency is three capital letters");
        }
        if (1..=ORDER_AMOUNT).contains(&self.amount) { Ok(()) } else { Err("an amount is 1 to 1,000,000,000,000") }
    }

    fn text(&self) -> String {
        money::text(self.amount, &self.currency)
    }
}

impl Remedy {
    /// Checks its shape.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check(&self) -> Result<(), &'static str> {
        match self {
            Self::Refund(worth) => worth.check(),
            Self::Replacement(Replacement { items }) => {
                if items.is_empty() || items.len() > REMEDY_ITEMS {
                    return Err("a replacement is 1 to 20 items");
                }
                let fits = |item: &ReplacedItem| {
                    text::check_line(&item.name, ORDER_ITEM_CHARACTERS, false).is_ok()
                        && (1..=1_000_000).contains(&item.quantity)
                };
                if items.iter().all(fits) { Ok(()) } else { Err("an item has a name on one line and a quantity") }
            }
            Self::Voucher(Voucher { worth: None, code: None }) => Err("a voucher has a worth, a code or both"),
            Self::Voucher(Voucher { worth, code }) => {
                worth.as_ref().map_or(Ok(()), Worth::check)?;
                let fits = |code: &String| text::check_line(code, VOUCHER_CODE_CHARACTERS, false).is_ok();
                if code.as_ref().is_none_or(fits) { Ok(()) } else { Err("a code is 1 to 60 characters on one line") }
            }
        }
    }

    /// The same as the customer may see it before it is theirs.
    #[must_use]
    pub fn without_code(&self) -> Self {
        match self {
            Self::Voucher(Voucher { worth, .. }) => Self::Voucher(Voucher { worth: worth.clone(), code: None }),
            other => other.clone(),
        }
    }

    /// In English, for who can't show cards: `a refund of 9.90 EUR`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Refund(worth) => format!("a refund of {}", worth.text()),
            Self::Replacement(Replacement { items }) => {
                let items: Vec<_> = items.iter().map(|item| format!("{} × {}", item.quantity, item.name)).collect();
                format!("a replacement: {}", items.join(", "))
            }
            Self::Voucher(Voucher { worth, code }) => {
                let worth = worth.as_ref().map(|worth| format!(" of {}", worth.text())).unwrap_or_default();
                let code = code.as_ref().map(|code| format!(" (code {code})")).unwrap_or_default();
                format!("a voucher{worth}{code}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Remedy> {
        serde_json::from_str::<Remedy>(text).ok().filter(|remedy| remedy.check().is_ok())
    }

    #[test]
    fn a_remedy_has_one_form_and_bounds() {
        let refund = read(r#"{"refund":{"amount":990,"currency":"EUR"}}"#).expect("a refund");
        assert_eq!(refund.text(), "a refund of 9.90 EUR");
        let voucher = read(r#"{"voucher":{"worth":{"amount":1000,"currency":"JPY"},"code":"SORRY"}}"#).expect("one");
        assert_eq!(voucher.text(), "a voucher of 1000 JPY (code SORRY)");
        assert_eq!(voucher.without_code().text(), "a voucher of 1000 JPY");
        let again = read(r#"{"replacement":{"items":[{"name":"Bowl","quantity":2}]}}"#).expect("one");
        assert_eq!(again.text(), "a replacement: 2 × Bowl");
        for wrong in [
            r#"{"refund":{"amount":0,"currency":"EUR"}}"#,
            r#"{"refund":{"amount":990,"currency":"eur"}}"#,
            r#"{"refund":[990,"EUR"]}"#,
            r#"{"refund":{"amount":990,"currency":"EUR","more":1}}"#,
            r#"{"replacement":{"items":[]}}"#,
            r#"{"replacement":{"items":[{"name":"two\nlines","quantity":1}]}}"#,
            r#"{"voucher":{}}"#,
            r#"{"voucher":{"code":""}}"#,
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
