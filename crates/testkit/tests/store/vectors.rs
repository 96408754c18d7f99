//! Vectors of articles, and how far they have come with a brand.

use subrosa_proto::ArticleId;
use subrosa_proto::knowledge::Article;
use subrosa_store::article_vectors::{self, ArticleVectors, State};
use subrosa_store::brand_vectors::{self, BrandVectors};
use subrosa_store::{Db, Error, Tx, articles, knowledge};

use crate::articles::{article, text};
use crate::people::{ADA, SHOP, at, with_a_shop};

crate::on_both!(vectors_are_of_a_version_and_a_model, a_brand_is_behind_until_all_is_done);

const ONE: ArticleId = ArticleId::new(11);
const TWO: ArticleId = ArticleId::new(12);

fn vectors(article: ArticleId, version: i64) -> ArticleVectors {
    ArticleVectors { article, version, passages: 2, vectors: vec![1, 2, 3, 250] }
}

async fn published(tx: &mut Tx<'_>, id: ArticleId) -> Result<(), Error> {
    let article = Article { published: Some(1), ..article(id) };
    articles::insert(tx, SHOP, None, &article).await?;
    articles::insert_version(tx, (id, 1), &text("one"), (at(1), None)).await?;
    articles::insert_version(tx, (id, 2), &text("two"), (at(2), None)).await?;
    knowledge::change(tx, SHOP, id).await
}

async fn vectors_are_of_a_version_and_a_model(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        published(tx, ONE).await?;
        published(tx, TWO).await?;
        let changed = knowledge::changed(tx, SHOP, 0, 9).await?;
        assert_eq!(changed.iter().map(|one| one.version).collect::<Vec<_>>(), [Some(1), Some(1)]);
        article_vectors::save(tx, SHOP, "tiny", &vectors(ONE, 1)).await?;
        article_vectors::save(tx, SHOP, "tiny", &vectors(TWO, 2)).await?;
        assert!(article_vectors::is_there(tx, (SHOP, ONE), 1, "tiny").await?);
        for (article, version, model) in [(ONE, 2, "tiny"), (ONE, 1, "other"), (ArticleId::new(9), 1, "tiny")] {
            assert!(!article_vectors::is_there(tx, (SHOP, article), version, model).await?);
        }
        assert!(!article_vectors::is_there(tx, (ADA, ONE), 1, "tiny").await?);

        let of = article_vectors::changed(tx, SHOP, (0, 9), "tiny", 9).await?;
        assert_eq!(of, [(1, vectors(ONE, 1))], "not what is not published");
        assert_eq!(article_vectors::changed(tx, SHOP, (1, 9), "tiny", 9).await?, []);
        assert_eq!(article_vectors::changed(tx, SHOP, (0, 9), "other", 9).await?, []);
        let state = article_vectors::state(tx, SHOP, "tiny").await?;
        assert_eq!(state, State { published: 2, articles: 1, passages: 2 });
        let state = article_vectors::state(tx, SHOP, "other").await?;
        assert_eq!(state, State { published: 2, articles: 0, passages: 0 });

        article_vectors::save(tx, SHOP, "other", &vectors(ONE, 1)).await?;
        assert!(!article_vectors::is_there(tx, (SHOP, ONE), 1, "tiny").await?, "in place of the former");
        articles::remove(tx, SHOP, ONE).await?;
        assert!(!article_vectors::is_there(tx, (SHOP, ONE), 1, "other").await?, "gone with the article");
        article_vectors::remove(tx, SHOP, TWO).await?;
        assert!(!article_vectors::is_there(tx, (SHOP, TWO), 2, "tiny").await?);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_brand_is_behind_until_all_is_done(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        brand_vectors::switch(tx, SHOP, false).await?;
        brand_vectors::switch(tx, SHOP, true).await?;
        assert!(!brand_vectors::is_any_behind(tx, "tiny", at(5)).await?, "nothing is published");
        published(tx, ONE).await?;
        assert!(brand_vectors::is_any_behind(tx, "tiny", at(5)).await?);
        let mut claimed = brand_vectors::claim(tx, "tiny", at(5), at(9)).await?.expect("a brand");
        assert_eq!(claimed, BrandVectors { brand: SHOP, number: 0, model: String::new() });
        assert_eq!(brand_vectors::claim(tx, "tiny", at(8), at(12)).await?, None, "someone is at it");
        (claimed.number, claimed.model) = (1, "tiny".to_owned());
        brand_vectors::advance(tx, &claimed, at(5)).await?;
        assert!(!brand_vectors::is_any_behind(tx, "tiny", at(99)).await?);
        assert!(brand_vectors::is_any_behind(tx, "other", at(99)).await?, "another model makes all anew");

        published(tx, TWO).await?;
        brand_vectors::put_off(tx, SHOP, at(20)).await?;
        assert!(!brand_vectors::is_any_behind(tx, "tiny", at(19)).await?);
        assert_eq!(brand_vectors::claim(tx, "tiny", at(20), at(30)).await?, Some(claimed));
        brand_vectors::switch(tx, SHOP, false).await?;
        assert_eq!(brand_vectors::claim(tx, "tiny", at(99), at(100)).await?, None, "switched off");
        brand_vectors::switch(tx, SHOP, true).await?;
        assert!(brand_vectors::is_any_behind(tx, "tiny", at(20)).await?);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
