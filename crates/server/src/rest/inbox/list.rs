//! `GET /v1/tickets`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, LabelInvalid, NotFound};
use subrosa_proto::inbox::{TicketPage, TicketsRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, LabelInvalid, NotFound]);

/// A page of the inbox
///
/// Each ticket comes with its conversation and the newest event of that. `next` of a page is `after` of the request for the page
/// behind it.
#[utoipa::path(
    get, path = "/v1/tickets", operation_id = "list_tickets", tag = "Inbox",
    params(TicketsRequest),
    responses((status = 200, description = "A page of the inbox.", body = TicketPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<TicketsRequest>,
) -> Result<Json<TicketPage>, Failure> {
    Ok(Json(app.engage.list_tickets(&actor, request).await?))
}
