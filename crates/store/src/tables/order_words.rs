//! The things of orders, by words as they are compared: the shop's number, the category, the name. Written with the orders.

use subrosa_proto::order::OrderItem;
use subrosa_proto::{AccountId, OrderId};
use subrosa_words::fold;

use crate::value::{number_of, params, values};
use crate::{Error, Tx};

/// Which word of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordKind {
    Sku,
    Category,
    Name,
}

const KINDS: [(WordKind, i64); 3] = [(WordKind::Sku, 1), (WordKind::Category, 2), (WordKind::Name, 3)];
number_of!(WordKind, KINDS);

/// The words of a thing, as they are compared.
fn words_of(item: &OrderItem) -> impl Iterator<Item = (WordKind, String)> {
    let words = [(WordKind::Sku, item.sku.as_deref()), (WordKind::Category, item.category.as_deref())];
    let words = words.into_iter().chain([(WordKind::Name, Some(item.name.as_str()))]);
    words.filter_map(|(kind, word)| Some((kind, fold(word?))))
}

/// Writes the words of orders in place of those before.
pub(super) async fn write(tx: &mut Tx<'_>, orders: &[(AccountId, OrderId, &[OrderItem])]) -> Result<(), Error> {
    let ids: Vec<_> = orders.iter().map(|(_, id, _)| values![*id]).collect();
    tx.execute_many("DELETE FROM order_words WHERE order_id = $1", &ids).await?;
    let words: Vec<(AccountId, OrderId, WordKind, String)> = orders
        .iter()
        .flat_map(|(brand, id, items)| items.iter().flat_map(words_of).map(|(kind, word)| (*brand, *id, kind, word)))
        .collect();
    let rows: Vec<_> = words.iter().map(|(brand, id, kind, word)| values![*brand, *kind, word, *id]).collect();
    tx.execute_many(
        "INSERT INTO order_words (brand, kind, word, order_id) VALUES ($1, $2, $3, $4)
         ON CONFLICT (brand, kind, word, order_id) DO NOTHING",
        &rows,
    )
    .await
}

/// All words of a kind that things of a brand's orders have.
pub async fn all(tx: &mut Tx<'_>, brand: AccountId, kind: WordKind) -> Result<Vec<String>, Error> {
    let found: Vec<(String,)> =
        tx.fetch("SELECT DISTINCT word FROM order_words WHERE brand = $1 AND kind = $2", params![brand, kind]).await?;
    Ok(found.into_iter().map(|(word,)| word).collect())
}
