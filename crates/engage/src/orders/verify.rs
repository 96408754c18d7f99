//! Verify an order: its number and a second fact first, and only then anything of it. For members, and for the server's bots.

use subrosa_access::{Actor, ChangeContact, TooMany};
use subrosa_flow::engine::{OrderResult, Proof as Second};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::{IDENTITY_CHARACTERS, ORDER_NUMBER_CHARACTERS};
use subrosa_proto::order::{Order, VerifyOrder};
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::conversations;

use super::attempts::Asker;
use super::facts::facts;
use super::prove::{Outcome, prove};
use crate::Engage;

impl Engage {
    /// Shows a member the order that the customer has proved. It is the contact's from then on, and the journal tells of it once.
    ///
    /// # Errors
    /// `order_not_found`, whatever does not fit; `too_many_requests` after 60 failures of the member within an hour;
    /// `invalid_parameter`, `not_found`, `forbidden`.
    pub async fn verify_order(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        request: VerifyOrder,
    ) -> Result<Order, Error> {
        let (number, second) = read(request)?;
        let (actor, now) = (*actor, self.messaging.now());
        let proved = self.messaging.db().write(async move |tx| {
            let (permit, _) = permitted::<ChangeContact>(tx, &actor, conversation).await?;
            let contact = (permit.account()?, conversation);
            Ok::<_, Error>(prove(tx, contact, Asker::Member(permit.person()?), (&number, &second), now).await?)
        });
        match proved.await? {
            Outcome::Found(order) => {
                let brand = actor.account().ok_or_else(|| Error::new(ErrorCode::Forbidden))?;
                let deed = self.deed(&actor, brand, AuditDeed::OrderVerified).in_conversation(conversation);
                let deed = deed.about(&order.number);
                self.messaging.db().write(async move |tx| deed.note(tx).await).await?;
                self.link(&actor, conversation, *order).await
            }
            Outcome::NotFound => Err(Error::new(ErrorCode::OrderNotFound)),
            Outcome::Throttled(retry_after) => Err(TooMany { retry_after }.into()),
        }
    }

    /// The same for a bot that speaks with the customer: the facts of the order, as a flow's `order.…`. The server's own bots call
    /// it, which act for the brand; nobody else is to be given it. Asking again after a crash gives the same.
    ///
    /// A conversation may fail 5 times an hour, an order's number 10 times a day over all conversations, a brand's customers
    /// together 300 times an hour; all of it is kept in the store.
    ///
    /// # Errors
    /// `not_found` when it is no conversation with a brand; when the store fails.
    pub async fn look_up_order(
        &self,
        conversation: ConversationId,
        number: &str,
        second: &Second,
    ) -> Result<OrderResult, Error> {
        let (number, second, now) = (number.to_owned(), second.clone(), self.messaging.now());
        let proved = self.messaging.db().write(async move |tx| {
            let brand = brand_of(conversations::find(tx, conversation).await?.as_ref())?;
            let asker = Asker::Customer(conversation);
            Ok::<_, Error>(prove(tx, (brand, conversation), asker, (&number, &second), now).await?)
        });
        Ok(match proved.await? {
            Outcome::Found(order) => {
                OrderResult::Found(facts(&self.link(&Actor::Operator, conversation, *order).await?))
            }
            Outcome::NotFound => OrderResult::NotFound,
            Outcome::Throttled(_) => OrderResult::Throttled,
        })
    }

    async fn link(&self, actor: &Actor, contact: ConversationId, order: Order) -> Result<Order, Error> {
        let link = (contact, order.id, order.placed_at);
        self.messaging.link_verified_order(actor, link, order.number.clone()).await?;
        Ok(order)
    }
}

fn brand_of(state: Option<&conversations::Conversation>) -> Result<AccountId, Error> {
    let brand = state.and_then(|state| Some(state.members[state.brand_side()?].profile.id));
    brand.ok_or_else(|| Error::new(ErrorCode::NotFound))
}

/// The number and the one second fact of a request, within their bounds.
fn read(request: VerifyOrder) -> Result<(String, Second), Error> {
    let VerifyOrder { number, email, phone, postcode } = request;
    let wrong = |field, what: String| Error::field(ErrorCode::InvalidParameter, field, what);
    if number.trim().is_empty() || number.chars().count() > ORDER_NUMBER_CHARACTERS {
        return Err(wrong("number", format!("1 to {ORDER_NUMBER_CHARACTERS} characters")));
    }
    let second = match (email, phone, postcode) {
        (Some(email), None, None) => Second::Email(email),
        (None, Some(phone), None) => Second::Phone(phone),
        (None, None, Some(postcode)) => Second::Postcode(postcode),
        _ => return Err(wrong("email", "one of `email`, `phone` and `postcode`".to_owned())),
    };
    let (Second::Email(text) | Second::Phone(text) | Second::Postcode(text)) = &second;
    if text.chars().count() > IDENTITY_CHARACTERS {
        return Err(wrong("email", format!("at most {IDENTITY_CHARACTERS} characters")));
    }
    Ok((number, second))
}
