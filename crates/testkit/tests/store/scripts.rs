//! Both databases find the same, in any script, and that is what a plain look at the texts finds.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use subrosa_find::{Query, parse, words};
use subrosa_store::index::{self, Phrase, Text, Wanted};
use subrosa_store::{Db, Error, search};
use subrosa_testkit::stores::Kind;

use crate::people::SHOP;
use crate::search::{ALL, shelf, text};

/// Words of several scripts, some of which are others but for their marks, or their beginnings.
const WORDS: [&str; 24] = [
    "parcel",
    "Parcels",
    "PAR",
    "straße",
    "Strasse",
    "größe",
    "grosse",
    "Ünï",
    "طلب",
    "الطلب",
    "طَلَب",
    "١٢",
    "12",
    "订单",
    "订",
    "单号",
    "ありがとう",
    "がと",
    "한국어",
    "🎉",
    "👍🏽",
    "👍",
    "can't",
    "t",
];

fn some_words(most: usize) -> impl Strategy<Value = String> {
    let glue = prop_oneof![Just(" "), Just(" "), Just(""), Just(", "), Just("-")];
    prop::collection::vec((prop::sample::select(WORDS.to_vec()), glue), 1..=most)
        .prop_map(|words| words.into_iter().map(|(word, glue)| format!("{word}{glue}")).collect())
}

fn some_text() -> impl Strategy<Value = String> {
    prop_oneof![4 => some_words(8), 1 => "\\PC{0,30}"]
}

fn some_query() -> impl Strategy<Value = String> {
    prop_oneof![4 => some_words(1), 1 => some_words(3), 1 => some_words(2).prop_map(|words| format!("\"{words}\"")), 1 => "\\PC{1,3}"]
}

fn texts_of(all: &[String]) -> Vec<Text> {
    let words = |text: &String| words(text).into_iter().map(|word| word.text).collect();
    (1..).zip(all).map(|(id, one)| Text { words: words(one), ..text(id, "") }).collect()
}

/// What should be found, by looking at every word.
fn plainly(texts: &[Text], query: &Query) -> Vec<i64> {
    let has = |text: &&Text| {
        query.terms.iter().all(|term| {
            text.words.windows(term.words.len()).any(|row| {
                let last = row.len() - 1;
                let is_same = |(index, (word, wanted)): (usize, (&String, &String))| {
                    if index == last && term.is_begun { word.starts_with(wanted.as_str()) } else { word == wanted }
                };
                row.iter().zip(&term.words).enumerate().all(is_same)
            })
        })
    };
    texts.iter().filter(has).map(|text| text.id).rev().collect()
}

/// What a store finds of texts that are put into it for the time of the question.
fn found(db: &Db, runtime: &tokio::runtime::Runtime, texts: &[Text], query: &Query) -> Vec<i64> {
    let phrase = |term: &subrosa_find::Term| Phrase { words: term.words.clone(), is_begun: term.is_begun };
    let wanted = Wanted { phrases: query.terms.iter().map(phrase).collect(), ..Wanted::default() };
    let texts = texts.to_vec();
    let found = db.write(async move |tx| {
        while index::forget(tx, SHOP, 1_000).await? {}
        let shelf = match search::find(tx, SHOP).await? {
            Some(shelf) => shelf,
            None => shelf(tx, SHOP).await?,
        };
        index::add_many(tx, &shelf, &texts).await?;
        index::find(tx, &shelf, &wanted, ALL).await
    });
    let found: Result<_, Error> = runtime.block_on(found);
    found.expect("finds").iter().map(|one| one.id).collect()
}

#[test]
fn both_find_what_is_there_and_nothing_else() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let (sqlite, postgres) =
        runtime.block_on(async { (crate::open(Kind::Sqlite).await, crate::open(Kind::Postgres).await) });
    let mut runner = TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
    let some = (prop::collection::vec(some_text(), 1..12), some_query());
    let hits = std::cell::Cell::new(0_usize);
    runner
        .run(&some, |(texts, query)| {
            let Ok(query) = parse(&query) else { return Ok(()) };
            if query.terms.is_empty() || query.is_of_tickets() || query.part.is_some() {
                return Ok(());
            }
            let texts = texts_of(&texts);
            let expected = plainly(&texts, &query);
            hits.set(hits.get() + expected.len());
            prop_assert_eq!(&found(&sqlite.db, &runtime, &texts, &query), &expected, "SQLite: {:?}", query);
            prop_assert_eq!(&found(&postgres.db, &runtime, &texts, &query), &expected, "PostgreSQL: {:?}", query);
            Ok(())
        })
        .expect("both find the same");
    assert!(hits.get() > 100, "only {} were found in all", hits.get());
    runtime.block_on(async { drop((sqlite, postgres)) });
}
