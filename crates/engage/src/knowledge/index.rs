//! A brand's published articles in memory, an index for each language.

use std::collections::{BTreeMap, HashMap};

use subrosa_knowledge::limits::CANDIDATES;
use subrosa_knowledge::{Article, Finding, Index, Vector};
use subrosa_proto::ArticleId;
use subrosa_store::article_vectors::ArticleVectors;
use subrosa_store::knowledge::Changed;

/// What is published, up to a number of the brand's changes.
#[derive(Debug, Default)]
pub(crate) struct BrandIndex {
    pub(super) number: i64,
    languages: BTreeMap<String, Index>,
    /// In which language's index each article is, and in which version.
    places: HashMap<ArticleId, (String, i64)>,
    /// How many numbers the vectors have together.
    numbers: usize,
}

/// Numbers of vectors that take as much memory as a passage.
const NUMBERS_OF_PASSAGE: usize = 750;

impl BrandIndex {
    /// How much it holds: passages, and vectors that take as much room as so many.
    pub(super) fn room(&self) -> usize {
        self.languages.values().map(Index::passages).sum::<usize>() + self.numbers / NUMBERS_OF_PASSAGE
    }

    /// Whether it is known of any passage what it means.
    pub(crate) const fn has_vectors(&self) -> bool {
        self.numbers > 0
    }

    /// Takes in what published versions mean; those of another than it holds are left.
    pub(super) fn set_vectors(&mut self, made: &[ArticleVectors]) {
        for one in made {
            let Some((language, version)) = self.places.get(&one.article) else { continue };
            let vectors = usize::try_from(one.passages).ok().and_then(|count| Vector::read_many(&one.vectors, count));
            if let (Some(index), Some(vectors)) = (self.languages.get_mut(language), vectors)
                && *version == one.version
            {
                index.set_vectors(one.article, vectors);
            }
        }
    }

    /// Counts the vectors anew.
    pub(super) fn weigh(&mut self) {
        self.numbers = self.languages.values().map(Index::vector_numbers).sum();
    }

    /// Follows changes, which come in the order of their numbers.
    pub(super) fn follow(&mut self, changes: Vec<Changed>) {
        for Changed { article, number, version, text } in changes {
            if let Some(held) = self.places.remove(&article).and_then(|(language, _)| self.languages.get_mut(&language))
            {
                held.remove(article);
            }
            if let Some(text) = text {
                let language = subtag(&text.language);
                let index = self.languages.entry(language.clone()).or_insert_with(|| Index::new(&language));
                let link = text.link.as_deref().unwrap_or_default();
                index.replace(Article { id: article, title: &text.title, link, markdown: &text.markdown });
                self.places.insert(article, (language, version.unwrap_or(0)));
            }
            self.number = number;
        }
        self.languages.retain(|_, index| !index.is_empty());
    }

    /// What the articles of a language say; what any say when no language is asked for, or none is written in it.
    pub(crate) fn find(&self, language: Option<&str>, question: &str, meaning: Option<&Vector>) -> Finding {
        if let Some(index) = language.and_then(|language| self.languages.get(&subtag(language))) {
            return index.find_near(question, meaning);
        }
        let findings: Vec<Finding> = self.languages.values().map(|index| index.find_near(question, meaning)).collect();
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
