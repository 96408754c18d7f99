//! Try a question: what a customer would be answered, and from where.

use subrosa_access::{Actor, ReadKnowledge, Subject, permit};
use subrosa_knowledge::{THRESHOLD, Ways};
use subrosa_messaging::Error;
use subrosa_proto::knowledge::{AskKnowledge, FoundBy, KnowledgeAnswer, KnowledgeCandidate};
use subrosa_proto::limits::QUESTION_CHARACTERS;
use subrosa_proto::text;

use super::answer::said;
use crate::Engage;

impl Engage {
    /// What the brand's published articles say to a question. Nobody is told, and nothing is kept.
    ///
    /// # Errors
    /// `text_invalid`, `forbidden`.
    pub async fn ask_knowledge(&self, actor: &Actor, request: AskKnowledge) -> Result<KnowledgeAnswer, Error> {
        let brand = permit::<ReadKnowledge>(actor, &Subject::Own)?.account()?;
        let AskKnowledge { question, language } = request;
        text::check_message(&question, QUESTION_CHARACTERS).map_err(|why| Error::text("question", why))?;
        let finding = self.find_passages(brand, language.as_deref(), &question).await?;
        let answer = finding.candidates.first().filter(|_| finding.answered).map(said);
        let candidates = finding.candidates.into_iter().map(|candidate| KnowledgeCandidate {
            article: candidate.article,
            title: candidate.title,
            link: (!candidate.link.is_empty()).then_some(candidate.link),
            heading: candidate.heading,
            quotation: candidate.quotation,
            sureness: candidate.sureness,
            found_by: ways(candidate.ways),
        });
        Ok(KnowledgeAnswer { answer, candidates: candidates.collect(), threshold: THRESHOLD })
    }
}

fn ways(ways: Ways) -> Vec<FoundBy> {
    let Ways { words, meaning } = ways;
    [(words, FoundBy::Words), (meaning, FoundBy::Meaning)].iter().filter(|(is, _)| *is).map(|(_, way)| *way).collect()
}
