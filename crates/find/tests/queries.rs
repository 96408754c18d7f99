//! Any text in a search box is read, or refused at a place within it; and what is meant is what is read.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use subrosa_find::{Assignee, InvalidQuery, Part, QUERY_CHARACTERS, QUERY_TERMS, Query, Status, Term, parse};

fn term(words: &[&str]) -> Term {
    Term { words: words.iter().map(|word| (*word).to_owned()).collect(), is_begun: false }
}

fn begun(words: &[&str]) -> Term {
    Term { is_begun: true, ..term(words) }
}

fn read(text: &str) -> Query {
    parse(text).expect("a query")
}

#[test]
fn words_and_phrases() {
    assert_eq!(read("Refund  PARCEL").terms, [term(&["refund"]), begun(&["parcel"])]);
    assert_eq!(read("refund ").terms, [term(&["refund"])], "a space ends the word");
    assert_eq!(read("\"Not yet\" sent ").terms, [term(&["not", "yet"]), term(&["sent"])]);
    assert_eq!(read("“not yet”").terms, [term(&["not", "yet"])]);
    assert_eq!(read("\"not yet").terms, [term(&["not", "yet"])], "the end is still to be typed");
    assert_eq!(read("10-482 ").terms, [term(&["10", "482"])], "what is written together stands together");
    assert_eq!(read("订单").terms, [term(&["订", "单"])]);
    assert_eq!(read("a").terms, [term(&["a"])], "one letter begins too many words");
    assert_eq!(read("https://a.example ").terms, [term(&["https", "a", "example"])], "no filter has this name");
}

#[test]
fn filters() {
    let query = read(
        "from:customer label:\"very late\" LABEL:vip is:open is:pending is:open assignee:@Ben after:1970-01-02 x ",
    );
    let expected = Query {
        terms: vec![term(&["x"])],
        part: Some(Part::Customer),
        labels: vec!["very late".to_owned(), "vip".to_owned()],
        statuses: vec![Status::Open, Status::Pending],
        assignee: Some(Assignee::Handle("ben".to_owned())),
        from: Some(86_400_000),
        ..Query::default()
    };
    assert_eq!(query, expected);
    assert_eq!(read("in:notes assignee:me").part, Some(Part::Notes));
    assert_eq!(read("assignee:nobody").assignee, Some(Assignee::Nobody));
    assert_eq!(read("#123").ticket, Some(123));
    assert_eq!((read("123 ").number, read("123 ").terms), (Some(123), vec![term(&["123"])]));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (text, at, part) in [
        ("", 0, "at least one word"),
        ("  … ", 0, "at least one word"),
        ("refund is:lost", 7, "open, pending"),
        ("from:me", 0, "customer or agent"),
        ("in:messages", 0, "notes"),
        ("x from:agent in:notes", 13, "already"),
        ("label:", 0, "needs a value"),
        ("after:yesterday", 0, "2026-01-31"),
        ("after:2026-02-30", 0, "2026-01-31"),
        ("#1 #2", 3, "already"),
    ] {
        let InvalidQuery { at: found, why } = parse(text).expect_err(text);
        assert_eq!(found, at, "{text}");
        assert!(why.contains(part), "{text}: {why}");
    }
    assert_eq!(parse(&"x ".repeat(QUERY_TERMS + 1)).map_err(|wrong| wrong.at), Err(2 * QUERY_TERMS));
    assert_eq!(parse(&"x".repeat(QUERY_CHARACTERS + 1)).map_err(|wrong| wrong.at), Err(QUERY_CHARACTERS));
    assert!(parse(&"é".repeat(QUERY_CHARACTERS)).is_ok(), "characters are counted, not bytes");
}

/// Pieces that queries are made of, and others that are near them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}",
        "\\PC{1,6}",
        "(from|in|label|is|assignee|after|before|http):",
        Just("\"".to_owned()),
        Just(" ".to_owned()),
        Just("#7".to_owned()),
        Just("2026-01-31".to_owned()),
        Just("open".to_owned()),
        "(?s).{0,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_or_refused_within_it(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let length = text.chars().count();
        match parse(&text) {
            Err(InvalidQuery { at, .. }) => prop_assert!(at <= length.min(QUERY_CHARACTERS)),
            Ok(query) => {
                prop_assert!(length <= QUERY_CHARACTERS && query.terms.len() <= QUERY_TERMS);
                prop_assert!(query.terms.iter().all(|term| !term.words.is_empty()));
                prop_assert!(query != Query::default());
            }
        }
    }

    /// What is added behind a space leaves what stands before it as it was read.
    #[test]
    fn words_are_read_one_by_one(words in prop::collection::vec("[a-z]{2,8}", 1..QUERY_TERMS)) {
        let expected: Vec<Term> = words.iter().map(|word| term(&[word])).collect();
        prop_assert_eq!(read(&(words.join(" ") + " ")).terms, expected);
    }
}
