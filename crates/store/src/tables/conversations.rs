//! Conversations, each read whole: its head and what both members see of it.

use subrosa_proto::account::Profile;
use subrosa_proto::conversation::{ConversationKind, Draft, Removed};
use subrosa_proto::{AccountId, ConversationId, Timestamp};

use super::accounts::profile;
use super::contact_changes::What;
use super::members::{self, Marks};
use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

/// What is known of one of a conversation's members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub profile: Profile,
    pub marks: Marks,
    pub draft: Option<Draft>,
}

/// A conversation and its two members, the one with the lower id first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    pub id: ConversationId,
    pub kind: ConversationKind,
    /// The newest seq.
    pub head: i64,
    pub activity: Timestamp,
    pub members: [Member; 2],
    /// Up to where the contents are gone.
    pub removed: Option<Removed>,
    /// What was taken back, by rising seq.
    pub recalled: Vec<i64>,
}

impl Conversation {
    /// Which of the two members an account is.
    #[must_use]
    pub fn side_of(&self, account: AccountId) -> Option<usize> {
        self.members.iter().position(|member| member.profile.id == account)
    }

    /// Which of the two members is a brand, in a conversation with one.
    #[must_use]
    pub fn brand_side(&self) -> Option<usize> {
        match self.kind {
            ConversationKind::Direct => None,
            ConversationKind::Business => self.members.iter().position(|member| member.profile.kind.is_brand()),
        }
    }
}

fn member(row: &Row<'_>, first: usize) -> Result<Member, Error> {
    let text: Option<String> = row.get(first + 12)?;
    let at: Option<Timestamp> = row.get(first + 13)?;
    Ok(Member {
        profile: profile(row, first)?,
        marks: Marks {
            number: row.get(first + 7)?,
            unread: row.get(first + 8)?,
            read_seq: row.get(first + 9)?,
            delivered_seq: row.get(first + 10)?,
            inbound_seq: row.get(first + 11)?,
        },
        draft: text.zip(at).map(|(text, at)| Draft { text, at }),
    })
}

fn removed(row: &Row<'_>) -> Result<Option<Removed>, Error> {
    let (through, days): (i64, i64) = (row.get(32)?, row.get(33)?);
    Ok((through > 0).then(|| Removed { through, days: u32::try_from(days).unwrap_or(0) }))
}

fn recalled(row: &Row<'_>) -> Result<Vec<i64>, Error> {
    let Some(list) = row.get::<Option<String>>(34)? else { return Ok(Vec::new()) };
    serde_json::from_str(&list).map_err(|_| Error::Corrupt("what was taken back is no list".to_owned()))
}

impl FromRow for Conversation {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            head: row.get(2)?,
            activity: row.get(3)?,
            members: [member(row, 4)?, member(row, 18)?],
            removed: removed(row)?,
            recalled: recalled(row)?,
        })
    }
}

const KINDS: [(ConversationKind, i64); 2] = [(ConversationKind::Direct, 1), (ConversationKind::Business, 2)];

number_of!(ConversationKind, KINDS);

/// Adds a conversation between two accounts, seen by none of them yet.
///
/// # Errors
/// [`Error::Conflict`] when the pair has one, or the id exists.
pub async fn insert(
    tx: &mut Tx<'_>,
    id: ConversationId,
    kind: ConversationKind,
    pair: (AccountId, AccountId),
    now: Timestamp,
) -> Result<(), Error> {
    let (low, high) = if pair.0 < pair.1 { pair } else { (pair.1, pair.0) };
    tx.execute(
        "INSERT INTO conversations (id, kind, low, high, head, activity) VALUES ($1, $2, $3, $4, 0, $5)",
        params![id, kind, low, high, now],
    )
    .await?;
    members::insert(tx, low, id, 0).await?;
    members::insert(tx, high, id, 0).await?;
    if kind == ConversationKind::Business {
        let brands: Vec<(AccountId,)> =
            tx.fetch("SELECT account FROM brands WHERE account IN ($1, $2)", params![low, high]).await?;
        for (brand,) in brands {
            tx.note_contact(brand, id, What::NEW);
        }
    }
    Ok(())
}

/// The conversation between two accounts, if it was ever begun.
pub async fn find_by_pair(tx: &mut Tx<'_>, pair: (AccountId, AccountId)) -> Result<Option<ConversationId>, Error> {
    let (low, high) = if pair.0 < pair.1 { pair } else { (pair.1, pair.0) };
    let found: Option<(ConversationId,)> =
        tx.fetch_optional("SELECT id FROM conversations WHERE low = $1 AND high = $2", params![low, high]).await?;
    Ok(found.map(|(id,)| id))
}

/// The conversations between an account and those with these normalised handles, one for each.
pub async fn find_by_handles(
    tx: &mut Tx<'_>,
    account: AccountId,
    handles: &[&str],
) -> Result<Vec<Option<ConversationId>>, Error> {
    let rows: Vec<_> = handles.iter().map(|handle| values![account, *handle]).collect();
    let found = tx
        .fetch_many(
            "SELECT c.id FROM accounts a JOIN conversations c ON c.high = $1 AND c.low = a.id WHERE a.handle = $2
             UNION ALL
             SELECT c.id FROM accounts a JOIN conversations c ON c.low = $1 AND c.high = a.id WHERE a.handle = $2",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(ConversationId,)>| rows.first().map(|(id,)| *id)).collect())
}

/// A conversation, its members, what each of them sees, and their drafts.
const WHOLE: &str = "SELECT c.id, c.kind, c.head, c.activity,
            c.low, a.handle, a.display_name, a.bio, a.avatar, a.disabled_at IS NOT NULL, a.kind,
            m.number, m.unread, m.read_seq, m.delivered_seq, m.inbound_seq, d.text, d.at,
            c.high, b.handle, b.display_name, b.bio, b.avatar, b.disabled_at IS NOT NULL, b.kind,
            n.number, n.unread, n.read_seq, n.delivered_seq, n.inbound_seq, e.text, e.at,
            c.removed_through, c.removed_days, c.recalled
     FROM conversations c
     JOIN accounts a ON a.id = c.low
     JOIN members m ON m.account = c.low AND m.conversation = c.id
     LEFT JOIN drafts d ON d.account = c.low AND d.conversation = c.id
     JOIN accounts b ON b.id = c.high
     JOIN members n ON n.account = c.high AND n.conversation = c.id
     LEFT JOIN drafts e ON e.account = c.high AND e.conversation = c.id
     WHERE c.id = $1";

/// The conversation with this id, whole.
pub async fn find(tx: &mut Tx<'_>, id: ConversationId) -> Result<Option<Conversation>, Error> {
    tx.fetch_optional(WHOLE, params![id]).await
}

/// The conversations with these ids, whole, one for each id.
pub async fn find_many(tx: &mut Tx<'_>, ids: &[ConversationId]) -> Result<Vec<Option<Conversation>>, Error> {
    let rows: Vec<_> = ids.iter().map(|id| values![*id]).collect();
    let found = tx.fetch_many(WHOLE, &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<Conversation>| rows.into_iter().next()).collect())
}

/// The two members of each of these, the lower account first.
pub async fn pairs(tx: &mut Tx<'_>, ids: &[ConversationId]) -> Result<Vec<Option<(AccountId, AccountId)>>, Error> {
    let rows: Vec<_> = ids.iter().map(|id| values![*id]).collect();
    let found = tx.fetch_many("SELECT low, high FROM conversations WHERE id = $1", &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<(AccountId, AccountId)>| rows.into_iter().next()).collect())
}

/// Keeps others from changing these conversations until the transaction ends. Give them in rising order, before anything of them
/// is read.
pub async fn lock(tx: &mut Tx<'_>, ids: &[ConversationId]) -> Result<(), Error> {
    let rows: Vec<_> = ids.iter().map(|id| values![*id]).collect();
    tx.lock_many("SELECT id FROM conversations WHERE id = $1", &rows).await
}

/// A conversation's newest seq, and when that was.
pub struct Head {
    pub conversation: ConversationId,
    pub head: i64,
    pub activity: Timestamp,
}

/// Writes conversations' newest seqs.
pub async fn set_heads(tx: &mut Tx<'_>, heads: &[Head]) -> Result<(), Error> {
    let rows: Vec<_> = heads.iter().map(|one| values![one.head, one.activity, one.conversation]).collect();
    tx.execute_many("UPDATE conversations SET head = $1, activity = $2 WHERE id = $3", &rows).await
}

/// The newest seq of a conversation.
pub async fn head(tx: &mut Tx<'_>, id: ConversationId) -> Result<i64, Error> {
    let (head,) = tx.fetch_one("SELECT head FROM conversations WHERE id = $1", params![id]).await?;
    Ok(head)
}

/// Notes that a conversation's contents are gone up to a seq.
pub async fn set_removed(tx: &mut Tx<'_>, id: ConversationId, removed: Removed) -> Result<(), Error> {
    tx.execute(
        "UPDATE conversations SET removed_through = $1, removed_days = $2 WHERE id = $3",
        params![removed.through, removed.days, id],
    )
    .await?;
    Ok(())
}

/// Notes which of a conversation's messages were taken back: those of before, and more.
pub async fn set_recalled(tx: &mut Tx<'_>, id: ConversationId, recalled: &[i64]) -> Result<(), Error> {
    let list = serde_json::to_string(recalled).map_err(|error| Error::Bug(error.to_string()))?;
    tx.execute("UPDATE conversations SET recalled = $1 WHERE id = $2", params![list.as_str(), id]).await?;
    Ok(())
}
