//! One step of an order, as an event tells it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use subrosa_proto::Timestamp;
use subrosa_proto::limits::{ORDER_ITEM_CHARACTERS, ORDER_ITEMS, ORDER_WORD_CHARACTERS};

use crate::who::Who;

/// Steps that are kept of one order.
pub const TELLINGS: u32 = 100;

/// What happened to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Completed,
    Updated,
    Refunded,
    Cancelled,
}

impl Step {
    /// The step that an event of this name is.
    pub(crate) fn of(event: &str) -> Option<Self> {
        match event {
            "Order Completed" => Some(Self::Completed),
            "Order Updated" => Some(Self::Updated),
            "Order Refunded" => Some(Self::Refunded),
            "Order Cancelled" => Some(Self::Cancelled),
            _ => None,
        }
    }
}

/// A step of an order. Amounts are decimal numbers as they were told, since only all steps together may say in which currency.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// The shop's id of the order.
    #[serde(skip)]
    pub order: String,
    /// When it happened.
    #[serde(skip)]
    pub at: Timestamp,
    pub step: Step,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ToldItem>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A product of an order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldItem {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    pub quantity: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
}

impl std::fmt::Debug for Telling {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Who bought what never reaches a log.
        formatter.write_str("Telling")
    }
}

impl Telling {
    /// The step in an event's properties.
    ///
    /// # Errors
    /// The field, and what is wrong.
    pub(crate) fn read(
        step: Step,
        properties: &Map<String, Value>,
        who: &Who,
        traits: &Map<String, Value>,
        at: Timestamp,
    ) -> Result<Self, String> {
        let order = word(properties, &["order_id", "orderId"]).ok_or("order_id: there is none")?;
        let products = match properties.get("products") {
            None | Some(Value::Null) => [].as_slice(),
            Some(Value::Array(products)) => products,
            Some(_) => return Err("products: a list".to_owned()),
        };
        let email = word(properties, &["email"]).or_else(|| word(traits, &["email"]));
        Ok(Self {
            order,
            at,
            step,
            number: word(properties, &["order_number", "orderNumber"]),
            currency: word(properties, &["currency"]).map(|code| code.to_ascii_uppercase()),
            total: amount(properties, &["total", "revenue", "value"])?,
            items: products.iter().take(ORDER_ITEMS).filter_map(item).collect(),
            user: who.user.clone(),
            email,
        })
    }
}

/// A product that says what it is.
fn item(product: &Value) -> Option<ToldItem> {
    let product = product.as_object()?;
    let sku = word(product, &["sku", "product_id", "productId"]);
    let name = line(product.get("name"), ORDER_ITEM_CHARACTERS).or_else(|| sku.clone())?;
    let quantity = product.get("quantity").and_then(whole).filter(|quantity| *quantity > 0).unwrap_or(1);
    let price = amount(product, &["price"]).ok().flatten();
    Some(ToldItem { sku, name, category: word(product, &["category"]), quantity, price })
}

fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The first of these fields that has a word.
fn word(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| line(fields.get(*name), ORDER_WORD_CHARACTERS))
}

fn line(value: Option<&Value>, most: usize) -> Option<String> {
    let written = match value? {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let plain: String = written.chars().filter(|letter| !letter.is_control()).take(most).collect();
    (!plain.is_empty()).then_some(plain)
}

/// The first of these fields that has an amount, as digits: never by way of a floating-point number's arithmetic.
fn amount(fields: &Map<String, Value>, names: &[&str]) -> Result<Option<String>, String> {
    for name in names {
        let digits = match fields.get(*name) {
            None | Some(Value::Null) => continue,
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) if !text.trim().is_empty() => text.trim().to_owned(),
            Some(_) => return Err(format!("{name}: an amount")),
        };
        return Ok(Some(digits));
    }
    Ok(None)
}
