//! `GET /v1/tickets/counts`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::inbox::TicketCounts;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// How many tickets there are
///
/// Each is counted up to 10,000.
#[utoipa::path(
    get, path = "/v1/tickets/counts", operation_id = "count_tickets", tag = "Inbox",
    responses((status = 200, description = "The counts.", body = TicketCounts), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<TicketCounts>, Failure> {
    Ok(Json(app.engage.count_tickets(&actor).await?))
}
