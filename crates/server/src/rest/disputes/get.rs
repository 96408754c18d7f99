//! `GET /v1/conversations/{conversation}/disputes/{dispute}`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::dispute::DisputeWithHistory;
use subrosa_proto::{ConversationId, DisputeId};

use crate::App;
use crate::http::{Caller, Failure, Ids};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// A dispute with its history
///
/// Members see every step with who took it. The customer sees the steps that concern them, and of members the brand; the code of a voucher once it
/// is theirs.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/disputes/{dispute}", operation_id = "get_dispute", tag = "Disputes",
    params(
        ("conversation" = ConversationId, Path, description = "The conversation of a customer with a brand."),
        ("dispute" = DisputeId, Path, description = "The dispute."),
    ),
    responses((status = 200, description = "The dispute.", body = DisputeWithHistory), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, dispute): Ids<ConversationId, DisputeId>,
) -> Result<Json<DisputeWithHistory>, Failure> {
    Ok(Json(app.engage.dispute(&actor, (conversation, dispute)).await?))
}
