//! `POST /v1/conversations/{conversation}/orders/verification`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, OrderNotFound};
use subrosa_proto::order::{Order, VerifyOrder};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, OrderNotFound]);

/// Verify an order with a customer
///
/// By its number and one second fact, as the customer says them. When both fit, the order is the customer's from then on; when not, it is
/// not said which. A member may fail 60 times an hour.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/orders/verification", operation_id = "verify_order", tag = "Customers",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer.")),
    request_body = VerifyOrder,
    responses((status = 200, description = "The order.", body = Order), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(request): Json<VerifyOrder>,
) -> Result<Answer<Order>, Failure> {
    Ok(Answer(app.engage.verify_order(&actor, conversation, request).await?))
}
