//! Put a question without an answer away.

use subrosa_access::{Actor, Subject, WriteKnowledge, permit};
use subrosa_messaging::Error;
use subrosa_proto::{ErrorCode, QuestionId};
use subrosa_store::unanswered;

use super::unanswered::groups;
use crate::Engage;

impl Engage {
    /// Puts a question away, with those that ask the same. Asked again, it comes back.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn dismiss_question(&self, actor: &Actor, id: QuestionId) -> Result<(), Error> {
        let brand = permit::<WriteKnowledge>(actor, &Subject::Own)?.account()?;
        let groups = groups(self.messaging.db(), brand).await?;
        let group = groups.into_iter().find(|group| group.iter().any(|question| question.id == id));
        let group = group.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        let removed = self.messaging.db().write(async move |tx| {
            for question in group {
                unanswered::remove(tx, brand, question.id).await?;
            }
            Ok(())
        });
        removed.await.map_err(|error: subrosa_store::Error| Error::from(error))
    }
}
