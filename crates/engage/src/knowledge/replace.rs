//! Write the next version of an article.

use subrosa_access::{Actor, Subject, WriteKnowledge, permit};
use subrosa_messaging::Error;
use subrosa_proto::knowledge::{ArticleWithText, SaveArticle};
use subrosa_proto::{ArticleId, ErrorCode};
use subrosa_store::{accounts, articles};

use super::check::check;
use super::write::Writing;
use crate::Engage;

impl Engage {
    /// Keeps what an article says from now on as its next version. Customers are answered from the published one as before. What says
    /// the same as the newest version makes none.
    ///
    /// # Errors
    /// `not_found`, `article_changed` when there is a newer version than the one it is based on, `text_invalid`, `label_invalid`,
    /// `invalid_parameter`, `forbidden`.
    pub async fn replace_article(
        &self,
        actor: &Actor,
        id: ArticleId,
        article: SaveArticle,
    ) -> Result<ArticleWithText, Error> {
        let permit = permit::<WriteKnowledge>(actor, &Subject::Own)?;
        let SaveArticle { text, based_on } = article;
        let text = check(text)?;
        let writing = Writing { brand: permit.account()?, author: Some(permit.person()?), at: self.messaging.now() };
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, writing.brand).await?;
                let found = articles::find(tx, writing.brand, id).await?;
                let mut article = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                if based_on.is_some_and(|version| version != article.version) {
                    return Err(Error::new(ErrorCode::ArticleChanged));
                }
                if articles::text(tx, id, article.version).await?.as_ref() != Some(&text) {
                    article = writing.next(tx, article, &text).await?;
                }
                Ok(ArticleWithText { version: article.version, article, text })
            })
            .await
    }
}
