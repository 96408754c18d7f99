//! Merge contacts that are one person, and take them apart again. A link and nothing else: what is known of each stays its own, so that
//! what was is there again without it.

use subrosa_access::{Actor, MergeContacts};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::contact::{Contact, MergeContact};
use subrosa_proto::limits::MERGED_CONTACTS;
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::conversations::Conversation;
use subrosa_store::merged_contacts::{self, Merged};
use subrosa_store::{Tx, accounts, conversations};

use super::get::read;
use crate::Engage;

impl Engage {
    /// Says that two contacts of the brand are one person, with all contacts that either was merged with. Again is nothing.
    ///
    /// # Errors
    /// `not_found` (either is no customer of the brand), `invalid_parameter` (not one of conversation and handle, the same contact, or
    /// more than ten together), `forbidden`.
    pub async fn merge_contact(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        request: MergeContact,
    ) -> Result<Contact, Error> {
        let (asking, engage, now, person) = (*actor, self.clone(), self.messaging.now(), self.messaging.next_id());
        let changed = self.messaging.db().write(async move |tx| {
            let (permit, state) = permitted::<MergeContacts>(tx, &asking, conversation).await?;
            let (brand, member) = (permit.account()?, permit.person()?);
            accounts::lock(tx, brand).await?;
            let other = other(tx, brand, &request).await?;
            let (_, other_state) = permitted::<MergeContacts>(tx, &asking, other).await?;
            if other == conversation {
                return Err(wrong("conversation", "another customer"));
            }
            let (one, two) = (group(tx, brand, conversation).await?, group(tx, brand, other).await?);
            if !one.iter().any(|merged| merged.contact == other) {
                let merged = |contact| Merged { contact, person, at: now, by: member };
                let all: Vec<Merged> = one.iter().chain(&two).map(|known| merged(known.contact)).collect();
                if all.len() > MERGED_CONTACTS {
                    return Err(wrong("conversation", &format!("at most {MERGED_CONTACTS} are one person")));
                }
                merged_contacts::save_many(tx, brand, &all).await?;
                let deed = engage.deed(&asking, brand, AuditDeed::ContactsMerged).in_conversation(conversation);
                deed.about(handle(&other_state, brand)).note(tx).await?;
            }
            Ok::<_, Error>((read(tx, brand, &state).await?, changed(&[&state, &other_state], brand)))
        });
        let (contact, changed) = changed.await?;
        // It is kept; that a colleague learns of it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&changed).await;
        Ok(contact)
    }

    /// Lets a contact that was merged with another stand alone again.
    ///
    /// # Errors
    /// `not_found` when it is not merged with it, `forbidden`.
    pub async fn unmerge_contact(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        other: ConversationId,
    ) -> Result<Contact, Error> {
        let (asking, engage) = (*actor, self.clone());
        let changed = self.messaging.db().write(async move |tx| {
            let (permit, state) = permitted::<MergeContacts>(tx, &asking, conversation).await?;
            let brand = permit.account()?;
            accounts::lock(tx, brand).await?;
            let all = merged_contacts::of(tx, brand, conversation).await?;
            if other == conversation || !all.iter().any(|merged| merged.contact == other) {
                return Err(Error::new(ErrorCode::NotFound));
            }
            let (_, other_state) = permitted::<MergeContacts>(tx, &asking, other).await?;
            // One alone is no person with several.
            let leaving = if all.len() == 2 { vec![conversation, other] } else { vec![other] };
            merged_contacts::remove_many(tx, brand, &leaving).await?;
            let deed = engage.deed(&asking, brand, AuditDeed::ContactsUnmerged).in_conversation(conversation);
            deed.about(handle(&other_state, brand)).note(tx).await?;
            Ok::<_, Error>((read(tx, brand, &state).await?, changed(&[&state, &other_state], brand)))
        });
        let (contact, changed) = changed.await?;
        // It is kept; that a colleague learns of it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&changed).await;
        Ok(contact)
    }
}

/// The other contact that is meant.
async fn other(tx: &mut Tx<'_>, brand: AccountId, request: &MergeContact) -> Result<ConversationId, Error> {
    match (request.conversation, &request.handle) {
        (Some(conversation), None) => Ok(conversation),
        (None, Some(handle)) => {
            let handle = handle.trim().trim_start_matches('@').to_lowercase();
            let found = conversations::find_by_handles(tx, brand, &[&handle]).await?;
            found.into_iter().flatten().next().ok_or_else(|| Error::new(ErrorCode::NotFound))
        }
        _ => Err(wrong("conversation", "one of `conversation` and `handle`")),
    }
}

/// The contacts that a contact is merged with, itself among them.
async fn group(tx: &mut Tx<'_>, brand: AccountId, contact: ConversationId) -> Result<Vec<Merged>, Error> {
    let found = merged_contacts::of(tx, brand, contact).await?;
    let alone = Merged { contact, person: 0, at: subrosa_proto::Timestamp::default(), by: brand };
    Ok(if found.is_empty() { vec![alone] } else { found })
}

fn changed(states: &[&Conversation], brand: AccountId) -> Vec<(ConversationId, AccountId)> {
    let customers = states.iter().filter_map(|state| {
        let customer = state.members.iter().find(|member| member.profile.id != brand)?;
        Some((state.id, customer.profile.id))
    });
    customers.collect()
}

fn handle(state: &Conversation, brand: AccountId) -> String {
    let customer = state.members.iter().find(|member| member.profile.id != brand);
    customer.map(|customer| customer.profile.handle.clone()).unwrap_or_default()
}

fn wrong(field: &str, what: &str) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, what)
}
