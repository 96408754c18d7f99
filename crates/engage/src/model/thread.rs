//! What of a thread a model is told: the newest messages' words, and who of the two sides said them. No names, no notes, no orders.

use subrosa_access::{Actor, AskModel};
use subrosa_messaging::{Error, permitted};
use subrosa_model::Said;
use subrosa_proto::body::EMPTIED;
use subrosa_proto::{AccountId, Body, ConversationId};
use subrosa_store::events;

use crate::Engage;

/// Messages, and characters of them together.
const MESSAGES: u32 = 20;
const CHARACTERS: usize = 12_000;

impl Engage {
    /// The brand, and the newest messages of its conversation, the newest last, for a member who may answer there.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub(super) async fn heard(
        &self,
        actor: &Actor,
        conversation: ConversationId,
    ) -> Result<(AccountId, Vec<Said>), Error> {
        let actor = *actor;
        let read = self.messaging.db().read(async move |tx| {
            let brand = permitted::<AskModel>(tx, &actor, conversation).await?.0.account()?;
            let newest = events::older(tx, conversation, i64::MAX, MESSAGES).await?;
            Ok::<_, Error>((brand, newest))
        });
        let (brand, newest) = read.await?;
        let mut left = CHARACTERS;
        let mut said: Vec<Said> = Vec::with_capacity(newest.len());
        for event in newest {
            // A body of a later version has no words that can be read here.
            let Ok(body) = serde_json::from_str::<Body>(event.body.get()) else { continue };
            if event.body.get() == EMPTIED {
                // Nothing before it says anything any more either.
                break;
            }
            let characters = body.text.chars().count();
            if characters > left {
                break;
            }
            left -= characters;
            said.push(Said { by_customer: event.author != brand, text: body.text });
        }
        said.reverse();
        Ok((brand, said))
    }
}

/// What the customer has said since the brand last wrote; their last words where nothing is open.
pub(super) fn open_question(thread: &[Said]) -> String {
    let end = thread.iter().rposition(|said| said.by_customer).map_or(0, |last| last + 1);
    let begin = thread[..end].iter().rposition(|said| !said.by_customer).map_or(0, |last| last + 1);
    thread[begin..end].iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_what_came_last_from_the_customer() {
        let said = |by_customer, text: &str| Said { by_customer, text: text.to_owned() };
        let thread = [said(true, "hi"), said(false, "hello"), said(true, "where"), said(true, "is it?")];
        assert_eq!(open_question(&thread), "where\nis it?");
        assert_eq!(open_question(&thread[..2]), "hi");
        assert_eq!(open_question(&thread[1..2]), "");
        assert_eq!(open_question(&[]), "");
    }
}
