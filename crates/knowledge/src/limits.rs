//! How much is read, kept and said.

/// Characters of an article's Markdown.
pub const ARTICLE_CHARACTERS: usize = subrosa_proto::limits::ARTICLE_CHARACTERS;
/// Passages of one article; what stands behind them is not found.
pub const PASSAGES: usize = 200;
/// Characters after which a passage ends with the paragraph.
pub const PASSAGE_CHARACTERS: usize = 1_000;
/// Characters of a question that are read.
pub const QUESTION_CHARACTERS: usize = subrosa_proto::limits::QUESTION_CHARACTERS;
/// Different words of a question that are looked for.
pub const QUESTION_WORDS: usize = 40;
/// Characters of a quotation.
pub const QUOTATION_CHARACTERS: usize = 600;
/// Candidates of a finding.
pub const CANDIDATES: usize = 3;
/// Bytes of a file of articles.
pub const FILE_BYTES: usize = 8 * 1024 * 1024;
