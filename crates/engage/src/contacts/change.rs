//! Change what a brand knows of a customer.

use std::collections::{BTreeMap, HashMap};

use subrosa_access::{Actor, ChangeContact};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::contact::{
    AttributeValue, Contact, ContactChange, Identity, IdentityKind, IdentityName, Proof, SaveIdentity,
};
use subrosa_proto::limits::{BRAND_ATTRIBUTES, CONTACT_IDENTITIES};
use subrosa_proto::{AccountId, ConversationId, ErrorCode, Timestamp};
use subrosa_store::{Tx, accounts, attributes, contact_orders, contact_values, identities};

use super::get::read;
use crate::attributes::value;
use crate::rules::attributes_changed;
use crate::tracking::adopt;
use crate::{Engage, keys};

/// What is asked for, as far as it can be checked without the store.
#[derive(Clone)]
struct Wanted {
    now: Timestamp,
    attributes: BTreeMap<String, Option<AttributeValue>>,
    identities: Vec<Identity>,
    remove: Vec<(IdentityKind, String)>,
}

impl Engage {
    /// Changes attributes and identities, all or nothing, and returns the contact as it is then. An identity that becomes verified
    /// brings the orders that carry it; one that is forgotten takes them away, unless something else links them.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `invalid_parameter` with the field, `identity_taken`.
    pub async fn change_contact(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        change: ContactChange,
    ) -> Result<Contact, Error> {
        let (asking, engage) = (*actor, self.clone());
        let wanted = Wanted::of(change, self.messaging.now())?;
        let changed = self.messaging.db().write(async move |tx| {
            let (permit, state) = permitted::<ChangeContact>(tx, &asking, conversation).await?;
            let brand = permit.account()?;
            let has_moves = wanted.write(tx, &engage, (brand, conversation)).await?;
            let deed = engage.deed(&asking, brand, AuditDeed::ContactChanged).in_conversation(conversation);
            deed.about(wanted.names()).note(tx).await?;
            Ok::<_, Error>((read(tx, brand, &state).await?, has_moves))
        });
        let (contact, has_moves) = changed.await?;
        if has_moves {
            self.messaging.wake_jobs();
        }
        // It is kept; that a colleague learns of it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&[(conversation, contact.account.id)]).await;
        Ok(contact)
    }
}

impl Wanted {
    fn of(change: ContactChange, now: Timestamp) -> Result<Self, Error> {
        let most = usize::try_from(CONTACT_IDENTITIES).unwrap_or(usize::MAX);
        if change.identities.len() > most || change.remove_identities.len() > most {
            return Err(wrong("identities", &format!("at most {CONTACT_IDENTITIES}")));
        }
        let identity = |SaveIdentity { kind, value, proof }: SaveIdentity| {
            if proof == Proof::Platform {
                return Err(wrong("identities", "`claimed` or `verified`; the platform's proof is the server's own"));
            }
            Ok(Identity { kind, value: key("identities", kind, &value)?, proof, since: now })
        };
        let name = |IdentityName { kind, value }: IdentityName| Ok((kind, key("remove_identities", kind, &value)?));
        Ok(Self {
            now,
            attributes: change.attributes,
            identities: change.identities.into_iter().map(identity).collect::<Result<_, Error>>()?,
            remove: change.remove_identities.into_iter().map(name).collect::<Result<_, Error>>()?,
        })
    }

    /// Which attributes, and kinds of identities: their names, and not what is known by them.
    fn names(&self) -> String {
        let attributes = self.attributes.keys().cloned();
        let is_identity = !(self.identities.is_empty() && self.remove.is_empty());
        attributes.chain(is_identity.then(|| "identities".to_owned())).collect::<Vec<_>>().join(", ")
    }

    /// Whether events of visitors are left to be moved.
    async fn write(
        &self,
        tx: &mut Tx<'_>,
        engage: &Engage,
        (brand, contact): (AccountId, ConversationId),
    ) -> Result<bool, Error> {
        if !self.attributes.is_empty() {
            self.write_attributes(tx, brand, contact).await?;
        }
        if !(self.identities.is_empty() && self.remove.is_empty()) {
            // Orders that are told meanwhile see the identities as they were, or as they will be.
            accounts::lock(tx, brand).await?;
            let known = self.write_identities(tx, brand, contact).await?;
            return adopt(tx, engage, (brand, contact), &known, self.now).await;
        }
        Ok(false)
    }

    async fn write_attributes(&self, tx: &mut Tx<'_>, brand: AccountId, contact: ConversationId) -> Result<(), Error> {
        let known = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
        let (mut kept, mut forgotten) = (Vec::new(), Vec::new());
        for (name, value) in &self.attributes {
            let field = format!("attributes.{name}");
            let Some(attribute) = known.iter().find(|attribute| attribute.name == *name) else {
                // What a client made up is not said back at length.
                return Err(wrong("attributes", "the brand has no attribute of this name"));
            };
            match value {
                None => forgotten.push(name.as_str()),
                Some(value) => {
                    let written = value::write(attribute.kind, value).map_err(|what| wrong(&field, what))?;
                    kept.push((name.as_str(), written));
                }
            }
        }
        let kept: Vec<(&str, &str)> = kept.iter().map(|(name, written)| (*name, written.as_str())).collect();
        let before: HashMap<String, String> =
            contact_values::of_contact(tx, brand, contact).await?.into_iter().collect();
        contact_values::save_many(tx, (brand, contact), &kept, self.now).await?;
        contact_values::remove_many(tx, (brand, contact), &forgotten).await?;
        let other = kept.iter().filter(|(name, value)| before.get(*name).is_none_or(|before| before != value));
        let gone = forgotten.iter().filter(|name| before.contains_key(**name));
        let changed: Vec<&str> = other.map(|(name, _)| *name).chain(gone.copied()).collect();
        attributes_changed(tx, (brand, contact), &changed, self.now).await
    }

    /// All identities that are known then.
    async fn write_identities(
        &self,
        tx: &mut Tx<'_>,
        brand: AccountId,
        contact: ConversationId,
    ) -> Result<Vec<Identity>, Error> {
        let forgotten: Vec<_> = self.remove.iter().map(|(kind, value)| (*kind, value.as_str())).collect();
        identities::remove_many(tx, (brand, contact), &forgotten).await?;
        let proving: Vec<_> = self.identities.iter().filter(|one| one.proof > Proof::Claimed).collect();
        let names: Vec<_> = proving.iter().map(|one| (one.kind, one.value.as_str())).collect();
        let holders = identities::proved(tx, brand, &names).await?;
        if holders.iter().flatten().any(|holder| *holder != contact) {
            return Err(Error::new(ErrorCode::IdentityTaken));
        }
        identities::save_many(tx, (brand, contact), &self.identities).await?;
        let now_known = identities::of_contact(tx, brand, contact).await?;
        if now_known.len() > usize::try_from(CONTACT_IDENTITIES).unwrap_or(usize::MAX) {
            return Err(wrong("identities", &format!("a contact has at most {CONTACT_IDENTITIES}")));
        }
        if !forgotten.is_empty() {
            contact_orders::unlink_contact(tx, brand, contact).await?;
        }
        for one in now_known.iter().filter(|one| one.proof > Proof::Claimed) {
            contact_orders::link_by_identity(tx, (brand, contact), one.kind, &one.value).await?;
        }
        Ok(now_known)
    }
}

fn key(field: &str, kind: IdentityKind, value: &str) -> Result<String, Error> {
    let what = match kind {
        IdentityKind::Email => "an e-mail address",
        IdentityKind::Phone => "a phone number of 5 to 15 digits",
        IdentityKind::ExternalId => "1 to 254 characters on one line",
        IdentityKind::Subrosa => "the account here is known, and is not changed",
    };
    keys::identity(kind, value).ok_or_else(|| wrong(field, what))
}

fn wrong(field: &str, what: &str) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, what)
}
