//! The passages of one brand in one language, and which of them answer a question.

mod find;
mod meaning;
mod vocabulary;

use std::collections::{HashMap, HashSet};

use subrosa_proto::ArticleId;

pub use find::{Candidate, Finding, Ways};

use crate::vector::Vector;
use crate::{function_words, passages};
use vocabulary::{Vocabulary, WordId};

/// How much a word of the title, or of a heading, counts beside one of the text.
const TITLE: f32 = 2.0;
const HEADING: f32 = 2.0;

/// An article to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Article<'a> {
    pub id: ArticleId,
    pub title: &'a str,
    /// Where customers can read it; empty where nowhere.
    pub link: &'a str,
    pub markdown: &'a str,
}

/// The passages of articles, by their words. Costs about twice the articles' texts in memory.
#[derive(Debug, Clone)]
pub struct Index {
    function_words: HashSet<String>,
    vocabulary: Vocabulary,
    /// Which passages have a word, by the word.
    postings: Vec<Vec<Posting>>,
    /// Places of removed passages are taken by later ones.
    passages: Vec<Option<Entry>>,
    /// How long each is, by the words in it, weighed by where. Apart, because every word of a question reads it.
    lengths: Vec<f32>,
    /// What each means, where that is known.
    vectors: Vec<Option<Vector>>,
    free: Vec<u32>,
    articles: HashMap<ArticleId, Held>,
    /// The lengths of all passages together.
    length: f64,
}

#[derive(Debug, Clone, Copy)]
struct Posting {
    passage: u32,
    /// How often the passage has the word, weighed by where.
    weight: f32,
}

#[derive(Debug, Clone)]
struct Entry {
    article: ArticleId,
    heading: String,
    text: String,
    /// Its different words, so that it can be taken out again.
    words: Box<[WordId]>,
}

#[derive(Debug, Clone)]
struct Held {
    title: String,
    link: String,
    passages: Vec<u32>,
}

impl Index {
    /// An empty one for articles of this language (BCP 47).
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self {
            function_words: function_words::of(language).map(subrosa_words::fold).collect(),
            vocabulary: Vocabulary::default(),
            postings: Vec::new(),
            passages: Vec::new(),
            lengths: Vec::new(),
            vectors: Vec::new(),
            free: Vec::new(),
            articles: HashMap::new(),
            length: 0.0,
        }
    }

    /// How many passages it holds.
    #[must_use]
    pub fn passages(&self) -> usize {
        self.passages.len() - self.free.len()
    }

    /// Whether it holds no article.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// How many numbers the vectors of its passages have together.
    #[must_use]
    pub fn vector_numbers(&self) -> usize {
        self.vectors.iter().flatten().map(Vector::dimensions).sum()
    }

    /// Says what the passages of an article mean, in their order; an article that has another number of passages, or is not there, stays as it
    /// is. Replacing an article forgets it.
    pub fn set_vectors(&mut self, article: ArticleId, vectors: Vec<Vector>) {
        let Some(held) = self.articles.get(&article).filter(|held| held.passages.len() == vectors.len()) else {
            return;
        };
        for (place, vector) in held.passages.iter().zip(vectors) {
            if let Some(slot) = self.vectors.get_mut(*place as usize) {
                *slot = Some(vector);
            }
        }
    }

    /// Adds an article, or puts it in the place of what it said before.
    pub fn replace(&mut self, article: Article<'_>) {
        self.remove(article.id);
        let title = subrosa_words::words(article.title);
        let mut places = Vec::new();
        for passage in passages(article.markdown) {
            let mut weights: HashMap<WordId, f32> = HashMap::new();
            let heading = subrosa_words::words(&passage.heading);
            let text = subrosa_words::words(&passage.text);
            for (words, weight) in [(&title, TITLE), (&heading, HEADING), (&text, 1.0)] {
                for word in words {
                    *weights.entry(self.vocabulary.learn(word)).or_default() += weight;
                }
            }
            let length: f32 = weights.values().sum();
            let words: Box<[WordId]> = weights.keys().copied().collect();
            let entry = Entry { article: article.id, heading: passage.heading, text: passage.text, words };
            let place = self.place(entry, length);
            self.postings.resize_with(self.vocabulary.len(), Vec::new);
            for (word, weight) in weights {
                if let Some(list) = self.postings.get_mut(word as usize) {
                    list.push(Posting { passage: place, weight });
                }
            }
            self.length += f64::from(length);
            places.push(place);
        }
        let held = Held { title: article.title.to_owned(), link: article.link.to_owned(), passages: places };
        self.articles.insert(article.id, held);
    }

    /// Takes an article out; one that is not there already is.
    pub fn remove(&mut self, article: ArticleId) {
        let Some(held) = self.articles.remove(&article) else { return };
        for place in held.passages {
            let Some(entry) = self.passages.get_mut(place as usize).and_then(Option::take) else { continue };
            for word in entry.words {
                if let Some(list) = self.postings.get_mut(word as usize) {
                    list.retain(|posting| posting.passage != place);
                }
            }
            if let Some(vector) = self.vectors.get_mut(place as usize) {
                *vector = None;
            }
            self.length -= self.lengths.get(place as usize).map_or(0.0, |length| f64::from(*length));
            self.free.push(place);
        }
    }

    fn place(&mut self, entry: Entry, length: f32) -> u32 {
        if let Some(place) = self.free.pop()
            && let Some(slot) = self.passages.get_mut(place as usize)
            && let Some(own) = self.lengths.get_mut(place as usize)
        {
            (*slot, *own) = (Some(entry), length);
            return place;
        }
        self.passages.push(Some(entry));
        self.lengths.push(length);
        self.vectors.push(None);
        // Bounded by articles times passages, far below.
        u32::try_from(self.passages.len() - 1).unwrap_or(u32::MAX)
    }
}
