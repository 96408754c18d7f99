//! The words of all passages, and which of them resemble a word.

use std::collections::HashMap;

use subrosa_words::trigrams;

/// A word of the vocabulary.
pub(super) type WordId = u32;

/// From here on one word may stand for another: `return` for `returns`, `adress` for `address`.
pub(super) const RESEMBLES: f32 = 0.6;
/// Words that one word of a question may find.
const MOST: usize = 12;

/// Words are never forgotten: one that no passage has any more finds nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    ids: HashMap<String, WordId>,
    /// Of each word, how many groups of letters it has.
    sizes: Vec<u16>,
    by_letters: HashMap<[char; 3], Vec<WordId>>,
}

impl Vocabulary {
    pub(super) fn len(&self) -> usize {
        self.sizes.len()
    }

    /// The word's id, if it was learnt.
    pub(super) fn id(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).copied()
    }

    /// The word's id; it has one from now on.
    pub(super) fn learn(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        // Bounded by the articles' sizes, far below.
        let id = WordId::try_from(self.sizes.len()).unwrap_or(WordId::MAX);
        let letters = trigrams(word);
        self.sizes.push(u16::try_from(letters.len()).unwrap_or(u16::MAX));
        for three in letters {
            self.by_letters.entry(three).or_default().push(id);
        }
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// The words that a word may stand for, with how much each resembles it: itself with 1, and others by the Dice coefficient of their
    /// groups of three letters (Angell, Freund, Willett: Automatic spelling correction using a trigram similarity measure, 1983).
    pub(super) fn resembling(&self, word: &str) -> Vec<(WordId, f32)> {
        let letters = trigrams(word);
        let mut shared: HashMap<WordId, u16> = HashMap::new();
        for id in letters.iter().filter_map(|three| self.by_letters.get(three)).flatten() {
            *shared.entry(*id).or_default() += 1;
        }
        let own = self.ids.get(word).copied();
        let size = letters.len() as f32;
        let mut found: Vec<(WordId, f32)> = shared
            .into_iter()
            .filter_map(|(id, shared)| {
                let other = f32::from(*self.sizes.get(id as usize)?);
                let similarity =
                    if own == Some(id) { 1.0 } else { (2.0 * f32::from(shared) / (size + other)).min(0.99) };
                (similarity >= RESEMBLES).then_some((id, similarity))
            })
            .collect();
        found.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        found.truncate(MOST);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_misspellings_resemble() {
        let mut vocabulary = Vocabulary::default();
        let ids: Vec<WordId> = ["returns", "address", "vase", "returns"].map(|word| vocabulary.learn(word)).into();
        assert_eq!(ids, [0, 1, 2, 0]);
        let found = |word| vocabulary.resembling(word).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(found("return"), [0]);
        assert_eq!(found("adress"), [1]);
        assert_eq!(found("vases"), [2]);
        assert_eq!(vocabulary.resembling("vase"), [(2, 1.0)]);
        assert_eq!(found("teapot"), [0; 0]);
    }
}
