//! The versions of an article.

use subrosa_access::{Actor, ReadKnowledge, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::knowledge::ArticleVersionList;
use subrosa_proto::limits::ARTICLE_VERSIONS;
use subrosa_proto::{ArticleId, ErrorCode};
use subrosa_store::articles;

use crate::Engage;

impl Engage {
    /// The versions that are kept, the newest first.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn article_versions(&self, actor: &Actor, id: ArticleId) -> Result<ArticleVersionList, Error> {
        let brand = permit::<ReadKnowledge>(actor, &Subject::Own)?.account()?;
        self.messaging
            .db()
            .read(async move |tx| {
                if articles::find(tx, brand, id).await?.is_none() {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                // One more: the published one is kept however old it is.
                Ok(ArticleVersionList { versions: articles::versions(tx, id, ARTICLE_VERSIONS + 1).await? })
            })
            .await
    }
}
