//! Write an article.

use subrosa_access::{Actor, Subject, WriteKnowledge, permit};
use subrosa_messaging::Error;
use subrosa_proto::ArticleId;
use subrosa_proto::knowledge::{ArticleWithText, SaveArticle};
use subrosa_store::accounts;

use super::check::check;
use super::write::Writing;
use crate::Engage;

impl Engage {
    /// Keeps a new article, as a draft.
    ///
    /// # Errors
    /// `text_invalid`, `label_invalid`, `invalid_parameter` also when the brand has as many as it can, `forbidden`.
    pub async fn create_article(&self, actor: &Actor, article: SaveArticle) -> Result<ArticleWithText, Error> {
        let permit = permit::<WriteKnowledge>(actor, &Subject::Own)?;
        let text = check(article.text)?;
        let id = ArticleId::new(self.messaging.next_id());
        let writing = Writing { brand: permit.account()?, author: Some(permit.person()?), at: self.messaging.now() };
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, writing.brand).await?;
                let article = writing.first(tx, id, None, &text).await?;
                Ok(ArticleWithText { version: article.version, article, text })
            })
            .await
    }
}
