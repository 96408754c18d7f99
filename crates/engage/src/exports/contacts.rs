//! Customers as lines: the account, the identities that are verified, and the values of the brand's attributes.

use std::collections::HashMap;

use subrosa_messaging::Error;
use subrosa_proto::contact::{Attribute, Identity, IdentityKind, Proof};
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_sheet::{Table, text};
use subrosa_store::conversations::Conversation;
use subrosa_store::{Tx, attributes, contact_values, conversations, identities, members};

use super::export::{At, Page};
use crate::Engage;
use crate::attributes::value;

/// Contacts of one page.
const PAGE: u32 = 200;

/// Columns before those of the attributes.
const COLUMNS: [&str; 5] = ["handle", "name", "email", "phone", "external_id"];

/// A contact, and what is known of it.
struct Known {
    conversation: Conversation,
    identities: Vec<Identity>,
    values: HashMap<String, String>,
}

impl Engage {
    pub(super) async fn contacts_table(&self, brand: AccountId, at: At) -> Result<Page, Error> {
        let (after, named) = match at {
            At::Contact(after, named) => (after, Some(named)),
            _ => (ConversationId::new(0), None),
        };
        let found = self.messaging.db().read(async move |tx| {
            let defined = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
            let ids = members::conversations_after(tx, brand, after, PAGE).await?;
            Ok((defined, known(tx, brand, &ids).await?, ids))
        });
        let (defined, known, ids) = found.await.map_err(|error: subrosa_store::Error| Error::from(error))?;
        let (mut table, defined) = match named {
            Some(named) => (Table::default(), named),
            None => (Table::new(&heads(&defined).iter().map(String::as_str).collect::<Vec<_>>()), defined),
        };
        for known in &known {
            line(&mut table, brand, known, &defined);
        }
        let is_last = ids.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
        let next = ids.last().filter(|_| !is_last).map_or(At::End, |last| At::Contact(*last, defined.clone()));
        Ok((table.text(), next))
    }
}

async fn known(tx: &mut Tx<'_>, brand: AccountId, ids: &[ConversationId]) -> Result<Vec<Known>, subrosa_store::Error> {
    let states = conversations::find_many(tx, ids).await?;
    let identities = identities::of_contacts(tx, brand, ids).await?;
    let values = contact_values::of_contacts(tx, brand, ids).await?;
    let all = states.into_iter().zip(identities).zip(values);
    let known = all.filter_map(|((conversation, identities), values)| {
        // Who has said nothing yet is nobody's customer.
        let conversation = conversation.filter(|state| state.head > 0)?;
        Some(Known { conversation, identities, values: values.into_iter().collect() })
    });
    Ok(known.collect())
}

fn heads(defined: &[Attribute]) -> Vec<String> {
    let attributes = defined.iter().map(|attribute| format!("attribute.{}", attribute.name));
    COLUMNS.iter().map(|head| (*head).to_owned()).chain(attributes).collect()
}

fn line(table: &mut Table, brand: AccountId, known: &Known, defined: &[Attribute]) {
    let Some(customer) = known.conversation.members.iter().find(|member| member.profile.id != brand) else { return };
    let identity = |kind| {
        let verified = known.identities.iter().find(|one| one.kind == kind && one.proof == Proof::Verified);
        verified.map_or_else(String::new, |one| text(&one.value))
    };
    let values = defined.iter().map(|attribute| {
        let value = known.values.get(&attribute.name);
        // What does not fit its attribute any more would not come in again.
        let value = value.filter(|value| value::read(attribute.kind, value).is_some());
        value.map_or_else(String::new, |value| text(value))
    });
    let about = [
        text(&customer.profile.handle),
        text(&customer.profile.display_name),
        identity(IdentityKind::Email),
        identity(IdentityKind::Phone),
        identity(IdentityKind::ExternalId),
    ];
    table.row(about.into_iter().chain(values));
}
