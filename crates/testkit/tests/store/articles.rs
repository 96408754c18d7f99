//! Articles, their versions, what of them is published, and questions without an answer.

use subrosa_proto::knowledge::{Article, ArticleText};
use subrosa_proto::{ArticleId, QuestionId};
use subrosa_store::{Db, Error, articles, knowledge, unanswered};

use crate::people::{ADA, GRACE, SHOP, at, with_a_shop};

crate::on_both!(
    an_article_and_its_versions,
    what_is_published_is_followed_by_its_number,
    an_import_finds_its_articles_again,
    questions_are_counted_and_forgotten,
);

const RETURNS: ArticleId = ArticleId::new(11);

pub(crate) fn article(id: ArticleId) -> Article {
    Article {
        id,
        title: "Returns".to_owned(),
        language: "en".to_owned(),
        link: Some("https://shop.example/returns".to_owned()),
        labels: vec!["money".to_owned(), "Ünï".to_owned()],
        version: 1,
        published: None,
        changed_at: at(1),
        changed_by: Some(GRACE),
    }
}

pub(crate) fn text(markdown: &str) -> ArticleText {
    ArticleText {
        title: "Returns".to_owned(),
        language: "en".to_owned(),
        markdown: markdown.to_owned(),
        link: None,
        labels: vec!["money".to_owned()],
    }
}

async fn an_article_and_its_versions(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let mut returns = article(RETURNS);
        articles::insert(tx, SHOP, None, &returns).await?;
        articles::insert_version(tx, (RETURNS, 1), &text("one"), (at(1), Some(GRACE))).await?;
        assert_eq!(articles::find(tx, SHOP, RETURNS).await?.as_ref(), Some(&returns));
        assert_eq!(articles::find(tx, ADA, RETURNS).await?, None, "of another brand");

        returns = Article { version: 2, published: Some(1), link: None, changed_by: None, ..returns };
        articles::update(tx, SHOP, &returns).await?;
        articles::update(tx, ADA, &article(RETURNS)).await?;
        articles::insert_version(tx, (RETURNS, 2), &text("two"), (at(2), None)).await?;
        articles::insert_version(tx, (RETURNS, 3), &text("three"), (at(3), None)).await?;
        assert_eq!(articles::list(tx, SHOP, 9).await?, [returns]);
        assert_eq!((articles::count(tx, SHOP).await?, articles::count(tx, ADA).await?), (1, 0));

        assert_eq!(articles::text(tx, RETURNS, 2).await?, Some(text("two")));
        assert_eq!(articles::text(tx, RETURNS, 9).await?, None);
        articles::forget_versions(tx, RETURNS, 2, 1).await?;
        let versions = articles::versions(tx, RETURNS, 9).await?;
        let versions: Vec<_> = versions.iter().map(|one| (one.version, one.at, one.author)).collect();
        assert_eq!(versions, [(3, at(3), None), (1, at(1), Some(GRACE))]);

        assert!(!articles::remove(tx, ADA, RETURNS).await?);
        assert!(articles::remove(tx, SHOP, RETURNS).await?);
        assert_eq!(articles::versions(tx, RETURNS, 9).await?, []);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_is_published_is_followed_by_its_number(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert_eq!(knowledge::number(tx, SHOP).await?, 0);
        articles::insert(tx, SHOP, None, &Article { published: Some(1), ..article(RETURNS) }).await?;
        articles::insert_version(tx, (RETURNS, 1), &text("one"), (at(1), None)).await?;
        knowledge::change(tx, SHOP, RETURNS).await?;
        let other = ArticleId::new(12);
        articles::insert(tx, SHOP, None, &article(other)).await?;
        articles::insert_version(tx, (other, 1), &text("draft"), (at(1), None)).await?;
        knowledge::change(tx, SHOP, other).await?;
        assert_eq!((knowledge::number(tx, SHOP).await?, knowledge::number(tx, ADA).await?), (2, 0));

        let changed = knowledge::changed(tx, SHOP, 0, 9).await?;
        let seen: Vec<_> = changed.iter().map(|one| (one.article, one.number, one.text.clone())).collect();
        assert_eq!(seen, [(RETURNS, 1, Some(text("one"))), (other, 2, None)]);
        articles::remove(tx, SHOP, RETURNS).await?;
        knowledge::change(tx, SHOP, RETURNS).await?;
        let changed = knowledge::changed(tx, SHOP, 2, 9).await?;
        assert_eq!(changed, [knowledge::Changed { article: RETURNS, number: 3, version: None, text: None }]);
        assert_eq!(knowledge::changed(tx, SHOP, 0, 1).await?.len(), 1);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn an_import_finds_its_articles_again(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        articles::insert(tx, SHOP, Some("returns.md"), &article(RETURNS)).await?;
        assert_eq!(articles::find_by_source(tx, SHOP, "returns.md").await?, Some(article(RETURNS)));
        assert_eq!(articles::find_by_source(tx, ADA, "returns.md").await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
    let again = db.write(async |tx| articles::insert(tx, SHOP, Some("returns.md"), &article(ArticleId::new(12))).await);
    assert!(matches!(again.await, Err(Error::Conflict)));
}

async fn questions_are_counted_and_forgotten(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let id = QuestionId::new;
        unanswered::ask(tx, (SHOP, id(1)), ("gift cards", "Gift cards?"), at(1)).await?;
        unanswered::ask(tx, (SHOP, id(2)), ("gift cards", "gift CARDS"), at(3)).await?;
        unanswered::ask(tx, (SHOP, id(3)), ("where", "Where?"), at(2)).await?;
        unanswered::ask(tx, (ADA, id(4)), ("where", "Where?"), at(9)).await?;
        let seen = async |tx: &mut subrosa_store::Tx<'_>| {
            let list = unanswered::list(tx, SHOP, 9).await?;
            Ok::<_, Error>(
                list.into_iter().map(|one| (one.id, one.question, one.count, one.last_at)).collect::<Vec<_>>(),
            )
        };
        let cards = (id(1), "Gift cards?".to_owned(), 2, at(3));
        assert_eq!(seen(tx).await?, [cards.clone(), (id(3), "Where?".to_owned(), 1, at(2))]);
        unanswered::forget_oldest(tx, SHOP, 2).await?;
        assert_eq!(seen(tx).await?.len(), 2);
        unanswered::forget_oldest(tx, SHOP, 1).await?;
        assert_eq!(seen(tx).await?, [cards]);
        assert!(!unanswered::remove(tx, ADA, id(1)).await?);
        assert!(unanswered::remove(tx, SHOP, id(1)).await?);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
