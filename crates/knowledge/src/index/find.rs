//! Finding passages: BM25 over words, where a word also finds those that resemble it by their letters.
//!
//! A word of the question and the words that resemble it are one term, whose frequency in a passage is the sum of theirs, each weighed by
//! the square of its similarity: the synonym operator of structured queries (Pirkola: The effects of query structure, SIGIR 1998) with
//! trigram similarity for a dictionary. So forms of a word, compounds and misspellings find each other in any language that has
//! letters, and one formula ranks both. BM25: Robertson, Zaragoza: The probabilistic relevance framework, 2009.

use std::collections::BTreeSet;

use subrosa_proto::ArticleId;

use super::vocabulary::{RESEMBLES, WordId};
use super::{Entry, Index};
use crate::limits::{CANDIDATES, PASSAGES};
use crate::question;
use crate::quotation::quotation;
use crate::sureness::{Evidence, THRESHOLD, sureness};

/// How soon more of the same word counts no more.
const K1: f32 = 1.2;
/// How much longer passages need more of it.
const B: f32 = 0.5;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Whether the first candidate is an answer. Otherwise nothing is known.
    pub answered: bool,
    /// The best passage of each of the best articles, the best first.
    pub candidates: Vec<Candidate>,
}

/// A passage that may be an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub article: ArticleId,
    pub title: String,
    /// Where customers can read it; empty where nowhere.
    pub link: String,
    /// The headings above the passage.
    pub heading: String,
    /// The sentences that fit best, word for word as they stand in the article.
    pub quotation: String,
    /// From 0 to 100: how sure it is that this answers.
    pub sureness: u8,
    pub evidence: Evidence,
}

/// What is known of a passage while the question is gone through.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    score: f32,
    covered: f32,
}

/// What the question's terms found.
struct Sums {
    /// Of each passage, by its place.
    passages: Vec<Sum>,
    /// How rare each term is.
    rarities: Vec<f32>,
    /// The sum of these: what a passage would cover that has every term.
    asked: f32,
    /// The highest score there could be.
    most: f32,
}

impl Index {
    /// What the articles say to a question.
    #[must_use]
    pub fn find(&self, question: &str) -> Finding {
        let terms = question::content(question, &self.function_words);
        let sums = self.sums(&terms);
        let ranked = self.ranked(&sums);
        let candidates: Vec<Candidate> = ranked
            .iter()
            .take(CANDIDATES)
            .enumerate()
            .filter_map(|(rank, &(article, score, place))| {
                let next = ranked.get(rank + 1).map_or(0.0, |next| next.1);
                let covered = sums.passages.get(place)?.covered;
                let (held, entry) = (self.articles.get(&article)?, self.entry(place)?);
                let part = |one: f32, of: f32| if of > 0.0 { f64::from((one / of).clamp(0.0, 1.0)) } else { 0.0 };
                let evidence = Evidence {
                    coverage: part(covered, sums.asked),
                    strength: part(score, sums.most),
                    margin: part(score - next, sums.most),
                    likeness: self.likeness(&held.title, &terms, &sums).max(self.likeness(
                        &entry.heading,
                        &terms,
                        &sums,
                    )),
                };
                Some(Candidate {
                    article,
                    title: held.title.clone(),
                    link: held.link.clone(),
                    heading: entry.heading.clone(),
                    quotation: quotation(&entry.text, &terms),
                    sureness: sureness(evidence),
                    evidence,
                })
            })
            .collect();
        Finding { answered: candidates.first().is_some_and(|first| first.sureness >= THRESHOLD), candidates }
    }

    /// The best articles, each with its best passage and that one's score; one more than there are candidates.
    fn ranked(&self, sums: &Sums) -> Vec<(ArticleId, f32, usize)> {
        let mut found: Vec<(f32, usize)> = sums
            .passages
            .iter()
            .enumerate()
            .filter(|(_, sum)| sum.score > 0.0)
            .map(|(place, sum)| (sum.score, place))
            .collect();
        // As many passages as one article can have may all be of the best one; there are as many again for the next.
        let enough = (CANDIDATES + 1) * PASSAGES;
        let first = |one: &(f32, usize), other: &(f32, usize)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
        if found.len() > enough {
            found.select_nth_unstable_by(enough, first);
            found.truncate(enough);
        }
        found.sort_unstable_by(first);
        let mut ranked: Vec<(ArticleId, f32, usize)> = Vec::new();
        for (score, place) in found {
            let Some(entry) = self.entry(place) else { continue };
            if ranked.iter().all(|(article, ..)| *article != entry.article) {
                ranked.push((entry.article, score, place));
            }
            if ranked.len() > CANDIDATES {
                break;
            }
        }
        ranked
    }

    fn entry(&self, place: usize) -> Option<&Entry> {
        self.passages.get(place)?.as_ref()
    }

    /// How much a title asks the same as the question: the Dice coefficient of their words, rare ones counting more.
    fn likeness(&self, title: &str, terms: &[String], sums: &Sums) -> f64 {
        let words = question::content(title, &self.function_words);
        let known = words.iter().map(|word| self.rarity(self.vocabulary.id(word).map_or(0, |id| self.having(id))));
        let weighs: f32 = known.sum();
        let letters: Vec<_> = words.iter().map(|word| subrosa_words::trigrams(word)).collect();
        let shared: f32 = terms
            .iter()
            .zip(&sums.rarities)
            .map(|(term, rarity)| {
                let own = subrosa_words::trigrams(term);
                rarity * letters.iter().map(|other| similarity(&own, other)).fold(0.0, f32::max)
            })
            .sum();
        let both = sums.asked + weighs;
        if both > 0.0 { f64::from((2.0 * shared / both).clamp(0.0, 1.0)) } else { 0.0 }
    }

    /// How many passages have a word.
    fn having(&self, word: WordId) -> usize {
        self.postings.get(word as usize).map_or(0, Vec::len)
    }

    /// How much a word says that so many passages have: the fewer, the more.
    fn rarity(&self, having: usize) -> f32 {
        let (count, having) = (self.passages() as f32, having as f32);
        (1.0 + (count - having + 0.5).max(0.0) / (having + 0.5)).ln()
    }

    /// What the terms find.
    fn sums(&self, terms: &[String]) -> Sums {
        let count = self.passages() as f32;
        let average = (self.length as f32 / count.max(1.0)).max(1.0);
        let mut sums = Sums {
            passages: vec![Sum::default(); self.passages.len()],
            rarities: Vec::with_capacity(terms.len()),
            asked: 0.0,
            most: 0.0,
        };
        // Of the term that is looked at: its frequency in each passage, and the greatest similarity there.
        let mut frequencies: Vec<(f32, f32)> = vec![(0.0, 0.0); self.passages.len()];
        let mut having: Vec<u32> = Vec::new();
        for term in terms {
            let mut exact = 0;
            for (word, similarity) in self.vocabulary.resembling(term) {
                let Some(postings) = self.postings.get(word as usize) else { continue };
                if similarity >= 1.0 {
                    exact = postings.len();
                }
                let weight = similarity * similarity;
                for posting in postings {
                    let Some(of) = frequencies.get_mut(posting.passage as usize) else { continue };
                    if of.0 <= 0.0 {
                        having.push(posting.passage);
                    }
                    of.0 += weight * posting.weight;
                    of.1 = of.1.max(weight);
                }
            }
            // How rare the word itself is; those that resemble it say so where nobody has it.
            let rarity = self.rarity(if exact > 0 { exact } else { having.len() });
            sums.rarities.push(rarity);
            sums.asked += rarity;
            sums.most += rarity * (K1 + 1.0);
            for place in having.drain(..) {
                let place = place as usize;
                let (Some(of), Some(sum)) = (frequencies.get_mut(place), sums.passages.get_mut(place)) else {
                    continue;
                };
                let (frequency, similarity) = std::mem::take(of);
                let length = self.lengths.get(place).copied().unwrap_or(average);
                let norm = K1 * (1.0 - B + B * length / average);
                sum.score += rarity * frequency * (K1 + 1.0) / (frequency + norm);
                sum.covered += rarity * similarity;
            }
        }
        sums
    }
}

/// How much one word may stand for another: the square of their similarity by letters, nothing where that is small.
fn similarity(one: &BTreeSet<[char; 3]>, other: &BTreeSet<[char; 3]>) -> f32 {
    let dice = 2.0 * one.intersection(other).count() as f32 / (one.len() + other.len()).max(1) as f32;
    if dice >= RESEMBLES { dice * dice } else { 0.0 }
}
