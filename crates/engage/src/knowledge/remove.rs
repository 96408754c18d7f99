//! Remove an article.

use subrosa_access::{Actor, PublishKnowledge, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::{ArticleId, ErrorCode};
use subrosa_store::{accounts, articles, knowledge};

use crate::Engage;

impl Engage {
    /// Removes an article with all its versions, for good.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_article(&self, actor: &Actor, id: ArticleId) -> Result<(), Error> {
        let brand = permit::<PublishKnowledge>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::ArticleRemoved);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let found = articles::find(tx, brand, id).await?;
                let article = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                articles::remove(tx, brand, id).await?;
                deed.about(article.title).note(tx).await?;
                Ok(knowledge::change(tx, brand, id).await?)
            })
            .await
    }
}
