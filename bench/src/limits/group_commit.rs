//! The bare group commit: all the statements of a send in the store's own transactions, in batches, without sockets, JSON, policy or
//! fan-out. What the product's rate is held against.

use std::path::Path;
use std::time::{Duration, Instant};

use subrosa_proto::sync::Epoch;
use subrosa_proto::{AccountId, ClientId, ConversationId, EventId, Timestamp};
use subrosa_store::accounts::NewAccount;
use subrosa_store::conversations::Head;
use subrosa_store::events::NewMessage;
use subrosa_store::members::{Marks, Member};
use subrosa_store::{Db, Error, Folder, Options, accounts, conversations, counters, events, members};

/// How the sends come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) conversations: i64,
    /// Sends in one batch.
    pub(crate) batch: usize,
    pub(crate) text: usize,
    pub(crate) duration: Duration,
}

/// Durable sends per second.
///
/// # Errors
/// When the store fails.
pub(crate) async fn measure(folder: &Path, shape: Shape) -> Result<f64, Error> {
    let db = Db::open(Folder::open(folder)?, Epoch(1), &Options::default())?;
    db.write(async move |tx| prepare(tx, shape.conversations).await).await?;
    let body = format!(r#"{{"v":1,"text":"{}"}}"#, "x".repeat(shape.text));
    let begun = Instant::now();
    let (mut sent, mut next_id) = (0_usize, 1_i64);
    while begun.elapsed() < shape.duration {
        let body = body.clone();
        let first = next_id;
        db.write(async move |tx| batch(tx, shape, first, body.as_bytes()).await).await?;
        next_id += i64::try_from(shape.batch).unwrap_or(0);
        sent += shape.batch;
    }
    #[expect(clippy::cast_precision_loss, reason = "a benchmark sends millions, not 2^52")]
    Ok(sent as f64 / begun.elapsed().as_secs_f64())
}

/// Two accounts for each conversation, spread over the ids as real ones are.
fn pair(index: i64) -> (AccountId, AccountId) {
    (AccountId::new(1_000_000_007 * (2 * index + 1)), AccountId::new(1_000_000_007 * (2 * index + 2)))
}

fn conversation(index: i64) -> ConversationId {
    ConversationId::new(998_244_353 * (index + 1))
}

async fn prepare(tx: &mut subrosa_store::Tx<'_>, count: i64) -> Result<(), Error> {
    for index in 0..count {
        let (low, high) = pair(index);
        for (id, side) in [(low, "low"), (high, "high")] {
            let handle = format!("{side}{index}");
            let account = NewAccount {
                id,
                handle: &handle,
                display_name: &handle,
                bio: "",
                password_hash: None,
                platform: None,
                kind: subrosa_proto::account::AccountKind::Person,
                created_at: Timestamp::from_milliseconds(1),
            };
            accounts::insert(tx, &account).await?;
        }
        conversations::insert(
            tx,
            conversation(index),
            subrosa_proto::conversation::ConversationKind::Direct,
            (low, high),
            Timestamp::from_milliseconds(1),
        )
        .await?;
    }
    Ok(())
}

/// One batch as the product makes it: its sends spread over the conversations, each row written once.
async fn batch(tx: &mut subrosa_store::Tx<'_>, shape: Shape, first: i64, body: &[u8]) -> Result<(), Error> {
    let sends = i64::try_from(shape.batch).unwrap_or(0);
    let touched = sends.min(shape.conversations);
    // A batch smaller than the number of conversations walks through them from batch to batch.
    let place = |index: i64| (first / sends.max(1) * touched + index) % shape.conversations;
    let order: Vec<ConversationId> = (0..touched).map(|index| conversation(place(index))).collect();
    conversations::lock(tx, &order).await?;
    let states: Vec<_> = conversations::find_many(tx, &order).await?.into_iter().flatten().collect();
    let mut names = Vec::new();
    for (index, state) in (0..touched).zip(&states) {
        for _ in 0..sends / touched + i64::from(index < sends % touched) {
            names.push((state.id, state.members[0].profile.id, ClientId(uuid::Uuid::now_v7())));
        }
    }
    events::find_by_client_ids(tx, &names).await?;
    let counts: Vec<_> = states.iter().flat_map(|state| &state.members).map(|member| (member.profile.id, 1)).collect();
    let numbers = counters::take_many(tx, &counts).await?;
    let (mut messages, mut heads, mut rows, mut id) = (Vec::new(), Vec::new(), Vec::new(), first);
    let mut names = names.into_iter().peekable();
    for (state, numbers) in states.iter().zip(numbers.chunks(2)) {
        let numbers = [numbers[0], numbers[1]];
        let mut seq = state.head;
        while let Some((_, author, client_id)) = names.next_if(|(conversation, ..)| *conversation == state.id) {
            seq += 1;
            let at = Timestamp::from_milliseconds(id);
            messages.push(NewMessage {
                id: EventId::new(id),
                conversation: state.id,
                seq,
                author,
                client_id,
                at,
                numbers,
                body,
            });
            id += 1;
        }
        heads.push(Head { conversation: state.id, head: seq, activity: Timestamp::from_milliseconds(id) });
        for (member, number) in state.members.iter().zip(numbers) {
            let marks = Marks { number, ..member.marks };
            rows.push(Member { account: member.profile.id, conversation: state.id, marks });
        }
    }
    events::insert_many(tx, &messages).await?;
    conversations::set_heads(tx, &heads).await?;
    members::update_many(tx, &rows).await
}
