//! `GET /v1/conversations/{conversation}/timeline`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::timeline::{TimelinePage, TimelineRequest};

use crate::App;
use crate::http::{Caller, Failure, Id, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// A customer's timeline
///
/// Tickets, orders, consents and custom events in one list, the newest first.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/timeline", operation_id = "read_timeline", tag = "Customers",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer."), TimelineRequest),
    responses((status = 200, description = "A page of it.", body = TimelinePage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Query(request): Query<TimelineRequest>,
) -> Result<Json<TimelinePage>, Failure> {
    Ok(Json(app.engage.timeline(&actor, conversation, request).await?))
}
