//! What several commands write: versions, and which of them is published.

use subrosa_messaging::Error;
use subrosa_proto::knowledge::{Article, ArticleText};
use subrosa_proto::limits::{ARTICLE_VERSIONS, BRAND_ARTICLES};
use subrosa_proto::{AccountId, ArticleId, ErrorCode, Timestamp};
use subrosa_store::{Tx, article_vectors, articles, knowledge};

/// Who writes, for which brand, and when.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) brand: AccountId,
    /// Nobody: the operator.
    pub(super) author: Option<AccountId>,
    pub(super) at: Timestamp,
}

impl Writing {
    /// Adds an article with its first version, as a draft.
    pub(super) async fn first(
        self,
        tx: &mut Tx<'_>,
        id: ArticleId,
        source: Option<&str>,
        text: &ArticleText,
    ) -> Result<Article, Error> {
        if articles::count(tx, self.brand).await? >= i64::from(BRAND_ARTICLES) {
            let detail = format!("a brand has at most {BRAND_ARTICLES} articles");
            return Err(Error::field(ErrorCode::InvalidParameter, "title", detail));
        }
        let article = Article {
            id,
            title: text.title.clone(),
            language: text.language.clone(),
            link: text.link.clone(),
            labels: text.labels.clone(),
            version: 1,
            published: None,
            changed_at: self.at,
            changed_by: self.author,
        };
        articles::insert(tx, self.brand, source, &article).await?;
        articles::insert_version(tx, (id, 1), text, (self.at, self.author)).await?;
        Ok(article)
    }

    /// Adds the next version of an article; what is published stays.
    pub(super) async fn next(self, tx: &mut Tx<'_>, article: Article, text: &ArticleText) -> Result<Article, Error> {
        let article = Article {
            title: text.title.clone(),
            language: text.language.clone(),
            link: text.link.clone(),
            labels: text.labels.clone(),
            version: article.version + 1,
            changed_at: self.at,
            changed_by: self.author,
            ..article
        };
        articles::update(tx, self.brand, &article).await?;
        articles::insert_version(tx, (article.id, article.version), text, (self.at, self.author)).await?;
        let last = article.version - i64::from(ARTICLE_VERSIONS);
        articles::forget_versions(tx, article.id, last, article.published.unwrap_or(0)).await?;
        Ok(article)
    }

    /// Publishes a version, or none.
    pub(super) async fn publish(
        self,
        tx: &mut Tx<'_>,
        article: Article,
        version: Option<i64>,
    ) -> Result<Article, Error> {
        if article.published == version {
            return Ok(article);
        }
        let article = Article { published: version, changed_at: self.at, changed_by: self.author, ..article };
        articles::update(tx, self.brand, &article).await?;
        if version.is_none() {
            article_vectors::remove(tx, self.brand, article.id).await?;
        }
        knowledge::change(tx, self.brand, article.id).await?;
        Ok(article)
    }
}
