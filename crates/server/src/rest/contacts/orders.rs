//! `GET /v1/conversations/{conversation}/orders`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::order::{OrderPage, OrdersRequest};

use crate::App;
use crate::http::{Caller, Failure, Id, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// A customer's orders
///
/// Those that are known to be theirs, by a verified identity or because an order was verified; the newest first.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/orders", operation_id = "list_contact_orders", tag = "Customers",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer."), OrdersRequest),
    responses((status = 200, description = "Their orders.", body = OrderPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Query(request): Query<OrdersRequest>,
) -> Result<Json<OrderPage>, Failure> {
    Ok(Json(app.engage.contact_orders(&actor, conversation, request).await?))
}
