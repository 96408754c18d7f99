//! Finding passages by what they mean: the cosine between their vectors and the question's, one after the other. A structure that finds the
//! nearest without looking at all would pay off at a hundred times as many passages as a brand can have.

use std::collections::HashMap;

use subrosa_proto::ArticleId;

use super::Index;
use crate::vector::Vector;

/// From so many standard deviations above the mean of all passages on, nearness says no more.
const NEAREST: f32 = 6.0;
/// From so many standard deviations before the next article on, a lead says no more.
const LEAD: f32 = 2.0;
/// From so many standard deviations above the mean on, a passage is found.
const FOUND: f32 = 1.0;
/// Fewer passages have no mean that says anything.
const FEW: usize = 8;

/// The passages of an index, by how near they are to a question.
pub(super) struct Nearness {
    /// The articles, each with its nearest passage and how near that is, the nearest first.
    articles: Vec<(ArticleId, usize, f32)>,
    mean: f32,
    deviation: f32,
    is_few: bool,
}

impl Nearness {
    pub(super) fn of(index: &Index, question: &Vector) -> Self {
        let cosine = |vector: &Option<Vector>| vector.as_ref().and_then(|vector| vector.cosine(question));
        let near: Vec<(usize, f32)> =
            index.vectors.iter().enumerate().filter_map(|(place, one)| Some((place, cosine(one)?))).collect();
        let count = near.len().max(1) as f32;
        let mean = near.iter().map(|(_, cosine)| cosine).sum::<f32>() / count;
        let variance = near.iter().map(|(_, cosine)| (cosine - mean).powi(2)).sum::<f32>() / count;
        let mut nearest: HashMap<ArticleId, (usize, f32)> = HashMap::new();
        for &(place, cosine) in &near {
            let Some(entry) = index.entry(place) else { continue };
            let best = nearest.entry(entry.article).or_insert((place, cosine));
            if cosine > best.1 {
                *best = (place, cosine);
            }
        }
        let mut articles: Vec<_> = nearest.into_iter().map(|(article, (place, near))| (article, place, near)).collect();
        articles.sort_unstable_by(|one, other| other.2.total_cmp(&one.2).then(one.0.cmp(&other.0)));
        Self { articles, mean, deviation: variance.sqrt(), is_few: near.len() < FEW }
    }

    /// The articles that stand out, with their nearest passages, the nearest first: something is nearest to every question.
    pub(super) fn found(&self) -> impl Iterator<Item = (ArticleId, usize)> {
        let least = self.mean + self.deviation * FOUND;
        self.articles.iter().filter(move |(.., near)| *near > least).map(|(article, place, _)| (*article, *place))
    }

    /// How far an article stands out of all that there is, and how far before every other article, from 0 to 1 each. Measured by how the
    /// passages lie around this question and not by the cosine itself, of which each model has its own range.
    pub(super) fn stands_out(&self, article: ArticleId) -> (f64, f64) {
        let own = self.articles.iter().find(|(one, ..)| *one == article).map(|(.., near)| *near);
        let (Some(own), true) = (own, self.deviation > 0.0 && !self.is_few) else { return (0.0, 0.0) };
        let other = self.articles.iter().find(|(one, ..)| *one != article).map_or(self.mean, |(.., near)| *near);
        let part = |distance: f32, most: f32| f64::from((distance / self.deviation / most).clamp(0.0, 1.0));
        (part(own - self.mean, NEAREST), part(own - other, LEAD))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Candidate, THRESHOLD, Ways};

    /// A dimension for each article, and one that all have.
    fn vector(field: usize, much: f32) -> Vector {
        let mut numbers = [0.1; 11];
        numbers[field] = much;
        numbers[10] = 1.0;
        Vector::new(&numbers).expect("a direction")
    }

    fn index() -> Index {
        let mut index = Index::new("en");
        for (place, title) in (0..10)
            .zip(["Returns", "Delivery", "Linen", "Paying", "Sizes", "Hours", "Gifts", "Repairs", "Jobs", "Press"])
        {
            let id = ArticleId::new(place as i64 + 1);
            let markdown = format!("What there is to say of {title} and bowls.");
            index.replace(Article { id, title, link: "", markdown: &markdown });
            index.set_vectors(id, vec![vector(place, 3.0)]);
        }
        index
    }

    fn first(index: &Index, question: &str, meaning: Option<&Vector>) -> Option<Candidate> {
        index.find_near(question, meaning).candidates.into_iter().next()
    }

    #[test]
    fn nearness_finds_what_no_word_does_and_does_not_answer_by_itself() {
        let index = index();
        assert_eq!(first(&index, "refunds", None), None);
        let found = first(&index, "refunds", Some(&vector(0, 3.0))).expect("by what it means");
        assert_eq!((found.title.as_str(), found.ways), ("Returns", Ways { words: false, meaning: true }));
        assert!(found.sureness < THRESHOLD && found.evidence.meaning.is_some_and(|meaning| meaning.lead > 0.5));
        let both = first(&index, "returns", Some(&vector(0, 3.0))).expect("by both");
        assert_eq!((both.title.as_str(), both.ways), ("Returns", Ways { words: true, meaning: true }));
        assert!(both.sureness > found.sureness);
    }

    #[test]
    fn a_question_that_is_near_to_nothing_is_answered_by_words() {
        let index = index();
        let flat = Vector::new(&[1.0; 11]).expect("a direction");
        let found = first(&index, "linen", Some(&flat)).expect("by words");
        assert_eq!((found.title.as_str(), found.ways.words), ("Linen", true));
        let other_space = Vector::new(&[1.0; 3]).expect("a direction");
        let found = index.find_near("refunds", Some(&other_space));
        assert!(found.candidates.is_empty() && !found.answered);
        let found = first(&index, "linen", Some(&other_space)).expect("by words");
        assert_eq!(found.title, "Linen");
    }

    #[test]
    fn vectors_go_with_what_they_are_of() {
        let mut index = index();
        assert_eq!(index.vector_numbers(), 110);
        index.set_vectors(ArticleId::new(1), vec![vector(0, 3.0), vector(1, 3.0)]);
        index.set_vectors(ArticleId::new(99), vec![vector(0, 3.0)]);
        assert_eq!(index.vector_numbers(), 110, "of other passages");
        index.remove(ArticleId::new(1));
        index.replace(Article { id: ArticleId::new(2), title: "Delivery", link: "", markdown: "Another." });
        assert_eq!(index.vector_numbers(), 88);
        assert!(index.find_near("refunds", Some(&vector(0, 3.0))).candidates.iter().all(|one| one.title != "Returns"));
    }
}
