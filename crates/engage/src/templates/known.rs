//! What is known of whom a template is sent to: what stands in its blanks unless the sender says otherwise.

use std::collections::BTreeMap;

use subrosa_access::{Actor, ReadContact};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::conversations::Conversation;
use subrosa_store::{Tx, accounts, attributes, merged_contacts};

use crate::contacts::facts;
use crate::contacts::person::contacts;
use crate::orders::facts as facts_of_order;
use crate::orders::page::{FIRST, page};

/// The facts of an order that a template can name.
const OF_ORDER: [&str; 10] =
    ["number", "status", "payment", "placed_on", "total", "refunded", "items", "shipment", "carrier", "tracking"];

/// Whether a blank of this name can be filled at all.
pub(super) fn is_there(name: &str) -> bool {
    match name.split_once('.') {
        Some(("order", fact)) => OF_ORDER.contains(&fact),
        Some((of, _)) => of == "contact",
        None => true,
    }
}

/// What is known, by the names of blanks; and whether some of it is personal. A member who may not see what is known of customers has only
/// names put in.
pub(super) struct Known {
    pub(super) values: BTreeMap<String, String>,
    pub(super) is_personal: bool,
}

impl Known {
    /// The customer's language, as their attribute of this name says it.
    pub(super) fn language(&self) -> Option<&str> {
        self.values.get("contact.language").map(String::as_str)
    }

    pub(super) async fn read(
        tx: &mut Tx<'_>,
        actor: &Actor,
        (brand, contact): (AccountId, ConversationId),
        state: &Conversation,
    ) -> Result<Self, Error> {
        let mut values = BTreeMap::new();
        for member in &state.members {
            let name = if member.profile.id == brand { "brand" } else { "customer" };
            values.insert(name.to_owned(), member.profile.display_name.clone());
        }
        if let Some(person) = actor.person()
            && let Some(agent) = accounts::find(tx, person).await?
        {
            values.insert("agent".to_owned(), agent.profile.display_name);
        }
        if permitted::<ReadContact>(tx, actor, contact).await.is_err() {
            return Ok(Self { values, is_personal: false });
        }
        let before = values.len();
        let defined = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
        let of_contact = facts(tx, (brand, contact), &defined).await?;
        values.extend(of_contact.iter().map(|(name, value)| (format!("contact.{name}"), value.to_string())));
        let merged = merged_contacts::of(tx, brand, contact).await?;
        let newest = page(tx, brand, &contacts(contact, &merged), FIRST, 1).await?.orders.into_iter().next();
        if let Some(order) = newest {
            let of_order = facts_of_order::facts(&order);
            values.extend(of_order.iter().map(|(name, value)| (format!("order.{name}"), value.to_string())));
        }
        let is_personal = values.len() > before;
        Ok(Self { values, is_personal })
    }
}
