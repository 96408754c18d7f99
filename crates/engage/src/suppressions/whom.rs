//! Who is meant by what somebody wrote: an identity as it is compared, or a contact of the brand.

use subrosa_messaging::Error;
use subrosa_proto::contact::IdentityKind;
use subrosa_proto::suppression::NewSuppression;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::suppressions::Whom;
use subrosa_store::{Tx, conversations};

use crate::imports::Name;

/// As it was written, and can be somebody.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Meant {
    Name(Name),
    Conversation(ConversationId),
}

/// What is wrong: the field, and why.
pub(super) type Wrong = (&'static str, &'static str);

/// Nobody of the brand's stands there.
pub(super) const NOBODY: &str = "no customer of the brand";

/// Who is meant by a name in a field of this word.
pub(super) fn name(word: &'static str, written: &str) -> Result<Meant, Wrong> {
    let what = match word {
        "email" => "not an e-mail address",
        "phone" => "not a phone number of 5 to 15 digits",
        "handle" => "not a handle",
        _ => "not 1 to 254 characters on one line",
    };
    Name::read(word, written).map(Meant::Name).ok_or((word, what))
}

/// Who is meant by one of both ways to say so.
pub(super) fn meant(new: &NewSuppression) -> Result<Meant, Wrong> {
    match (&new.kind, &new.value, &new.conversation, &new.handle) {
        (Some(kind), Some(value), None, None) => {
            let word = match kind {
                IdentityKind::Email => "email",
                IdentityKind::Phone => "phone",
                IdentityKind::ExternalId => "external_id",
                IdentityKind::Subrosa => return Err(("kind", "`email`, `phone` or `external_id`; or a conversation")),
            };
            name(word, value).map_err(|(_, what)| ("value", what))
        }
        (None, None, Some(conversation), None) => Ok(Meant::Conversation(*conversation)),
        (None, None, None, Some(handle)) => name("handle", handle),
        _ => Err(("value", "`kind` and `value`, or `conversation`, or `handle`: one of these")),
    }
}

/// Whom the brand's list has for each of these; nothing for what is no contact of the brand.
pub(super) async fn resolve(tx: &mut Tx<'_>, brand: AccountId, all: &[Meant]) -> Result<Vec<Option<Whom>>, Error> {
    let (mut handles, mut ids) = (Vec::new(), Vec::new());
    for meant in all {
        match meant {
            Meant::Name(Name::Handle(handle)) => handles.push(handle.as_str()),
            Meant::Conversation(id) => ids.push(*id),
            Meant::Name(Name::Identity(..)) => {}
        }
    }
    let mut by_handle = conversations::find_by_handles(tx, brand, &handles).await?.into_iter();
    let pairs = conversations::pairs(tx, &ids).await?;
    let is_own = |pair: Option<(AccountId, AccountId)>| pair.is_some_and(|(low, high)| low == brand || high == brand);
    let mut by_id = ids.into_iter().zip(pairs).map(|(id, pair)| is_own(pair).then_some(id));
    let found = all.iter().map(|meant| match meant {
        Meant::Name(Name::Identity(kind, value)) => Some(Whom::Identity(*kind, value.clone())),
        Meant::Name(Name::Handle(_)) => by_handle.next().flatten().map(Whom::Contact),
        Meant::Conversation(_) => by_id.next().flatten().map(Whom::Contact),
    });
    Ok(found.collect())
}
