//! Bring articles in from elsewhere, or see what would become of them.

use subrosa_access::{Actor, Administer, PublishKnowledge, Subject, WriteKnowledge, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::knowledge::{ImportArticles, ImportLine, ImportOutcome, ImportReport, ImportedArticle};
use subrosa_proto::limits::{ARTICLE_SOURCE_CHARACTERS, IMPORT_ARTICLES};
use subrosa_proto::{AccountId, ArticleId, ErrorCode, text};
use subrosa_store::{Tx, accounts, articles};

use super::check::check;
use super::write::Writing;
use crate::Engage;

/// What is to be written.
#[derive(Clone)]
struct Import {
    writing: Writing,
    publish: bool,
    dry_run: bool,
    /// Each with the id that it has if it is new.
    articles: Vec<(ImportedArticle, ArticleId)>,
}

impl Engage {
    /// Brings articles in. One that was brought in before under the same source becomes the next version of that article; one that
    /// can't be an article is refused and does not keep the others out.
    ///
    /// # Errors
    /// `invalid_parameter` when there are too many or none, `forbidden`, also when they are to be published by someone who may not.
    pub async fn import_articles(&self, actor: &Actor, request: ImportArticles) -> Result<ImportReport, Error> {
        let permit = permit::<WriteKnowledge>(actor, &Subject::Own)?;
        if request.publish {
            subrosa_access::permit::<PublishKnowledge>(actor, &Subject::Own)?;
        }
        self.import_into(permit.account()?, Some(permit.person()?), request).await
    }

    /// The same by the operator, for the brand of this handle.
    ///
    /// # Errors
    /// `not_found` when there is no such brand, `invalid_parameter`, `forbidden` unless the operator asks.
    pub async fn import_articles_of(
        &self,
        actor: &Actor,
        name: &str,
        request: ImportArticles,
    ) -> Result<ImportReport, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let brand = self.brand_named(name).await?;
        self.import_into(brand, None, request).await
    }

    async fn import_into(
        &self,
        brand: AccountId,
        author: Option<AccountId>,
        request: ImportArticles,
    ) -> Result<ImportReport, Error> {
        let ImportArticles { articles, publish, dry_run } = request;
        if articles.is_empty() || articles.len() > IMPORT_ARTICLES {
            let detail = format!("1 to {IMPORT_ARTICLES} at once");
            return Err(Error::field(ErrorCode::InvalidParameter, "articles", detail));
        }
        let articles =
            articles.into_iter().map(|article| (article, ArticleId::new(self.messaging.next_id()))).collect();
        let writing = Writing { brand, author, at: self.messaging.now() };
        let import = Import { writing, publish, dry_run, articles };
        let is_published = publish && !dry_run;
        let deed = self.deed_of(author, brand, AuditDeed::ArticlePublished).about(import.articles.len().to_string());
        self.messaging
            .db()
            .write(async move |tx| {
                if is_published {
                    deed.note(tx).await?;
                }
                import.carry_out(tx).await
            })
            .await
    }
}

impl Import {
    async fn carry_out(self, tx: &mut Tx<'_>) -> Result<ImportReport, Error> {
        accounts::lock(tx, self.writing.brand).await?;
        let mut lines: Vec<ImportLine> = Vec::new();
        for (article, id) in &self.articles {
            let is_double = lines.iter().any(|line| line.source == article.source);
            let outcome = if is_double {
                let detail = "another article of this import has the same source";
                Err(Error::field(ErrorCode::InvalidParameter, "source", detail))
            } else {
                self.bring_in(tx, article.clone(), *id).await
            };
            let (outcome, detail) = match outcome {
                Ok(outcome) => (outcome, None),
                Err(error) if error.code().status() >= 500 => return Err(error),
                Err(error) => (ImportOutcome::Refused, Some(why(error))),
            };
            lines.push(ImportLine { source: article.source.clone(), outcome, detail });
        }
        Ok(ImportReport { lines })
    }

    async fn bring_in(&self, tx: &mut Tx<'_>, article: ImportedArticle, id: ArticleId) -> Result<ImportOutcome, Error> {
        text::check_line(&article.source, ARTICLE_SOURCE_CHARACTERS, false)
            .map_err(|why| Error::text("source", why))?;
        let text = check(article.text)?;
        let Some(held) = articles::find_by_source(tx, self.writing.brand, &article.source).await? else {
            if !self.dry_run {
                let made = self.writing.first(tx, id, Some(&article.source), &text).await?;
                self.finish(tx, made).await?;
            }
            return Ok(ImportOutcome::Created);
        };
        let is_same = articles::text(tx, held.id, held.version).await?.as_ref() == Some(&text);
        if is_same && (!self.publish || held.published == Some(held.version)) {
            return Ok(ImportOutcome::Unchanged);
        }
        if !self.dry_run {
            let held = if is_same { held } else { self.writing.next(tx, held, &text).await? };
            self.finish(tx, held).await?;
        }
        Ok(ImportOutcome::Changed)
    }

    async fn finish(&self, tx: &mut Tx<'_>, article: subrosa_proto::knowledge::Article) -> Result<(), Error> {
        if self.publish {
            let version = article.version;
            self.writing.publish(tx, article, Some(version)).await?;
        }
        Ok(())
    }
}

/// What is wrong with an article, in words.
fn why(error: Error) -> String {
    let problem = error.into_problem();
    let detail = problem.detail.unwrap_or(problem.title);
    problem.field.map_or(detail.clone(), |field| format!("{field}: {detail}"))
}
