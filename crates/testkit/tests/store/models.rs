//! What brands use the language model for, and how much of it.

use subrosa_proto::model::ModelUses;
use subrosa_store::brand_models::{self, Budget};
use subrosa_store::{Db, Error};

use crate::people::{ADA, SHOP, with_a_shop};

crate::on_both!(what_a_model_is_used_for_is_kept, spending_has_a_bound);

async fn what_a_model_is_used_for_is_kept(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert_eq!(brand_models::find(tx, SHOP).await?, ModelUses::default());
        let uses = ModelUses { drafts: true, ..ModelUses::default() };
        brand_models::save(tx, SHOP, ModelUses::default()).await?;
        brand_models::save(tx, SHOP, uses).await?;
        assert_eq!(brand_models::find(tx, SHOP).await?, uses);
        assert_eq!(brand_models::find(tx, ADA).await?, ModelUses::default());
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn spending_has_a_bound(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let today = (SHOP, 20_000);
        assert_eq!(brand_models::spent(tx, SHOP, 20_000, Budget::Model).await?, 0);
        assert!(!brand_models::set_aside(tx, today, Budget::Model, 101, 100).await?);
        assert!(brand_models::set_aside(tx, today, Budget::Model, 60, 100).await?);
        assert!(!brand_models::set_aside(tx, today, Budget::Model, 41, 100).await?);
        assert!(brand_models::set_aside(tx, today, Budget::Model, 40, 100).await?);
        assert_eq!(brand_models::spent(tx, SHOP, 20_000, Budget::Model).await?, 100);
        assert!(brand_models::set_aside(tx, (ADA, 20_000), Budget::Model, 5, 100).await?, "each has their own");
        brand_models::settle(tx, today, Budget::Model, -30).await?;
        brand_models::settle(tx, today, Budget::Model, 5).await?;
        assert_eq!(brand_models::spent(tx, SHOP, 20_000, Budget::Model).await?, 75);
        assert!(brand_models::set_aside(tx, today, Budget::Embeddings, 90, 100).await?, "another budget");
        assert!(!brand_models::set_aside(tx, today, Budget::Embeddings, 11, 100).await?);
        brand_models::settle(tx, today, Budget::Embeddings, -50).await?;
        assert_eq!(brand_models::spent(tx, SHOP, 20_000, Budget::Embeddings).await?, 40);
        assert_eq!(brand_models::spent(tx, SHOP, 20_000, Budget::Model).await?, 75);
        brand_models::settle(tx, today, Budget::Model, -1_000).await?;
        assert_eq!(brand_models::spent(tx, SHOP, 20_000, Budget::Model).await?, 0);
        assert!(brand_models::set_aside(tx, (SHOP, 20_031), Budget::Model, 7, 100).await?);
        assert!(brand_models::set_aside(tx, (SHOP, 20_063), Budget::Model, 7, 100).await?);
        assert_eq!(brand_models::spent(tx, SHOP, 20_031, Budget::Model).await?, 0, "forgotten after a month");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
