//! The language model that a brand may use, where the operator has one: what for, what it costs, and what it says to members.

use serde::{Deserialize, Serialize};

use crate::ArticleId;

/// What a brand uses the language model for. Nothing, until somebody says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelUses {
    /// Drafts of replies, for members who ask for one.
    pub drafts: bool,
    /// Translations of messages and of replies, for members who ask for one.
    pub translations: bool,
    /// Words for what bots answer from articles, each checked against these.
    pub answers: bool,
    /// Vectors of published articles and of questions to them, by which articles are found that ask the same in other words.
    #[serde(default)]
    pub embeddings: bool,
}

/// The language model as a brand has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BrandModel {
    /// What the operator's model is called; nothing where the operator has none, and then none of this works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The host that it is at: texts go there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    pub uses: ModelUses,
    /// Tokens that the brand has used today (UTC).
    pub spent: u32,
    /// Tokens that it may use in a day.
    pub daily: u32,
    /// The model that makes vectors of articles, which is another than the one above; nothing where the operator has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embeddings: Option<BrandEmbeddings>,
}

/// The model that makes vectors of articles, as a brand has it, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BrandEmbeddings {
    /// What the operator's model is called.
    pub name: String,
    /// The host that it is at: texts go there.
    pub host: String,
    /// Articles that are published.
    pub published: u32,
    /// How many of these have vectors, made from the version that is published.
    pub articles: u32,
    /// How many passages these vectors are of.
    pub passages: u32,
    /// Tokens that the brand has used today (UTC).
    pub spent: u32,
    /// Tokens that it may use in a day.
    pub daily: u32,
}

/// A draft of a reply. It is kept nowhere and sent to nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DraftedReply {
    /// The words, which may be wrong.
    #[cfg_attr(feature = "schema", schema(max_length = 8000))]
    pub text: String,
    /// The articles that it names as where it has this from. Empty: it names none.
    pub sources: Vec<DraftSource>,
}

/// Where a draft has something from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DraftSource {
    pub article: ArticleId,
    pub title: String,
    /// What the article says, word for word.
    pub quotation: String,
}

/// What to translate: a message of the conversation, or words that are being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Translate {
    /// The message's number. Either this or `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub seq: Option<i64>,
    /// The words, 1 to 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub text: Option<String>,
    /// Into which language (BCP 47). Without it, the one in which the customer writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", example = "de"))]
    pub language: Option<String>,
}

/// A translation. It is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Translated {
    #[cfg_attr(feature = "schema", schema(max_length = 8000))]
    pub text: String,
}
