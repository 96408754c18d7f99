//! Questions that ask the same, put together.

use subrosa_words::Likeness;

use crate::limits::QUESTION_CHARACTERS;

/// From here on two questions ask the same. In percent of their likeness.
const SAME: u8 = 50;

/// Puts each question to the first one before it that it resembles most; gives groups of places in `questions`, each led by its first.
/// So whoever has them in the order of how often they were asked has each group led by the words that most have used. The work grows
/// with questions times groups: bound their number before.
#[must_use]
pub fn clusters(questions: &[&str]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Likeness, Vec<usize>)> = Vec::new();
    for (place, question) in questions.iter().enumerate() {
        let start: String = question.chars().take(QUESTION_CHARACTERS).collect();
        let likeness = Likeness::of(&start);
        let mut nearest: Option<(u8, usize)> = None;
        for (group, (leader, _)) in groups.iter().enumerate() {
            let percent = likeness.percent(leader);
            if percent >= SAME && nearest.is_none_or(|(most, _)| percent > most) {
                nearest = Some((percent, group));
            }
        }
        match nearest.and_then(|(_, group)| groups.get_mut(group)) {
            Some((_, members)) => members.push(place),
            None => groups.push((likeness, vec![place])),
        }
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_in_other_words_is_one() {
        let questions = [
            "Do you deliver to Norway?",
            "Can I pay by invoice?",
            "do you deliver to norway",
            "Can i pay by invoce",
            "do you also deliver to Norway",
            "Is the blue vase dishwasher safe?",
        ];
        assert_eq!(clusters(&questions), [vec![0, 2, 4], vec![1, 3], vec![5]]);
    }
}
