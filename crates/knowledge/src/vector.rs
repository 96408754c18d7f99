//! What a text means, as a model says it: a direction in a space of many dimensions. How near two are is their cosine.

use crate::Passage;

/// The form in which passages are given to a model. Raised when that, or how articles are divided, changes: vectors of another form are of
/// other passages.
pub const VECTORS_FORM: u32 = 1;
/// Characters of a passage that a model is given; small ones read no more.
const EMBEDDED_CHARACTERS: usize = 2_000;

/// What a model is given of a passage: the article's title and the headings say what it is about.
#[must_use]
pub fn embedded(title: &str, passage: &Passage) -> String {
    let Passage { heading, text } = passage;
    let whole = [title, heading, text].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    whole.chars().take(EMBEDDED_CHARACTERS).collect()
}

/// A direction: a vector of length 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector(Box<[f32]>);

impl Vector {
    /// The direction of these numbers; none where they are not numbers, or all nothing.
    #[must_use]
    pub fn new(numbers: &[f32]) -> Option<Self> {
        let length = numbers.iter().map(|number| f64::from(*number).powi(2)).sum::<f64>().sqrt();
        let is_one = length.is_finite() && length > f64::from(f32::MIN_POSITIVE);
        is_one.then(|| Self(numbers.iter().map(|number| (f64::from(*number) / length) as f32).collect()))
    }

    /// How many dimensions it has.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.0.len()
    }

    /// Its numbers one after the other, four bytes each, little-endian.
    pub fn bytes(&self) -> impl Iterator<Item = u8> {
        self.0.iter().flat_map(|number| number.to_le_bytes())
    }

    /// So many vectors of which the bytes stand one after the other; none where these are not that.
    #[must_use]
    pub fn read_many(bytes: &[u8], count: usize) -> Option<Vec<Self>> {
        let size = bytes.len().checked_div(count).filter(|size| *size > 0 && size * count == bytes.len())?;
        let read = |one: &[u8]| {
            let numbers = one.as_chunks::<4>();
            let all: Vec<f32> = numbers.0.iter().map(|number| f32::from_le_bytes(*number)).collect();
            numbers.1.is_empty().then_some(all).as_deref().and_then(Self::new)
        };
        bytes.chunks_exact(size).map(read).collect()
    }

    /// The cosine between the two, from -1 to 1; none where they are not of the same space.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> Option<f32> {
        (self.0.len() == other.0.len()).then(|| dot(&self.0, &other.0))
    }
}

/// Eight sums at a time, which processors add at once.
fn dot(one: &[f32], other: &[f32]) -> f32 {
    const LANES: usize = 8;
    let (ones, one_rest) = one.as_chunks::<LANES>();
    let (others, other_rest) = other.as_chunks::<LANES>();
    let mut sums = [0.0_f32; LANES];
    for (one, other) in ones.iter().zip(others) {
        for ((sum, one), other) in sums.iter_mut().zip(one).zip(other) {
            *sum += one * other;
        }
    }
    let rest: f32 = one_rest.iter().zip(other_rest).map(|(one, other)| one * other).sum();
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: Option<f32>, other: f32) -> bool {
        one.is_some_and(|one| (one - other).abs() < 1e-5)
    }

    #[test]
    fn a_direction_has_no_length_and_comes_back_from_its_bytes() {
        let one = Vector::new(&[3.0, 4.0]).expect("a direction");
        let other = Vector::new(&[-40.0, 30.0]).expect("a direction");
        assert!(near(one.cosine(&one), 1.0) && near(one.cosine(&other), 0.0));
        let bytes: Vec<u8> = one.bytes().chain(other.bytes()).collect();
        let back = Vector::read_many(&bytes, 2).expect("two");
        assert!(near(back[0].cosine(&one), 1.0) && near(back[1].cosine(&other), 1.0));
        assert_eq!(one.cosine(&Vector::new(&[1.0; 3]).expect("one")), None, "of another space");
        let long: Vec<f32> = (0..1_536).map(|number| (number % 7) as f32 - 3.0).collect();
        let long = Vector::new(&long).expect("one");
        assert!(near(long.cosine(&long), 1.0));
    }

    #[test]
    fn what_is_no_direction_is_none() {
        for numbers in [&[][..], &[0.0, 0.0], &[f32::NAN, 1.0], &[f32::INFINITY, 1.0], &[f32::NEG_INFINITY]] {
            assert_eq!(Vector::new(numbers), None, "{numbers:?}");
        }
        for (bytes, count) in [(&[0_u8; 8][..], 1), (&[1; 7], 1), (&[1; 8], 0), (&[1; 12], 2), (&[], 1)] {
            assert_eq!(Vector::read_many(bytes, count), None, "{bytes:?}, {count}");
        }
    }

    #[test]
    fn a_model_is_told_what_a_passage_is_about() {
        let passage = Passage { heading: "Abroad".to_owned(), text: "Seven days.".to_owned() };
        assert_eq!(embedded("Delivery", &passage), "Delivery\nAbroad\nSeven days.");
        let long = Passage { heading: String::new(), text: "ä".repeat(5_000) };
        assert_eq!(embedded("T", &long).chars().count(), EMBEDDED_CHARACTERS);
    }
}
