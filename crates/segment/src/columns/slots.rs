//! A place for each contact, by which all columns go.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;
use subrosa_proto::ConversationId;

/// Contacts by place: those of the beginning in rising order, those who came later in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Slots {
    contacts: Vec<ConversationId>,
    /// So many are in rising order.
    in_order: usize,
    /// The places of the others.
    later: HashMap<ConversationId, usize>,
}

impl Slots {
    pub(super) fn of(mut contacts: Vec<ConversationId>) -> Self {
        contacts.sort_unstable();
        contacts.dedup();
        Self { in_order: contacts.len(), contacts, later: HashMap::new() }
    }

    pub(super) const fn len(&self) -> usize {
        self.contacts.len()
    }

    pub(super) fn contact(&self, slot: usize) -> Option<ConversationId> {
        self.contacts.get(slot).copied()
    }

    pub(super) fn find(&self, contact: ConversationId) -> Option<usize> {
        let in_order = self.contacts.get(..self.in_order).unwrap_or_default();
        in_order.binary_search(&contact).ok().or_else(|| self.later.get(&contact).copied())
    }

    /// The place of a contact, who gets one if they have none.
    pub(super) fn place(&mut self, contact: ConversationId) -> usize {
        if let Some(slot) = self.find(contact) {
            return slot;
        }
        let slot = self.contacts.len();
        // Who is newer than all others goes on with their order.
        if self.later.is_empty() && self.contacts.last().is_none_or(|last| *last < contact) {
            self.in_order += 1;
        } else {
            self.later.insert(contact, slot);
        }
        self.contacts.push(contact);
        slot
    }

    /// The places of some contacts; of who is none, nothing.
    pub(super) fn set_of(&self, contacts: &[ConversationId]) -> FixedBitSet {
        let mut set = FixedBitSet::with_capacity(self.len());
        for slot in contacts.iter().filter_map(|contact| self.find(*contact)) {
            set.insert(slot);
        }
        set
    }

    pub(super) fn bytes(&self) -> usize {
        self.contacts.len() * size_of::<ConversationId>() + self.later.len() * 32
    }
}
