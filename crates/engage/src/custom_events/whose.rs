//! Which contact a brand's own systems mean.

use subrosa_messaging::Error;
use subrosa_proto::contact::IdentityKind;
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::{Tx, conversations, identities};

use crate::keys;

/// A contact as programs name one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whose {
    Conversation(ConversationId),
    /// By an identity that the brand has verified.
    Identity(IdentityKind, String),
}

impl Whose {
    /// A conversation's id, or the kind of an identity, a colon, and the identity.
    pub(super) fn read(text: &str) -> Option<Self> {
        if let Ok(conversation) = text.parse() {
            return Some(Self::Conversation(conversation));
        }
        let (kind, value) = text.split_once(':')?;
        let kind = match kind {
            "email" => IdentityKind::Email,
            "phone" => IdentityKind::Phone,
            "external_id" => IdentityKind::ExternalId,
            _ => return None,
        };
        Some(Self::Identity(kind, keys::identity(kind, value)?))
    }

    /// The conversation with this contact, and the customer's account.
    ///
    /// # Errors
    /// `not_found` when the brand knows nobody by it.
    pub(super) async fn find(&self, tx: &mut Tx<'_>, brand: AccountId) -> Result<(ConversationId, AccountId), Error> {
        let conversation = match self {
            Self::Conversation(conversation) => Some(*conversation),
            Self::Identity(kind, value) => {
                identities::proved(tx, brand, &[(*kind, value.as_str())]).await?.into_iter().flatten().next()
            }
        };
        let not_found = || Error::new(ErrorCode::NotFound);
        let conversation = conversation.ok_or_else(not_found)?;
        let state = conversations::find(tx, conversation).await?.ok_or_else(not_found)?;
        let side = state.brand_side().filter(|side| state.members[*side].profile.id == brand).ok_or_else(not_found)?;
        Ok((conversation, state.members[1 - side].profile.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_named_by_conversation_or_identity() {
        let conversation = ConversationId::new(7);
        assert_eq!(Whose::read(&conversation.to_string()), Some(Whose::Conversation(conversation)));
        let identity = |kind, value: &str| Some(Whose::Identity(kind, value.to_owned()));
        assert_eq!(Whose::read("email:Ada@Example.org"), identity(IdentityKind::Email, "ada@example.org"));
        assert_eq!(Whose::read("external_id:a:b"), identity(IdentityKind::ExternalId, "a:b"));
        for nobody in ["", "ada@example.org", "email:", "email:ada", "subrosa:ada", "acc_0000000000001"] {
            assert_eq!(Whose::read(nobody), None, "{nobody}");
        }
    }
}
