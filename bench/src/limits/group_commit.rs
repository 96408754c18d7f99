//! The bare group commit: all the statements of a send in the store's own transactions, in batches, without sockets, JSON, policy or
//! fan-out. What the product's rate is held against.

use std::path::Path;
use std::time::{Duration, Instant};

use subrosa_proto::sync::Epoch;
use subrosa_proto::{AccountId, ClientId, ConversationId, EventId, Timestamp};
use subrosa_store::accounts::NewAccount;
use subrosa_store::events::NewMessage;
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
                created_at: Timestamp::from_milliseconds(1),
            };
            accounts::insert(tx, &account).await?;
        }
        conversations::insert(tx, conversation(index), (low, high), Timestamp::from_milliseconds(1)).await?;
    }
    Ok(())
}

/// One batch as the product makes it: its sends spread over the conversations, each row written once.
async fn batch(tx: &mut subrosa_store::Tx<'_>, shape: Shape, first: i64, body: &[u8]) -> Result<(), Error> {
    let sends = i64::try_from(shape.batch).unwrap_or(0);
    let touched = sends.min(shape.conversations);
    let mut id = first;
    for place in 0..touched {
        // A batch smaller than the number of conversations walks through them from batch to batch.
        let index = (first / sends.max(1) * touched + place) % shape.conversations;
        let share = sends / touched + i64::from(place < sends % touched);
        let Some(mut state) = conversations::find(tx, conversation(index)).await? else { continue };
        let (low, high) = (state.members[0].profile.id, state.members[1].profile.id);
        let numbers = [counters::take(tx, low, 1).await?, counters::take(tx, high, 1).await?];
        for _ in 0..share {
            state.head += 1;
            let client_id = ClientId(uuid::Uuid::new_v4());
            let _unknown = events::find_by_client_id(tx, state.id, low, &client_id).await?;
            let message = NewMessage {
                id: EventId::new(id),
                conversation: state.id,
                seq: state.head,
                author: low,
                client_id,
                at: Timestamp::from_milliseconds(id),
                numbers,
                body,
            };
            events::insert(tx, &message).await?;
            id += 1;
        }
        conversations::set_head(tx, state.id, state.head, Timestamp::from_milliseconds(id)).await?;
        for (member, number) in state.members.iter_mut().zip(numbers) {
            member.marks.number = number;
            members::update(tx, member.profile.id, state.id, &member.marks).await?;
        }
    }
    Ok(())
}
