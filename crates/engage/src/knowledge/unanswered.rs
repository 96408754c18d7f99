//! What customers asked in vain.

use subrosa_access::{Actor, ReadKnowledge, Subject, permit};
use subrosa_knowledge::clusters;
use subrosa_messaging::Error;
use subrosa_proto::AccountId;
use subrosa_proto::knowledge::{UnansweredList, UnansweredQuestion};
use subrosa_store::Db;
use subrosa_store::unanswered::{self, Unanswered};

use crate::Engage;

/// Questions that are put together; older ones wait until these are answered.
const QUESTIONS: u32 = 300;
/// Groups that are shown, and other words of each.
const GROUPS: usize = 100;
const OTHER_WORDS: usize = 5;

impl Engage {
    /// Questions to which the articles had no answer, the same in other words put together, the most often asked first.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn unanswered_questions(&self, actor: &Actor) -> Result<UnansweredList, Error> {
        let brand = permit::<ReadKnowledge>(actor, &Subject::Own)?.account()?;
        let groups = groups(self.messaging.db(), brand).await?;
        let mut questions: Vec<UnansweredQuestion> = groups.iter().filter_map(|group| shown(group)).collect();
        questions.sort_by_key(|question| std::cmp::Reverse((question.count, question.last_at)));
        questions.truncate(GROUPS);
        Ok(UnansweredList { questions })
    }
}

fn shown(group: &[Unanswered]) -> Option<UnansweredQuestion> {
    let (first, others) = group.split_first()?;
    Some(UnansweredQuestion {
        id: first.id,
        question: first.question.clone(),
        also: others.iter().take(OTHER_WORDS).map(|other| other.question.clone()).collect(),
        count: group.iter().map(|one| one.count).sum(),
        last_at: group.iter().map(|one| one.last_at).max().unwrap_or(first.last_at),
    })
}

/// The questions that were asked last, those that ask the same together, each group led by what was asked most often.
pub(super) async fn groups(db: &Db, brand: AccountId) -> Result<Vec<Vec<Unanswered>>, Error> {
    let mut found = db.read(async move |tx| unanswered::list(tx, brand, QUESTIONS).await).await.map_err(Error::from)?;
    found.sort_by_key(|question| std::cmp::Reverse(question.count));
    let texts: Vec<&str> = found.iter().map(|one| one.question.as_str()).collect();
    let groups = clusters(&texts).into_iter();
    Ok(groups.map(|places| places.into_iter().filter_map(|place| found.get(place).cloned()).collect()).collect())
}
