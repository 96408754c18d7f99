//! Finding passages: BM25 over words, where a word also finds those that resemble it by their letters.
//!
//! A word of the question and the words that resemble it are one term, whose frequency in a passage is the sum of theirs, each weighed by
//! the square of its similarity: the synonym operator of structured queries (Pirkola: The effects of query structure, SIGIR 1998) with
//! trigram similarity for a dictionary. So forms of a word, compounds and misspellings find each other in any language that has
//! letters, and one formula ranks both. BM25: Robertson, Zaragoza: The probabilistic relevance framework, 2009.

use std::collections::BTreeSet;

use subrosa_proto::ArticleId;

use super::meaning::Nearness;
use super::vocabulary::{RESEMBLES, WordId};
use super::{Entry, Index};
use crate::fusion::fused;
use crate::limits::{CANDIDATES, PASSAGES};
use crate::question;
use crate::quotation::quotation;
use crate::sureness::{Evidence, Meaning, THRESHOLD, sureness};
use crate::vector::Vector;

/// How soon more of the same word counts no more.
const K1: f32 = 1.2;
/// How much longer passages need more of it.
const B: f32 = 0.5;
/// Articles of each ranking that are put together. What stands behind these comes first in no other way.
const DEPTH: usize = 50;

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
    pub ways: Ways,
}

/// How a passage was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    /// By words of the question, or by such as resemble them.
    pub words: bool,
    /// By its vector.
    pub meaning: bool,
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

/// A question, and what its words found.
#[derive(Clone, Copy)]
struct Asked<'a> {
    terms: &'a [String],
    sums: &'a Sums,
}

/// An article that may have an answer, and where.
struct Ranked {
    article: ArticleId,
    place: usize,
    /// The score of its best passage by words; nothing where it has none of them.
    score: f32,
    ways: Ways,
}

impl Index {
    /// What the articles say to a question.
    #[must_use]
    pub fn find(&self, question: &str) -> Finding {
        self.find_near(question, None)
    }

    /// The same where it is known what the question means. What words alone are sure of stays the answer; otherwise what words find and what
    /// vectors find are one ranking ([`fused`]), and how sure it is that something answers is said by both, and by vectors alone never.
    #[must_use]
    pub fn find_near(&self, question: &str, meaning: Option<&Vector>) -> Finding {
        let terms = question::content(question, &self.function_words);
        let sums = self.sums(&terms);
        let asked = Asked { terms: &terms, sums: &sums };
        let Some(meaning) = meaning else {
            let ranked = self.ranked(&sums, CANDIDATES + 1);
            return finding(ranked.iter().enumerate().map(|(rank, _)| self.candidate(asked, &ranked, rank, None)));
        };
        let nearness = Nearness::of(self, meaning);
        let words = self.ranked(&sums, DEPTH);
        let mut ranked = fuse(&words, &nearness);
        let first = self.candidate(asked, &words, 0, None).filter(|first| first.sureness >= THRESHOLD);
        if let Some(first) = &first {
            ranked.retain(|one| one.article != first.article);
            let others =
                ranked.iter().enumerate().map(|(rank, _)| self.candidate(asked, &ranked, rank, Some(&nearness)));
            // None of them can be surer than what words say.
            let others = others
                .map(|other| other.map(|other| Candidate { sureness: other.sureness.min(first.sureness), ..other }));
            let by_both = nearness.found().take(DEPTH).any(|(article, _)| article == first.article);
            let first = Candidate { ways: Ways { words: true, meaning: by_both }, ..first.clone() };
            return finding(std::iter::once(Some(first)).chain(others));
        }
        finding(ranked.iter().enumerate().map(|(rank, _)| self.candidate(asked, &ranked, rank, Some(&nearness))))
    }

    /// What speaks for one of those that were found, beside those behind it.
    fn candidate(
        &self,
        Asked { terms, sums }: Asked<'_>,
        ranked: &[Ranked],
        rank: usize,
        nearness: Option<&Nearness>,
    ) -> Option<Candidate> {
        let one = ranked.get(rank)?;
        let next = ranked.iter().skip(rank + 1).map(|other| other.score).fold(0.0, f32::max);
        let (held, entry) = (self.articles.get(&one.article)?, self.entry(one.place)?);
        let sum = sums.passages.get(one.place)?;
        let part = |one: f32, of: f32| if of > 0.0 { f64::from((one / of).clamp(0.0, 1.0)) } else { 0.0 };
        let evidence = Evidence {
            coverage: part(sum.covered, sums.asked),
            strength: part(sum.score, sums.most),
            margin: part(sum.score - next, sums.most),
            likeness: self.likeness(&held.title, terms, sums).max(self.likeness(&entry.heading, terms, sums)),
            meaning: nearness.map(|nearness| {
                let (nearness, lead) = nearness.stands_out(one.article);
                Meaning { nearness, lead }
            }),
        };
        Some(Candidate {
            article: one.article,
            title: held.title.clone(),
            link: held.link.clone(),
            heading: entry.heading.clone(),
            quotation: quotation(&entry.text, terms),
            sureness: sureness(evidence),
            evidence,
            ways: one.ways,
        })
    }

    /// The best articles by words, each with its best passage.
    fn ranked(&self, sums: &Sums, depth: usize) -> Vec<Ranked> {
        let mut found: Vec<(f32, usize)> = sums
            .passages
            .iter()
            .enumerate()
            .filter(|(_, sum)| sum.score > 0.0)
            .map(|(place, sum)| (sum.score, place))
            .collect();
        // As many passages as one article can have may all be of the best one; there are as many again for the next.
        let enough = depth * PASSAGES;
        let first = |one: &(f32, usize), other: &(f32, usize)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
        if found.len() > enough {
            found.select_nth_unstable_by(enough, first);
            found.truncate(enough);
        }
        found.sort_unstable_by(first);
        let mut ranked: Vec<Ranked> = Vec::new();
        for (score, place) in found {
            let Some(entry) = self.entry(place) else { continue };
            if ranked.iter().all(|one| one.article != entry.article) {
                let ways = Ways { words: true, meaning: false };
                ranked.push(Ranked { article: entry.article, place, score, ways });
            }
            if ranked.len() >= depth {
                break;
            }
        }
        ranked
    }

    pub(super) fn entry(&self, place: usize) -> Option<&Entry> {
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

/// The first few, and whether the first of them is an answer.
fn finding(candidates: impl Iterator<Item = Option<Candidate>>) -> Finding {
    let candidates: Vec<Candidate> = candidates.take(CANDIDATES).flatten().collect();
    Finding { answered: candidates.first().is_some_and(|first| first.sureness >= THRESHOLD), candidates }
}

/// What words find and what is near, as one ranking. Of an article that both find, that passage counts which stands higher.
fn fuse(words: &[Ranked], nearness: &Nearness) -> Vec<Ranked> {
    let near: Vec<(ArticleId, usize)> = nearness.found().take(DEPTH).collect();
    let rankings = [words.iter().map(|one| one.article).collect(), near.iter().map(|one| one.0).collect()];
    let of_article = |article: ArticleId| {
        let by_words = words.iter().position(|one| one.article == article);
        let by_meaning = near.iter().position(|one| one.0 == article);
        let passage_near = by_meaning.and_then(|rank| near.get(rank)).map(|one| one.1);
        let found = by_words.and_then(|rank| words.get(rank));
        let is_nearer = by_meaning.is_some_and(|near| by_words.is_none_or(|words| near < words));
        let place = if is_nearer { passage_near } else { found.map(|one| one.place) };
        let ways = Ways { words: by_words.is_some(), meaning: by_meaning.is_some() };
        Some(Ranked { article, place: place?, score: found.map_or(0.0, |one| one.score), ways })
    };
    fused(&rankings).into_iter().filter_map(of_article).collect()
}

/// How much one word may stand for another: the square of their similarity by letters, nothing where that is small.
fn similarity(one: &BTreeSet<[char; 3]>, other: &BTreeSet<[char; 3]>) -> f32 {
    let dice = 2.0 * one.intersection(other).count() as f32 / (one.len() + other.len()).max(1) as f32;
    if dice >= RESEMBLES { dice * dice } else { 0.0 }
}
