//! The brand's side of a conversation, for those who work there.

use subrosa_proto::journal::JournalEntry;
use subrosa_proto::limits::PAGE_JOURNAL;
use subrosa_proto::ticket::Thread;
use subrosa_store::conversations::Conversation;
use subrosa_store::{Tx, journal, threads};

use crate::Error;

/// What the member at `side` sees of the brand's side: nothing, unless it is the brand; with what came into the journal after a change
/// number, the newest if it is much.
pub(crate) async fn side_of(
    tx: &mut Tx<'_>,
    state: &Conversation,
    side: usize,
    number: i64,
) -> Result<(Option<Thread>, Vec<JournalEntry>), Error> {
    if state.brand_side() != Some(side) {
        return Ok((None, Vec::new()));
    }
    let thread = threads::find(tx, state.id).await?;
    let mut entries = journal::since(tx, state.id, number, PAGE_JOURNAL).await?;
    entries.reverse();
    Ok((thread, entries))
}
