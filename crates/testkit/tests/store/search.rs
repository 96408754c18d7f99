//! What search keeps: how far a brand is found, its customers' names, the index of words.

use subrosa_proto::ConversationId;
use subrosa_store::index::{self, Found, Part, Phrase, Text, Wanted, Within};
use subrosa_store::search::{self, Mark, Shelf};
use subrosa_store::{Db, Error, Tx, counters};

use crate::people::{ADA, ORDER, SHOP, TALK, with_a_shop};

crate::on_both!(
    a_shelf_is_moved_by_one_at_a_time,
    brands_that_are_behind_are_listed,
    conversations_have_marks,
    customers_are_found_by_their_names,
    a_beginning_stands_for_the_most_used_words,
    words_phrases_and_beginnings_are_found,
    the_newest_are_found_within_bounds,
    a_common_word_is_found_page_by_page,
    a_brand_finds_nothing_of_another,
    what_is_forgotten_is_not_found,
);

pub(crate) const ALL: Within = Within { above: 0, below: i64::MAX, limit: 1_000 };

pub(crate) async fn shelf(tx: &mut Tx<'_>, brand: subrosa_proto::AccountId) -> Result<Shelf, Error> {
    search::begin(tx, brand, 1).await?;
    Ok(search::find(tx, brand).await?.expect("a shelf"))
}

pub(crate) fn text(id: i64, words: &str) -> Text {
    Text {
        id,
        conversation: ORDER,
        seq: id,
        place: id,
        part: Part::Customer,
        words: words.split(' ').map(str::to_owned).collect(),
    }
}

fn phrase(words: &str) -> Phrase {
    Phrase { words: words.split(' ').map(str::to_owned).collect(), is_begun: false }
}

fn begun(words: &str) -> Phrase {
    Phrase { is_begun: true, ..phrase(words) }
}

fn wanted(phrases: &[Phrase]) -> Wanted {
    Wanted { phrases: phrases.to_vec(), ..Wanted::default() }
}

fn ids(found: &[Found]) -> Vec<i64> {
    found.iter().map(|one| one.id).collect()
}

async fn a_shelf_is_moved_by_one_at_a_time(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert_eq!(search::find(tx, SHOP).await?, None);
        let seen = shelf(tx, SHOP).await?;
        assert_eq!((seen.brand, seen.number, seen.turn, seen.version), (SHOP, 0, 0, 1));
        let other = shelf(tx, ADA).await?;
        assert_ne!(seen.shelf, other.shelf);
        search::begin(tx, SHOP, 1).await?;
        assert_eq!(search::find(tx, SHOP).await?, Some(seen), "it has begun already");
        assert!(search::advance(tx, &seen, 30).await?);
        assert!(!search::advance(tx, &seen, 40).await?, "another came first");
        let now = search::find(tx, SHOP).await?.expect("a shelf");
        assert_eq!(now, Shelf { number: 30, turn: 1, ..seen });
        assert_eq!(search::outdate(tx).await?, 2);
        assert!(!search::advance(tx, &now, 50).await?, "it is to be made anew");
        let now = search::find(tx, SHOP).await?.expect("a shelf");
        assert_eq!((now.version, now.number), (0, 30));
        assert!(search::set_version(tx, &now, 2).await?);
        assert!(!search::set_version(tx, &now, 3).await?);
        let now = search::find(tx, SHOP).await?.expect("a shelf");
        assert_eq!((now.version, now.number), (2, 0));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn brands_that_are_behind_are_listed(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let none = subrosa_proto::AccountId::new(0);
        assert_eq!(search::behind(tx, none, 1, 9).await?, [SHOP], "it has no shelf");
        let seen = shelf(tx, SHOP).await?;
        assert_eq!(search::behind(tx, none, 1, 9).await?, []);
        let number = counters::take(tx, SHOP, 3).await?;
        assert_eq!(search::behind(tx, none, 1, 9).await?, [SHOP]);
        assert_eq!(search::behind(tx, SHOP, 1, 9).await?, [], "it comes no second time");
        assert!(search::advance(tx, &seen, number).await?);
        assert_eq!(search::behind(tx, none, 1, 9).await?, []);
        assert_eq!(search::behind(tx, none, 2, 9).await?, [SHOP], "there are other rules");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn conversations_have_marks(db: &Db) {
    db.write(async |tx| {
        let mark = Mark { seq: 4, journal: 2, name: "Ada ada".to_owned() };
        search::set_marks(tx, SHOP, &[(ORDER, mark.clone())]).await?;
        assert_eq!(search::marks(tx, SHOP, &[TALK, ORDER]).await?, [Mark::default(), mark.clone()]);
        assert_eq!(search::marks(tx, ADA, &[ORDER]).await?, [Mark::default()], "it is another's");
        let later = Mark { seq: 5, ..mark };
        search::set_marks(tx, SHOP, &[(ORDER, later.clone())]).await?;
        assert_eq!(search::marks(tx, SHOP, &[ORDER]).await?, [later]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn customers_are_found_by_their_names(db: &Db) {
    db.write(async |tx| {
        let names = [("ada", ORDER), ("adam", TALK), ("اين", ORDER), ("ädä", TALK), ("b", TALK)];
        search::add_names(tx, SHOP, &names).await?;
        search::add_names(tx, SHOP, &names[..1]).await?;
        search::add_names(tx, ADA, &[("adb", ORDER)]).await?;
        assert_eq!(search::named(tx, SHOP, "ad", 9).await?, [ORDER, TALK]);
        assert_eq!(search::named(tx, SHOP, "ad", 1).await?, [ORDER]);
        assert_eq!(search::named(tx, SHOP, "ا", 9).await?, [ORDER]);
        assert_eq!(search::named(tx, SHOP, "z", 9).await?, []);
        search::remove_names(tx, SHOP, &[("ada", ORDER)]).await?;
        assert_eq!(search::named(tx, SHOP, "ad", 9).await?, [TALK]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_beginning_stands_for_the_most_used_words(db: &Db) {
    db.write(async |tx| {
        search::count_words(tx, SHOP, &[("parcel", 2), ("parcels", 5), ("part", 1), ("pa", 1), ("q", 9)]).await?;
        search::count_words(tx, SHOP, &[("parcel", 4)]).await?;
        search::count_words(tx, ADA, &[("park", 9)]).await?;
        assert_eq!(search::words_with(tx, SHOP, "par", 9).await?, ["parcel", "parcels", "part"]);
        assert_eq!(search::words_with(tx, SHOP, "par", 1).await?, ["parcel"]);
        assert_eq!(search::words_with(tx, SHOP, "parcels", 9).await?, ["parcels"]);
        assert_eq!(search::words_with(tx, SHOP, "parcelsx", 9).await?, [] as [&str; 0]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn words_phrases_and_beginnings_are_found(db: &Db) {
    db.write(async |tx| {
        let shelf = shelf(tx, SHOP).await?;
        let texts = [
            text(1, "where is my parcel"),
            Text { part: Part::Agent, ..text(2, "my parcels is where it is") },
            Text { part: Part::Note, place: 1, conversation: TALK, ..text(3, "parcel 🎉 订 单") },
        ];
        index::add_many(tx, &shelf, &texts).await?;
        for (phrases, expected) in [
            (vec![phrase("my")], vec![2, 1]),
            (vec![phrase("parcel")], vec![3, 1]),
            (vec![phrase("is"), phrase("where")], vec![2, 1]),
            (vec![phrase("where is")], vec![1]),
            (vec![phrase("is where")], vec![2]),
            (vec![begun("parc")], vec![3, 2, 1]),
            (vec![begun("my parc")], vec![2, 1]),
            (vec![begun("is my parcel")], vec![1]),
            (vec![phrase("订 单")], vec![3]),
            (vec![phrase("单 订")], vec![]),
            (vec![phrase("🎉")], vec![3]),
            (vec![phrase("my"), phrase("🎉")], vec![]),
            (vec![], vec![3, 2, 1]),
        ] {
            let found = index::find(tx, &shelf, &wanted(&phrases), ALL).await?;
            assert_eq!(ids(&found), expected, "{phrases:?}");
        }
        let of = |part| Wanted { part: Some(part), ..wanted(&[begun("parc")]) };
        assert_eq!(ids(&index::find(tx, &shelf, &of(Part::Agent), ALL).await?), [2]);
        let notes = index::find(tx, &shelf, &of(Part::Note), ALL).await?;
        assert_eq!(notes, [Found { id: 3, conversation: TALK, seq: 3, place: 1, part: Part::Note }]);
        let few = |conversations: &[ConversationId]| Wanted {
            conversations: conversations.to_vec(),
            ..wanted(&[begun("parc")])
        };
        assert_eq!(ids(&index::find(tx, &shelf, &few(&[TALK]), ALL).await?), [3]);
        assert_eq!(ids(&index::find(tx, &shelf, &few(&[TALK, ORDER]), ALL).await?), [3, 2, 1]);
        let many: Vec<_> = (5_000..5_200).map(ConversationId::new).chain([ORDER]).collect();
        assert_eq!(ids(&index::find(tx, &shelf, &few(&many), ALL).await?), [2, 1]);
        let twice = index::add_many(tx, &shelf, &texts[..1]).await;
        assert!(matches!(twice, Err(Error::Conflict)), "{twice:?}");
        Err::<(), _>(Error::Conflict)
    })
    .await
    .expect_err("the transaction failed on purpose");
}

async fn the_newest_are_found_within_bounds(db: &Db) {
    db.write(async |tx| {
        let shelf = shelf(tx, SHOP).await?;
        // Not in their order: what is taken in later may have been said before.
        for ids in [[5, 9], [1, 7], [3, 8]] {
            index::add_many(tx, &shelf, &ids.map(|id| text(id, "word"))).await?;
        }
        let within = |above, below, limit| Within { above, below, limit };
        let all = wanted(&[phrase("word")]);
        assert_eq!(ids(&index::find(tx, &shelf, &all, ALL).await?), [9, 8, 7, 5, 3, 1]);
        assert_eq!(ids(&index::find(tx, &shelf, &all, within(0, 8, 2)).await?), [7, 5]);
        assert_eq!(ids(&index::find(tx, &shelf, &all, within(3, 8, 9)).await?), [7, 5]);
        assert_eq!(ids(&index::find(tx, &shelf, &all, within(9, 8, 9)).await?), [0_i64; 0]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

/// More texts than either database looks through at once, of which some have a word that all of the newest lack.
async fn a_common_word_is_found_page_by_page(db: &Db) {
    const TEXTS: i64 = 8_000;
    let words = |id| if id % 2 == 0 && id < 4_000 { "all even" } else { "all" };
    for first in (1..=TEXTS).step_by(1_000) {
        db.write(async move |tx| {
            let shelf = shelf(tx, SHOP).await?;
            let texts: Vec<Text> = (first..first + 1_000).map(|id| text(id, words(id))).collect();
            index::add_many(tx, &shelf, &texts).await
        })
        .await
        .expect("writes");
    }
    for (word, expected) in [("all", TEXTS), ("even", 1_999)] {
        let (mut below, mut seen) = (i64::MAX, 0);
        loop {
            let page = db.read(async move |tx| {
                let shelf = search::find(tx, SHOP).await?.expect("a shelf");
                index::find(tx, &shelf, &wanted(&[phrase(word)]), Within { above: 0, below, limit: 700 }).await
            });
            let page = page.await.expect("reads");
            assert!(page.windows(2).all(|pair| pair[0].id > pair[1].id) && page.iter().all(|one| one.id < below));
            seen += i64::try_from(page.len()).expect("a count");
            match page.last() {
                Some(last) => below = last.id,
                None => break,
            }
        }
        assert_eq!(seen, expected, "{word}");
    }
}

async fn a_brand_finds_nothing_of_another(db: &Db) {
    db.write(async |tx| {
        let (shop, other) = (shelf(tx, SHOP).await?, shelf(tx, ADA).await?);
        index::add_many(tx, &shop, &[text(1, "secret word")]).await?;
        index::add_many(tx, &other, &[text(2, "secret word")]).await?;
        for phrases in [vec![phrase("secret")], vec![phrase("secret word")], vec![begun("sec")], vec![]] {
            let wanted = wanted(&phrases);
            assert_eq!(ids(&index::find(tx, &shop, &wanted, ALL).await?), [1], "{phrases:?}");
            assert_eq!(ids(&index::find(tx, &other, &wanted, ALL).await?), [2], "{phrases:?}");
            let both = Wanted { conversations: vec![ORDER], ..wanted };
            assert_eq!(ids(&index::find(tx, &shop, &both, ALL).await?), [1]);
        }
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_is_forgotten_is_not_found(db: &Db) {
    db.write(async |tx| {
        let (shop, other) = (shelf(tx, SHOP).await?, shelf(tx, ADA).await?);
        let texts: Vec<Text> = (1..=5).map(|id| text(id, "word")).collect();
        index::add_many(tx, &shop, &texts).await?;
        index::add_many(tx, &other, &[text(9, "word")]).await?;
        search::set_marks(tx, SHOP, &[(ORDER, Mark::default()), (TALK, Mark { seq: 1, ..Mark::default() })]).await?;
        search::add_names(tx, SHOP, &[("ada", ORDER)]).await?;
        let all = wanted(&[phrase("word")]);
        assert!(index::forget(tx, SHOP, 3).await?);
        assert_eq!(ids(&index::find(tx, &shop, &all, ALL).await?), [5, 4]);
        assert!(index::forget(tx, SHOP, 3).await?);
        assert!(!index::forget(tx, SHOP, 3).await?);
        assert_eq!(ids(&index::find(tx, &shop, &all, ALL).await?), [0_i64; 0]);
        assert_eq!(ids(&index::find(tx, &other, &all, ALL).await?), [9], "it is another's");
        assert!(search::forget_marks(tx, SHOP, 1).await?);
        assert!(search::forget_marks(tx, SHOP, 1).await?);
        assert!(!search::forget_marks(tx, SHOP, 1).await?);
        assert_eq!(search::marks(tx, SHOP, &[TALK]).await?, [Mark::default()]);
        assert_eq!(search::named(tx, SHOP, "ada", 9).await?, []);
        // And is found again when it comes again.
        index::add_many(tx, &shop, &texts).await?;
        assert_eq!(ids(&index::find(tx, &shop, &all, ALL).await?), [5, 4, 3, 2, 1]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
