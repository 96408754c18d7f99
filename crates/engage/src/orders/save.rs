//! Keep orders as the shop tells them.

use std::collections::{BTreeSet, HashMap};

use subrosa_access::{Actor, SaveOrders as MaySaveOrders, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::contact::IdentityKind;
use subrosa_proto::limits::{ORDER_WORD_CHARACTERS, ORDERS_AT_ONCE};
use subrosa_proto::order::{SaveOrder, SaveOrders, SavedAs, SavedOrder as Outcome, SavedOrders};
use subrosa_proto::{AccountId, ConversationId, ErrorCode, OrderId};
use subrosa_store::contact_orders::Link;
use subrosa_store::orders::SavedOrder;
use subrosa_store::{Tx, accounts, contact_orders, identities, orders};

use super::check::check;
use super::touched::customers_of;
use crate::Engage;
use crate::audit::Deed;

impl Engage {
    /// Keeps up to 100 orders, each new or in place of what the shop told before, and links them to the contacts whose verified
    /// identities they carry. What is older than what is known changes nothing; what can't be used is refused alone, with the reason.
    /// Telling the same again does no harm.
    ///
    /// # Errors
    /// `invalid_parameter` when there are none or too many, `forbidden`.
    pub async fn save_orders(&self, actor: &Actor, request: SaveOrders) -> Result<SavedOrders, Error> {
        let brand = permit::<MaySaveOrders>(actor, &Subject::Own)?.account()?;
        if request.orders.is_empty() || request.orders.len() > ORDERS_AT_ONCE {
            return Err(Error::field(ErrorCode::InvalidParameter, "orders", format!("1 to {ORDERS_AT_ONCE}")));
        }
        let deed = self.deed(actor, brand, AuditDeed::OrdersSaved).about(request.orders.len().to_string());
        self.keep_orders(brand, request.orders, Some(deed)).await
    }

    /// The same for orders of a brand whose teller was made sure of. What a shop tells by itself is nobody's deed.
    pub(crate) async fn keep_orders(
        &self,
        brand: AccountId,
        orders: Vec<SaveOrder>,
        deed: Option<Deed>,
    ) -> Result<SavedOrders, Error> {
        let mut told = Vec::with_capacity(orders.len());
        let mut outcomes = Vec::with_capacity(orders.len());
        for order in orders {
            let reference = order.reference.trim().chars().take(ORDER_WORD_CHARACTERS).collect();
            let (outcome, problem) = match check(OrderId::new(self.messaging.next_id()), order) {
                Ok(order) => {
                    told.push((outcomes.len(), order));
                    (SavedAs::Stale, None)
                }
                Err(why) => (SavedAs::Refused, Some(why)),
            };
            outcomes.push(Outcome { reference, outcome, problem });
        }
        let (written, contacts) = self
            .messaging
            .db()
            .write(async move |tx| {
                let written = write(tx, brand, told).await?;
                if let Some(deed) = &deed {
                    deed.note(tx).await?;
                }
                Ok::<_, Error>(written)
            })
            .await?;
        for (place, outcome) in written {
            outcomes[place].outcome = outcome;
        }
        // They are kept; that someone learns of it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&contacts).await;
        Ok(SavedOrders { orders: outcomes })
    }
}

/// What became of each, by its place, and the contacts who have something new.
pub(crate) type Written = (Vec<(usize, SavedAs)>, Vec<(ConversationId, AccountId)>);

/// Writes orders with their links, all in one transaction.
pub(crate) async fn write(tx: &mut Tx<'_>, brand: AccountId, told: Vec<(usize, SavedOrder)>) -> Result<Written, Error> {
    // Identities that are proved meanwhile see these orders, or these orders see them.
    accounts::lock(tx, brand).await?;
    let references: Vec<&str> = told.iter().map(|(_, order)| order.reference.as_str()).collect();
    let known = orders::known(tx, brand, &references).await?;
    let (mut outcomes, mut newest) = (Vec::with_capacity(told.len()), HashMap::<String, SavedOrder>::new());
    for ((place, mut order), known) in told.into_iter().zip(known) {
        if let Some((id, placed_at, _)) = known {
            order.order.id = id;
            order.order.placed_at = placed_at;
        }
        let before = newest.get(&order.reference).map(|before| before.order.updated_at);
        let before = before.or(known.map(|(_, _, updated_at)| updated_at));
        let outcome = match before {
            Some(before) if before > order.order.updated_at => SavedAs::Stale,
            Some(_) => SavedAs::Updated,
            None => SavedAs::Created,
        };
        outcomes.push((place, outcome));
        if outcome == SavedAs::Stale {
            continue;
        }
        // Told twice in one go, it keeps the id and the moment of the first.
        if let Some(first) = newest.get(&order.reference) {
            order.order.id = first.order.id;
            order.order.placed_at = first.order.placed_at;
        }
        newest.insert(order.reference.clone(), order);
    }
    let mut saved: Vec<SavedOrder> = newest.into_values().collect();
    saved.sort_unstable_by_key(|saved| saved.order.id);
    orders::save_many(tx, brand, &saved).await?;
    let ids: Vec<OrderId> = saved.iter().map(|saved| saved.order.id).collect();
    let mut touched: BTreeSet<ConversationId> = contact_orders::contacts_of(tx, &ids).await?.into_iter().collect();
    contact_orders::unlink_orders(tx, &ids).await?;
    let links = links(tx, brand, &saved).await?;
    contact_orders::link_many(tx, brand, &links).await?;
    touched.extend(links.iter().map(|(contact, _, _)| *contact));
    let touched: Vec<ConversationId> = touched.into_iter().collect();
    Ok((outcomes, customers_of(tx, brand, &touched).await?))
}

/// Which contacts have proved an identity that one of the orders carries.
async fn links(tx: &mut Tx<'_>, brand: AccountId, saved: &[SavedOrder]) -> Result<Vec<Link>, Error> {
    let (mut names, mut carried) = (Vec::new(), Vec::new());
    for SavedOrder { order, by, .. } in saved {
        let all = [
            (IdentityKind::Email, &by.email),
            (IdentityKind::Phone, &by.phone),
            (IdentityKind::ExternalId, &by.external_id),
        ];
        for (kind, value) in all {
            if let Some(value) = value {
                names.push((kind, value.as_str()));
                carried.push((order.id, order.placed_at));
            }
        }
    }
    let proved = identities::proved(tx, brand, &names).await?;
    let links = proved.into_iter().zip(carried);
    Ok(links.filter_map(|(contact, (order, placed_at))| Some((contact?, order, placed_at))).collect())
}
