//! Draft a reply, for a member to go on with.

use std::time::Duration;

use subrosa_access::Actor;
use subrosa_knowledge::Candidate;
use subrosa_messaging::Error;
use subrosa_model::{DraftOf, Passage};
use subrosa_proto::ConversationId;
use subrosa_proto::limits::QUESTION_CHARACTERS;
use subrosa_proto::model::{DraftSource, DraftedReply};

use super::thread::open_question;
use crate::Engage;

impl Engage {
    /// A draft from the thread and what the brand's published articles say to it. Kept nowhere and sent to nobody.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `model_off`, `model_spent`, `model_failed`.
    pub async fn draft_reply(&self, actor: &Actor, conversation: ConversationId) -> Result<DraftedReply, Error> {
        let (brand, thread) = self.heard(actor, conversation).await?;
        self.uses_model(brand, |uses| uses.drafts).await?;
        let question: String = open_question(&thread).chars().take(QUESTION_CHARACTERS).collect();
        let found = self.find_passages(brand, None, &question).await?;
        // However unsure: a person reads what comes of it, and from where.
        let candidates = found.candidates;
        let passages: Vec<Passage> = candidates.iter().map(passage).collect();
        let of = DraftOf { thread: &thread, passages: &passages };
        let draft = of.read(&self.ask_model(brand, &of.chat(), Duration::MAX).await?);
        let sources = draft.named.iter().filter_map(|place| candidates.get(*place)).map(|candidate| DraftSource {
            article: candidate.article,
            title: candidate.title.clone(),
            quotation: candidate.quotation.clone(),
        });
        Ok(DraftedReply { sources: sources.collect(), text: draft.text })
    }
}

pub(super) fn passage(candidate: &Candidate) -> Passage {
    Passage { title: candidate.title.clone(), link: candidate.link.clone(), text: candidate.quotation.clone() }
}
