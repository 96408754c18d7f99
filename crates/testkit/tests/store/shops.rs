//! Shops that tell orders, and what came of their webhooks.

use subrosa_proto::shop::{ShopDelivery, ShopKind, ShopRefusal, ShopRefusalReason};
use subrosa_store::shops::KnownShop;
use subrosa_store::{Db, Error, shops};

use crate::people::{ADA, SHOP, at, with_a_shop};

crate::on_both!(a_shop_has_one_secret, the_last_webhooks_are_known);

const SHOPIFY: ShopKind = ShopKind::Shopify;
const WOOCOMMERCE: ShopKind = ShopKind::Woocommerce;

const fn known(kind: ShopKind, since: i64) -> KnownShop {
    KnownShop { kind, since: at(since), taken: None, refused: None }
}

async fn a_shop_has_one_secret(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        shops::save(tx, (SHOP, WOOCOMMERCE), "hush", at(1)).await?;
        shops::save(tx, (SHOP, SHOPIFY), "an old one", at(2)).await?;
        shops::save(tx, (SHOP, SHOPIFY), "a new one", at(3)).await?;
        assert_eq!(shops::secret(tx, (SHOP, SHOPIFY)).await?, Some(("a new one".to_owned(), None)));
        assert_eq!(shops::secret(tx, (ADA, SHOPIFY)).await?, None);
        assert_eq!(shops::list(tx, SHOP).await?, [known(SHOPIFY, 3), known(WOOCOMMERCE, 1)]);
        assert!(!shops::remove(tx, (ADA, SHOPIFY)).await?, "another's");
        assert!(shops::remove(tx, (SHOP, SHOPIFY)).await?);
        assert!(!shops::remove(tx, (SHOP, SHOPIFY)).await?, "gone already");
        assert_eq!(shops::list(tx, SHOP).await?, [known(WOOCOMMERCE, 1)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn the_last_webhooks_are_known(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        shops::save(tx, (SHOP, SHOPIFY), "hush", at(1)).await?;
        shops::note_taken(tx, (SHOP, SHOPIFY), "orders/create", at(2)).await?;
        shops::note_refused(tx, (SHOP, SHOPIFY), None, at(3)).await?;
        // What is noted of a shop that is not there is lost.
        shops::note_taken(tx, (ADA, SHOPIFY), "orders/create", at(2)).await?;
        let taken = Some(ShopDelivery { at: at(2), topic: "orders/create".to_owned() });
        let refusal =
            |at, reason, detail: Option<&str>| Some(ShopRefusal { at, reason, detail: detail.map(str::to_owned) });
        let refused = refusal(at(3), ShopRefusalReason::Signature, None);
        let wanted = KnownShop { taken: taken.clone(), refused, ..known(SHOPIFY, 1) };
        assert_eq!(shops::list(tx, SHOP).await?, [wanted]);
        shops::note_refused(tx, (SHOP, SHOPIFY), Some("id: ü"), at(4)).await?;
        let refused = refusal(at(4), ShopRefusalReason::Order, Some("id: ü"));
        assert_eq!(shops::list(tx, SHOP).await?, [KnownShop { taken, refused, ..known(SHOPIFY, 1) }]);
        assert_eq!(shops::secret(tx, (SHOP, SHOPIFY)).await?, Some(("hush".to_owned(), Some(at(4)))));
        shops::save(tx, (SHOP, SHOPIFY), "another", at(5)).await?;
        assert_eq!(shops::list(tx, SHOP).await?, [known(SHOPIFY, 5)], "all begins anew");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
