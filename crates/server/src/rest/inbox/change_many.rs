//! `PATCH /v1/tickets`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::inbox::{ChangeTickets, ChangedTickets};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Change several tickets at once
///
/// Each is changed for itself: what can't be changed leaves the others unharmed. The answer says how each stood before, which is
/// what undoes the change.
#[utoipa::path(
    patch, path = "/v1/tickets", operation_id = "change_tickets", tag = "Inbox",
    request_body = ChangeTickets,
    responses((status = 200, description = "What became of each.", body = ChangedTickets), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<ChangeTickets>,
) -> Result<Answer<ChangedTickets>, Failure> {
    Ok(Answer(app.engage.change_tickets(&actor, request).await?))
}
