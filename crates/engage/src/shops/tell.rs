//! What a shop's webhook tells.
//!
//! A shop that is refused tells the same again and again, and after some refusals nothing more at all (Shopify after 8 within hours,
//! WooCommerce after 5). So only what was not signed is refused; what was signed and can't be used is taken, and the brand sees why.

use subrosa_messaging::Error;
use subrosa_proto::order::{SaveOrder, SavedAs};
use subrosa_proto::shop::ShopKind;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::shops;

use super::{shopify, signature, told, woocommerce};
use crate::Engage;

/// What comes by a webhook.
pub struct Webhook<'a> {
    /// What it is about, as the shop calls it.
    pub topic: &'a str,
    /// The body's signature, in base64.
    pub signature: &'a str,
    /// Whether the shop says that the order is made up, to try the address out.
    pub is_test: bool,
    pub body: &'a [u8],
}

/// What is to be done about a webhook.
enum Told {
    Order(Box<SaveOrder>),
    /// The order with this reference is no more.
    Deleted(String),
    /// It tells of no order.
    Other,
}

/// What a signature is checked against where there is no shop, so that both take as long.
const NOBODYS: &str = "there is no such shop";
/// Seconds between two notes of wrong signatures: anyone can send them, and they must not cost a write each, nor hide what else is
/// wrong.
const QUIET: i64 = 60;
/// Characters that are kept of a topic, and of what is wrong with an order.
const KEPT: usize = 200;

impl Engage {
    /// Keeps the order that a shop tells, if the shop has signed it. Told twice, late or in another order it does no harm. What can't be
    /// used is noted for the brand; what tells of no order is left aside.
    ///
    /// # Errors
    /// `signature_invalid`, also where there is no such brand or shop.
    pub async fn tell_by_webhook(&self, brand: AccountId, kind: ShopKind, webhook: Webhook<'_>) -> Result<(), Error> {
        let shop = (brand, kind);
        let known = self.messaging.db().read(async move |tx| shops::secret(tx, shop).await).await;
        let known = known.map_err(Error::from)?;
        let secret = known.as_ref().map_or(NOBODYS, |(secret, _)| secret.as_str());
        let is_right = signature::is_right(secret, webhook.body, webhook.signature);
        let now = self.messaging.now();
        match known {
            Some(_) if is_right => {}
            Some((_, refused_at)) => {
                if refused_at.is_none_or(|before| before.plus_seconds(QUIET) <= now) {
                    let noted =
                        self.messaging.db().write(async move |tx| shops::note_refused(tx, shop, None, now).await);
                    noted.await.map_err(Error::from)?;
                }
                return Err(Error::new(ErrorCode::SignatureInvalid));
            }
            None => return Err(Error::new(ErrorCode::SignatureInvalid)),
        }
        let topic = told::line(webhook.topic, KEPT);
        match self.carry_out(brand, kind, &webhook).await? {
            Ok(()) => {
                let noted = self.messaging.db().write(async move |tx| shops::note_taken(tx, shop, &topic, now).await);
                noted.await.map_err(Error::from)
            }
            Err(why) => {
                let why = told::line(&why, KEPT);
                let noted =
                    self.messaging.db().write(async move |tx| shops::note_refused(tx, shop, Some(&why), now).await);
                noted.await.map_err(Error::from)
            }
        }
    }

    /// In the result: why it can't be used.
    async fn carry_out(
        &self,
        brand: AccountId,
        kind: ShopKind,
        webhook: &Webhook<'_>,
    ) -> Result<Result<(), String>, Error> {
        let read = match read(kind, webhook) {
            Ok(read) => read,
            Err(why) => return Ok(Err(why)),
        };
        match read {
            Told::Other => Ok(Ok(())),
            Told::Deleted(reference) => self.order_deleted(brand, reference).await.map(Ok),
            Told::Order(order) => {
                let saved = self.keep_orders(brand, vec![*order], None).await?;
                let refused = saved.orders.into_iter().find(|one| one.outcome == SavedAs::Refused);
                Ok(refused.map_or(Ok(()), |one| Err(one.problem.unwrap_or_default())))
            }
        }
    }
}

fn read(kind: ShopKind, webhook: &Webhook<'_>) -> Result<Told, String> {
    if webhook.is_test {
        return Ok(Told::Other);
    }
    let order = |order| Told::Order(Box::new(order));
    match (kind, webhook.topic) {
        (ShopKind::Shopify, "orders/delete") | (ShopKind::Woocommerce, "order.deleted") => {
            told::reference(webhook.body).map(Told::Deleted)
        }
        (ShopKind::Shopify, topic) if shopify::TOPICS.contains(&topic) => shopify::read(webhook.body).map(order),
        (ShopKind::Woocommerce, topic) if woocommerce::TOPICS.contains(&topic) => {
            woocommerce::read(webhook.body).map(order)
        }
        _ => Ok(Told::Other),
    }
}
