//! Read an article.

use subrosa_access::{Actor, ReadKnowledge, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::knowledge::{ArticleRequest, ArticleWithText};
use subrosa_proto::{ArticleId, ErrorCode};
use subrosa_store::articles;

use crate::Engage;

impl Engage {
    /// An article and the text of one of its versions, the newest unless said.
    ///
    /// # Errors
    /// `not_found`, also when the version is not kept any more; `forbidden`.
    pub async fn article(
        &self,
        actor: &Actor,
        id: ArticleId,
        request: ArticleRequest,
    ) -> Result<ArticleWithText, Error> {
        let brand = permit::<ReadKnowledge>(actor, &Subject::Own)?.account()?;
        let missing = || Error::new(ErrorCode::NotFound);
        self.messaging
            .db()
            .read(async move |tx| {
                let article = articles::find(tx, brand, id).await?.ok_or_else(missing)?;
                let version = request.version.unwrap_or(article.version);
                let text = articles::text(tx, id, version).await?.ok_or_else(missing)?;
                Ok(ArticleWithText { article, version, text })
            })
            .await
    }
}
