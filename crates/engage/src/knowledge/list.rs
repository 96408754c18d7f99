//! A page of articles.

use subrosa_access::{Actor, ReadKnowledge, Subject, permit};
use subrosa_messaging::{Error, range};
use subrosa_proto::ErrorCode;
use subrosa_proto::knowledge::{Article, ArticlePage, ArticleState, ArticlesRequest};
use subrosa_proto::limits::{BRAND_ARTICLES, PAGE_ARTICLES};
use subrosa_store::articles;

use crate::Engage;

const DEFAULT_LIMIT: u32 = 50;
/// Characters of what is searched for.
const SEARCH_CHARACTERS: usize = 100;

impl Engage {
    /// Articles, the last changed first. A brand's articles without their texts are few and small enough to be looked through at once.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn articles(&self, actor: &Actor, request: ArticlesRequest) -> Result<ArticlePage, Error> {
        let brand = permit::<ReadKnowledge>(actor, &Subject::Own)?.account()?;
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_ARTICLES)?;
        let wrong = |field, detail| Error::field(ErrorCode::InvalidParameter, field, detail);
        let after = match &request.after {
            None => None,
            Some(text) => Some(place(text).ok_or_else(|| wrong("after", "not a page's next"))?),
        };
        if request.search.as_ref().is_some_and(|text| text.chars().count() > SEARCH_CHARACTERS) {
            return Err(wrong("search", "too long"));
        }
        let found = self.messaging.db().read(async move |tx| articles::list(tx, brand, BRAND_ARTICLES).await).await;
        let mut found = found.map_err(Error::from)?;
        let words = subrosa_words::words(request.search.as_deref().unwrap_or_default());
        found.retain(|article| is_wanted(article, &request, &words));
        found.sort_unstable_by_key(|article| std::cmp::Reverse(key(article)));
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        found.retain(|article| after.is_none_or(|after| key(article) < after));
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let is_last = found.len() <= limit;
        found.truncate(limit);
        let next = found.last().filter(|_| !is_last).map(key).map(|(at, id)| format!("{at}.{id}"));
        Ok(ArticlePage { articles: found, total, next })
    }
}

/// What articles are in the order of.
fn key(article: &Article) -> (i64, i64) {
    (article.changed_at.microseconds(), article.id.number())
}

/// Where a page begins, as the one before said it.
fn place(text: &str) -> Option<(i64, i64)> {
    let (at, id) = text.split_once('.')?;
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    Some((number(at)?, number(id)?))
}

fn is_wanted(article: &Article, request: &ArticlesRequest, words: &[String]) -> bool {
    let state = match article.published {
        None => ArticleState::Draft,
        Some(published) if published == article.version => ArticleState::Published,
        Some(_) => ArticleState::Changed,
    };
    // What has changed since it was published is published all the same.
    let has_state = |wanted| wanted == state || (wanted, state) == (ArticleState::Published, ArticleState::Changed);
    request.state.is_none_or(has_state)
        && request.language.as_ref().is_none_or(|language| *language == article.language)
        && request.label.as_ref().is_none_or(|label| article.labels.contains(label))
        && has_words(article, words)
}

fn has_words(article: &Article, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let own: Vec<String> =
        std::iter::once(&article.title).chain(&article.labels).flat_map(|text| subrosa_words::words(text)).collect();
    words.iter().all(|word| own.iter().any(|one| one.starts_with(word)))
}
