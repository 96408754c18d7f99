//! A brand's published articles in memory, an index for each language.

use std::collections::{BTreeMap, HashMap};

use subrosa_knowledge::limits::CANDIDATES;
use subrosa_knowledge::{Article, Finding, Index};
use subrosa_proto::ArticleId;
use subrosa_store::knowledge::Changed;

/// What is published, up to a number of the brand's changes.
#[derive(Debug, Default)]
pub(super) struct BrandIndex {
    pub(super) number: i64,
    languages: BTreeMap<String, Index>,
    /// In which language's index each article is.
    places: HashMap<ArticleId, String>,
}

impl BrandIndex {
    /// How many passages it holds.
    pub(super) fn passages(&self) -> usize {
        self.languages.values().map(Index::passages).sum()
    }

    /// Follows changes, which come in the order of their numbers.
    pub(super) fn follow(&mut self, changes: Vec<Changed>) {
        for Changed { article, number, text } in changes {
            if let Some(held) = self.places.remove(&article).and_then(|language| self.languages.get_mut(&language)) {
                held.remove(article);
            }
            if let Some(text) = text {
                let language = subtag(&text.language);
                let index = self.languages.entry(language.clone()).or_insert_with(|| Index::new(&language));
                let link = text.link.as_deref().unwrap_or_default();
                index.replace(Article { id: article, title: &text.title, link, markdown: &text.markdown });
                self.places.insert(article, language);
            }
            self.number = number;
        }
        self.languages.retain(|_, index| !index.is_empty());
    }

    /// What the articles of a language say; what any say when no language is asked for, or none is written in it.
    pub(super) fn find(&self, language: Option<&str>, question: &str) -> Finding {
        if let Some(index) = language.and_then(|language| self.languages.get(&subtag(language))) {
            return index.find(question);
        }
        let findings: Vec<Finding> = self.languages.values().map(|index| index.find(question)).collect();
        let answered = findings.iter().any(|finding| finding.answered);
        let mut candidates: Vec<_> = findings.into_iter().flat_map(|finding| finding.candidates).collect();
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.sureness));
        candidates.truncate(CANDIDATES);
        Finding { answered, candidates }
    }
}

/// The language without its region: who asks in `en-GB` is answered in `en-US`.
fn subtag(language: &str) -> String {
    language.split('-').next().unwrap_or_default().to_ascii_lowercase()
}
