//! What customers think of tickets: from sums by score.

use subrosa_proto::report::Satisfaction;
use subrosa_proto::survey::{SATISFIED, SCORES};

/// The scores that were given so often, and how often customers were asked.
pub(super) fn satisfaction(asked: i64, given: impl IntoIterator<Item = (i64, i64)>) -> Satisfaction {
    let mut scores = vec![0; SCORES.len()];
    for (score, count) in given {
        if let Some(place) = SCORES.iter().position(|one| *one == score) {
            scores[place] += count;
        }
    }
    let answered: i64 = scores.iter().sum();
    let satisfied: i64 =
        SCORES.iter().zip(&scores).filter(|(score, _)| **score >= SATISFIED).map(|(_, count)| count).sum();
    // Rounded to whole percents, a half upwards.
    let satisfied = (answered > 0).then(|| (200 * satisfied + answered) / (2 * answered));
    Satisfaction { asked, scores, satisfied }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let found = satisfaction(9, [(5, 3), (4, 2), (3, 1), (1, 1), (5, 1), (6, 99)]);
        assert_eq!((found.asked, found.scores, found.satisfied), (9, vec![1, 0, 1, 2, 4], Some(75)));
        assert_eq!(satisfaction(2, [(5, 2), (1, 1)]).satisfied, Some(67));
        assert_eq!(satisfaction(2, []), Satisfaction { asked: 2, scores: vec![0; 5], satisfied: None });
    }
}
