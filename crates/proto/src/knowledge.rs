//! A brand's knowledge: its articles, their versions, what it answers, and which questions had no answer.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, ArticleId, QuestionId};
use crate::time::Timestamp;

/// An article, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Article {
    pub id: ArticleId,
    pub title: String,
    /// The language it is written in (BCP 47).
    pub language: String,
    /// Where customers can read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub link: Option<String>,
    /// Without repetition, in the order of their letters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// The newest version: 1, 2, 3…
    pub version: i64,
    /// The version from which customers are answered; absent while it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub published: Option<i64>,
    /// When the newest version was written, or another was published.
    pub changed_at: Timestamp,
    /// Who did that; absent when it was the operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub changed_by: Option<AccountId>,
}

/// What an article says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArticleText {
    /// 1 to 150 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 150, example = "Returns and refunds"))]
    pub title: String,
    /// The language it is written in (BCP 47).
    #[cfg_attr(feature = "schema", schema(pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", example = "en"))]
    pub language: String,
    /// CommonMark, and tables; 1 to 20,000 characters. HTML in it is left out.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 20000, example = "Within **30 days** of delivery.")
    )]
    pub markdown: String,
    /// Where customers can read it: an address with `https://` or `http://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 1000))]
    pub link: Option<String>,
    /// At most 20, of 1 to 30 characters each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub labels: Vec<String>,
}

/// A new article, or the next version of one. It is a draft until it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveArticle {
    pub text: ArticleText,
    /// The newest version when the writer began: if there is a newer one, nothing is written. Without it, whatever stands there is
    /// followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub based_on: Option<i64>,
}

/// An article and one version of its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArticleWithText {
    pub article: Article,
    /// Which version the text is.
    pub version: i64,
    pub text: ArticleText,
}

/// Which version of an article to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct ArticleRequest {
    /// The newest unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1))]
    pub version: Option<i64>,
}

/// Whether customers are answered from an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ArticleState {
    /// No version is published.
    Draft,
    /// A version is published.
    Published,
    /// A version is published, and a newer one is not.
    Changed,
}

/// Which articles to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct ArticlesRequest {
    /// Only those whose title or label has each of these words, or the beginning of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(max_length = 100))]
    pub search: Option<String>,
    /// Only those in this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub state: Option<ArticleState>,
    /// Only those in this language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(max_length = 20))]
    pub language: Option<String>,
    /// Only those with this label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(max_length = 30))]
    pub label: Option<String>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{1,19}\\.[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// How many at most: 1 to 100, 50 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
}

/// A page of articles, the last changed first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArticlePage {
    pub articles: Vec<Article>,
    /// How many there are on all pages.
    pub total: u32,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}

/// A version of an article, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArticleVersion {
    pub version: i64,
    pub title: String,
    pub at: Timestamp,
    /// Who wrote it; absent when it was the operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub author: Option<AccountId>,
}

/// The versions of an article that are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArticleVersionList {
    /// The newest first.
    pub versions: Vec<ArticleVersion>,
}

/// Which version customers are answered from, from now on. An older one rolls back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublishArticle {
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
}

/// An article from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportedArticle {
    /// What it is called there, such as its file's name; the same again is the same article.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 300, example = "delivery/abroad.md"))]
    pub source: String,
    pub text: ArticleText,
}

/// Articles to bring in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportArticles {
    #[serde(deserialize_with = "crate::object::list")]
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 100))]
    pub articles: Vec<ImportedArticle>,
    /// Publish what is new or has changed; otherwise it is a draft.
    #[serde(default)]
    pub publish: bool,
    /// Only say what would become of them.
    #[serde(default)]
    pub dry_run: bool,
}

/// What becomes of an article that is brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ImportOutcome {
    /// It is new.
    Created,
    /// It is the next version of one that was brought in before.
    Changed,
    /// It says what it said.
    Unchanged,
    /// It can't be brought in; the detail says why.
    Refused,
}

/// What becomes of each of the articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// In their order.
    pub lines: Vec<ImportLine>,
}

/// What becomes of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportLine {
    pub source: String,
    pub outcome: ImportOutcome,
    /// Why it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub detail: Option<String>,
}

/// A question to the knowledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AskKnowledge {
    /// 1 to 500 characters.
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 500, example = "How long can I return things?")
    )]
    pub question: String,
    /// The language of the articles to look in; all that there are unless said, or when there are none in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 20))]
    pub language: Option<String>,
}

/// What a customer would be answered, and from where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KnowledgeAnswer {
    /// The message that the customer gets; absent when nothing is sure enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub answer: Option<String>,
    /// The best passages, also those that are not sure enough, the best first.
    pub candidates: Vec<KnowledgeCandidate>,
    /// From which sureness on a passage is an answer.
    pub threshold: u8,
}

/// A passage that may be an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KnowledgeCandidate {
    pub article: ArticleId,
    pub title: String,
    /// Where customers can read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub link: Option<String>,
    /// The headings above the passage; empty at the beginning of an article.
    pub heading: String,
    /// Word for word from the article.
    pub quotation: String,
    /// From 0 to 100.
    pub sureness: u8,
    /// By which ways it was found.
    pub found_by: Vec<FoundBy>,
}

/// A way by which a passage is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum FoundBy {
    /// It has words of the question, or words that resemble them by their letters.
    Words,
    /// Its vector is among the nearest to the question's.
    Meaning,
}

/// Questions without an answer that ask the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct UnansweredQuestion {
    pub id: QuestionId,
    /// As it was asked most often.
    pub question: String,
    /// In what other words, at most 5.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// How often it was asked, in all words together.
    pub count: i64,
    pub last_at: Timestamp,
}

/// What customers asked in vain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct UnansweredList {
    /// The most often asked first; at most 100.
    pub questions: Vec<UnansweredQuestion>,
}
