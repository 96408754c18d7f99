//! How much of a budget a text takes.

/// The tokens of a text, rather too many than too few: a token of English has about four letters, and one of scripts whose letters take
/// more bytes about one letter. What an endpoint says afterwards counts instead.
#[must_use]
pub fn tokens(text: &str) -> u32 {
    let count = text.len() / 3 + 8;
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_and_other_scripts_take_more() {
        assert!(tokens("Hello there") < tokens(&"Hello there. ".repeat(9)));
        assert!(tokens("返品したい") >= 5, "a sign each");
    }
}
