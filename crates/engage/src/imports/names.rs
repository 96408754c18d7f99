//! Whom a row means. A customer is who has a conversation with the brand; what is claimed of someone finds nobody.

use subrosa_proto::contact::IdentityKind;
use subrosa_proto::{AccountId, ConversationId, handle};
use subrosa_store::{Error, Tx, conversations, identities};

use crate::keys;

/// By what a row means someone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Name {
    Handle(String),
    Identity(IdentityKind, String),
}

impl Name {
    /// What stands in the field of a word; nothing where it is none.
    pub(crate) fn read(word: &str, written: &str) -> Option<Self> {
        let kind = match word {
            "handle" => {
                let normalised = handle::normalise(written);
                return handle::check(&normalised).is_ok().then_some(Self::Handle(normalised));
            }
            "external_id" => IdentityKind::ExternalId,
            "email" => IdentityKind::Email,
            "phone" => IdentityKind::Phone,
            _ => return None,
        };
        keys::identity(kind, written).map(|value| Self::Identity(kind, value))
    }

    /// The same in one text.
    pub(super) fn word(&self) -> String {
        match self {
            Self::Handle(handle) => format!("@{handle}"),
            Self::Identity(kind, value) => format!("{kind:?} {value}"),
        }
    }
}

/// The contacts that are meant, one for each.
pub(super) async fn find(
    tx: &mut Tx<'_>,
    brand: AccountId,
    all: &[&Name],
) -> Result<Vec<Option<ConversationId>>, Error> {
    let (mut handles, mut names) = (Vec::new(), Vec::new());
    for name in all {
        match name {
            Name::Handle(handle) => handles.push(handle.as_str()),
            Name::Identity(kind, value) => names.push((*kind, value.as_str())),
        }
    }
    let mut by_handle = conversations::find_by_handles(tx, brand, &handles).await?.into_iter();
    let mut by_identity = identities::proved(tx, brand, &names).await?.into_iter();
    let found = all.iter().map(|name| match name {
        Name::Handle(_) => by_handle.next().flatten(),
        Name::Identity(..) => by_identity.next().flatten(),
    });
    Ok(found.collect())
}
