//! Contacts of a brand, written into the store: nobody waits for thousands to sign up. Most agree to hear of its offers.

use subrosa_proto::account::AccountKind;
use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState};
use subrosa_proto::conversation::ConversationKind;
use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::accounts::NewAccount;
use subrosa_store::consents::Entry;
use subrosa_store::{Db, Error, Tx, accounts, consents, conversations, threads};

use super::shop::TOPIC;

/// Below all numbers of ids that the product gives.
const FIRST: i64 = 1_000_000_000;
/// One of so many never agreed.
const UNASKED: i64 = 10;
const AT_ONCE: i64 = 500;

/// The contact of this number, and whether they agree.
pub(super) const fn contact(number: i64) -> (ConversationId, bool) {
    (ConversationId::new(FIRST + number), number % UNASKED != 0)
}

/// Gives a brand so many contacts.
///
/// # Errors
/// When the store fails.
pub async fn fill(db: &Db, brand: AccountId, contacts: i64) -> Result<(), Error> {
    let mut begun = 0;
    while begun < contacts {
        let end = contacts.min(begun + AT_ONCE);
        db.write(async move |tx| {
            for number in begun..end {
                insert(tx, brand, number).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
        begun = end;
    }
    Ok(())
}

async fn insert(tx: &mut Tx<'_>, brand: AccountId, number: i64) -> Result<(), Error> {
    let (contact, agrees) = contact(number);
    let account = AccountId::new(contact.number());
    let handle = format!("contact{number}");
    let person = NewAccount {
        id: account,
        handle: &handle,
        display_name: &handle,
        bio: "",
        password_hash: None,
        platform: None,
        kind: AccountKind::Person,
        created_at: Timestamp::default(),
    };
    accounts::insert(tx, &person).await?;
    conversations::insert(tx, contact, ConversationKind::Business, (account, brand), Timestamp::default()).await?;
    threads::insert(tx, contact).await?;
    if agrees {
        let entry = Entry {
            id: contact.number(),
            topic: TOPIC.to_owned(),
            channel: ConsentChannel::Subrosa,
            state: ConsentState::Granted,
            source: ConsentSource::Import,
            at: Timestamp::default(),
            recorded_at: Timestamp::default(),
            recorded_by: None,
            text: "Yes, write to me.".to_owned(),
        };
        consents::insert(tx, (brand, contact), &entry).await?;
        consents::set(tx, (brand, contact), &entry).await?;
    }
    Ok(())
}
