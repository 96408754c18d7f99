//! How well a text fits what was asked for, where the best come first.

use crate::query::Term;
use crate::snippet::places;
use crate::words::words;

/// Rises with the part of the text that is what was looked for, and with how close together that stands; between texts that fit alike
/// it says nothing. From 0 to 2,000.
#[must_use]
pub fn rank(text: &str, terms: &[Term]) -> u32 {
    let found = words(text);
    let places = places(&found, terms);
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return 0 };
    let within = |begin: usize, end: usize| found.iter().filter(|word| word.begin >= begin && word.end <= end).count();
    let hit: usize = places.iter().map(|(begin, end)| within(*begin, *end)).sum();
    let share = |all: usize| u32::try_from(hit * 1_000 / all.max(hit).max(1)).unwrap_or(1_000);
    // A short text is not twice as good as one of twice the length, so its length counts from eight words on.
    share(found.len().max(8)) + share(within(first.0, last.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn closer_together_and_in_fewer_words_is_better() {
        let terms = parse("refund voucher ").expect("a query").terms;
        let texts = [
            "A refund or voucher",
            "A refund, or would you rather have a voucher",
            "A refund is what I want and in no case whatsoever will I take that voucher of yours again, thank you very much",
            "Nothing of it",
        ];
        let ranks: Vec<u32> = texts.iter().map(|text| rank(text, &terms)).collect();
        assert!(ranks.is_sorted_by(|one, other| one > other), "{ranks:?}");
        assert_eq!(ranks[3], 0);
    }
}
