//! What is asked of a brand's contacts at one moment.

use std::collections::HashMap;
use std::sync::Arc;

use subrosa_messaging::Error;
use subrosa_proto::AccountId;
use subrosa_proto::contact::AttributeKind;
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::segment::Test;
use subrosa_segment::{Clock, Contacts, is_as};
use subrosa_store::{Tx, attributes, contact_sets};

/// The brand, the moment, all of its contacts, and what its attributes are.
pub(super) struct Asked {
    pub(super) brand: AccountId,
    pub(super) clock: Clock,
    pub(super) all: Contacts,
    pub(super) kinds: HashMap<String, AttributeKind>,
}

impl Asked {
    /// Of everyone.
    pub(super) async fn of_all(tx: &mut Tx<'_>, brand: AccountId, clock: Clock) -> Result<Self, Error> {
        let all = contact_sets::all(tx, brand).await?.into();
        Ok(Self { all, ..Self::of_one(tx, brand, clock).await? })
    }

    /// Of single contacts, whoever else there is.
    pub(super) async fn of_one(tx: &mut Tx<'_>, brand: AccountId, clock: Clock) -> Result<Self, Error> {
        let known = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
        let kinds = known.into_iter().map(|attribute| (attribute.name, attribute.kind)).collect();
        Ok(Self { brand, clock, all: Arc::new([]), kinds })
    }

    /// Everyone or nobody, by whether something that is known of nobody is so.
    pub(super) fn where_unknown(&self, is: &Test) -> Contacts {
        if is_as(None, is, &self.clock) { Arc::clone(&self.all) } else { Arc::new([]) }
    }
}
