//! Orders that events tell step by step.

use std::collections::BTreeMap;

use subrosa_messaging::Error;
use subrosa_proto::source::TrackProblem;
use subrosa_proto::{AccountId, ConversationId, OrderId, Timestamp};
use subrosa_store::sources::Teller;
use subrosa_store::{Tx, order_tellings};
use subrosa_track::{TELLINGS, Telling, order};

use crate::Engage;
use crate::orders::check::check;
use crate::orders::save;

/// A step that is new: its place in the request, its event's number, what it says.
pub(super) type NewStep<'c> = (u32, i64, &'c Telling);

/// Keeps steps, and the orders that all of their steps come to, as the shop tells orders by any other door. What can't be an order yet, or
/// ever, is told; its steps are kept.
pub(super) async fn keep(
    tx: &mut Tx<'_>,
    engage: &Engage,
    teller: &Teller,
    steps: &[NewStep<'_>],
) -> Result<(Vec<(ConversationId, AccountId)>, Vec<TrackProblem>), Error> {
    if steps.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let bodies = steps.iter().map(|(_, _, step)| serde_json::to_vec(step)).collect::<Result<Vec<_>, _>>();
    let bodies = bodies.map_err(|error| Error::from(subrosa_store::Error::Bug(error.to_string())))?;
    let rows: Vec<order_tellings::Step<'_>> = steps
        .iter()
        .zip(&bodies)
        .map(|((_, number, step), body)| (step.order.as_str(), step.at, *number, body.as_slice()))
        .collect();
    order_tellings::insert_many(tx, teller.brand, &rows).await?;
    // The last step of each order in this request.
    let orders: BTreeMap<&str, u32> = steps.iter().map(|(index, _, step)| (step.order.as_str(), *index)).collect();
    let (mut told, mut problems) = (Vec::new(), Vec::new());
    for (reference, index) in orders {
        let all = order_tellings::of_order(tx, teller.brand, reference, TELLINGS).await?;
        let read = all.into_iter().filter_map(|(at, body)| read(reference, at, &body)).collect();
        let made = order(read, teller.currency.as_deref())
            .and_then(|made| made.map(|made| check(OrderId::new(engage.messaging.next_id()), made)).transpose());
        match made {
            Ok(made) => told.extend(made.map(|made| (told.len(), made))),
            Err(detail) => problems.push(TrackProblem { index, detail }),
        }
    }
    let (_, touched) = save::write(tx, teller.brand, told).await?;
    Ok((touched, problems))
}

/// A step as it was kept.
fn read(reference: &str, at: Timestamp, body: &[u8]) -> Option<Telling> {
    let step: Telling = serde_json::from_slice(body).ok()?;
    Some(Telling { order: reference.to_owned(), at, ..step })
}
