//! A question, taken apart into what is looked for.

use std::collections::HashSet;

use crate::limits::{QUESTION_CHARACTERS, QUESTION_WORDS};

/// The different words of a question that say what it is about, in order, each in its one form. A question of nothing but function
/// words is about those.
pub(crate) fn content(question: &str, function_words: &HashSet<String>) -> Vec<String> {
    let read: String = question.chars().take(QUESTION_CHARACTERS).collect();
    let mut seen = HashSet::new();
    let mut words = subrosa_words::words(&read);
    words.retain(|word| seen.insert(word.clone()));
    let is_content = |word: &String| !function_words.contains(word);
    if words.iter().any(is_content) {
        words.retain(is_content);
    }
    words.truncate(QUESTION_WORDS);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_question_is_about() {
        let function: HashSet<String> = ["where", "is", "my"].map(str::to_owned).into();
        assert_eq!(content("Where IS my Order? My order!", &function), ["order"]);
        assert_eq!(content("Where is…", &function), ["where", "is"]);
        assert_eq!(content("", &function), [""; 0]);
        assert_eq!(content(&"a b c d e f g ".repeat(90), &function).len(), 7);
    }
}
