//! Say from which version of an article customers are answered.

use subrosa_access::{Actor, PublishKnowledge, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::knowledge::{Article, PublishArticle};
use subrosa_proto::{ArticleId, ErrorCode};
use subrosa_store::{accounts, articles};

use super::write::Writing;
use crate::Engage;

impl Engage {
    /// Answers customers from a version of an article from now on; an older one rolls back.
    ///
    /// # Errors
    /// `not_found`, also when the version is not kept; `forbidden`.
    pub async fn publish_article(
        &self,
        actor: &Actor,
        id: ArticleId,
        wanted: PublishArticle,
    ) -> Result<Article, Error> {
        self.set_published(actor, id, Some(wanted.version)).await
    }

    /// Makes an article a draft again.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn withdraw_article(&self, actor: &Actor, id: ArticleId) -> Result<Article, Error> {
        self.set_published(actor, id, None).await
    }

    async fn set_published(&self, actor: &Actor, id: ArticleId, version: Option<i64>) -> Result<Article, Error> {
        let permit = permit::<PublishKnowledge>(actor, &Subject::Own)?;
        let writing = Writing { brand: permit.account()?, author: Some(permit.person()?), at: self.messaging.now() };
        let what = if version.is_some() { AuditDeed::ArticlePublished } else { AuditDeed::ArticleWithdrawn };
        let deed = self.deed(actor, writing.brand, what);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, writing.brand).await?;
                let missing = || Error::new(ErrorCode::NotFound);
                let article = articles::find(tx, writing.brand, id).await?.ok_or_else(missing)?;
                if let Some(version) = version {
                    articles::text(tx, id, version).await?.ok_or_else(missing)?;
                }
                deed.about(&article.title).note(tx).await?;
                writing.publish(tx, article, version).await
            })
            .await
    }
}
