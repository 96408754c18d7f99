//! One ranking out of several, of which nobody needs to know how their scores compare: what each puts first counts most.

use std::collections::HashMap;
use std::hash::Hash;

/// How soon later places count less (Cormack, Clarke, Büttcher: Reciprocal rank fusion outperforms Condorcet and individual rank
/// learning methods, SIGIR 2009).
const K: f64 = 60.0;

/// All that stand in any of the rankings, the best first: by the sum of 1/(60 + place) over these. Of equals, what stands first in an
/// earlier ranking.
pub(crate) fn fused<T: Copy + Eq + Hash>(rankings: &[Vec<T>]) -> Vec<T> {
    let mut scores: HashMap<T, f64> = HashMap::new();
    let mut order: Vec<T> = Vec::new();
    for ranking in rankings {
        for (place, one) in (1_u32..).zip(ranking) {
            let score = scores.entry(*one).or_insert_with(|| {
                order.push(*one);
                0.0
            });
            *score += 1.0 / (K + f64::from(place));
        }
    }
    let score = |one: &T| scores.get(one).copied().unwrap_or(0.0);
    order.sort_by(|one, other| score(other).total_cmp(&score(one)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_find_stands_before_what_one_finds() {
        let (words, meaning) = (vec!['a', 'b', 'c'], vec!['d', 'b']);
        assert_eq!(fused(&[words.clone(), meaning]), ['b', 'a', 'd', 'c']);
        assert_eq!(fused(std::slice::from_ref(&words)), words, "one alone stays as it is");
        assert_eq!(fused::<char>(&[]), []);
    }
}
