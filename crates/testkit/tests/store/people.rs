//! Who the suite is about.

use subrosa_proto::account::AccountKind;
use subrosa_proto::brand::Role;
use subrosa_proto::conversation::ConversationKind;
use subrosa_proto::{AccountId, ClientId, ConversationId, EventId, Timestamp};
use subrosa_store::accounts::NewAccount;
use subrosa_store::conversations::Head;
use subrosa_store::events::NewMessage;
use subrosa_store::{Db, Error, Tx, accounts, brand_members, brands, conversations, events, threads};
use uuid::Uuid;

pub(crate) const ADA: AccountId = AccountId::new(11);
pub(crate) const GRACE: AccountId = AccountId::new(22);
pub(crate) const LINUS: AccountId = AccountId::new(33);
/// Between Ada and Grace.
pub(crate) const TALK: ConversationId = ConversationId::new(1_001);

/// The moment of this many milliseconds.
pub(crate) const fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(milliseconds)
}

pub(crate) fn person(id: AccountId, handle: &str) -> NewAccount<'_> {
    NewAccount {
        id,
        handle,
        display_name: handle,
        bio: "",
        password_hash: None,
        platform: None,
        kind: subrosa_proto::account::AccountKind::Person,
        created_at: at(1),
    }
}

/// Three people; Ada and Grace have a conversation.
pub(crate) async fn three(db: &Db) {
    db.write(async |tx| {
        for (id, handle) in [(ADA, "ada"), (GRACE, "grace"), (LINUS, "linus")] {
            accounts::insert(tx, &person(id, handle)).await?;
        }
        conversations::insert(tx, TALK, subrosa_proto::conversation::ConversationKind::Direct, (GRACE, ADA), at(2))
            .await
    })
    .await
    .expect("people");
}

/// A brand, for which Grace works.
pub(crate) const SHOP: AccountId = AccountId::new(44);
/// Between Ada and the shop.
pub(crate) const ORDER: ConversationId = ConversationId::new(1_002);

/// [`three`], and the shop with Grace as its owner and a conversation with Ada.
pub(crate) async fn with_a_shop(db: &Db) {
    three(db).await;
    db.write(async |tx| {
        accounts::insert(tx, &NewAccount { kind: AccountKind::Brand, ..person(SHOP, "shop") }).await?;
        brands::insert(tx, SHOP, 60).await?;
        brand_members::insert(tx, SHOP, GRACE, Role::Owner, (at(3), Some(at(3)))).await?;
        conversations::insert(tx, ORDER, ConversationKind::Business, (ADA, SHOP), at(4)).await?;
        threads::insert(tx, ORDER).await
    })
    .await
    .expect("a shop");
}

/// A client id that is the same in every run.
pub(crate) fn name(number: i64) -> ClientId {
    ClientId(Uuid::from_u128(u128::try_from(number).expect("a count")))
}

/// A message of Ada in [`TALK`]; its change numbers are its seq.
pub(crate) fn message(seq: i64, body: &[u8]) -> NewMessage<'_> {
    NewMessage {
        id: EventId::new(10_000 + seq),
        conversation: TALK,
        seq,
        author: ADA,
        client_id: name(seq),
        at: at(seq),
        numbers: [seq, 10 * seq],
        body,
    }
}

/// Appends messages 1 to `count`.
pub(crate) async fn write_messages(tx: &mut Tx<'_>, count: i64) -> Result<(), Error> {
    let bodies: Vec<String> = (1..=count).map(|seq| format!(r#"{{"v":1,"text":"text {seq}"}}"#)).collect();
    let messages: Vec<_> = (1..).zip(&bodies).map(|(seq, body)| message(seq, body.as_bytes())).collect();
    events::insert_many(tx, &messages).await?;
    conversations::set_heads(tx, &[Head { conversation: TALK, head: count, activity: at(count) }]).await
}
