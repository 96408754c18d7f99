//! `POST /v1/conversations/{conversation}/disputes/{dispute}/decision`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{ClientIdConflict, DisputeRefused, InvalidParameter, NotFound, TextInvalid};
use subrosa_proto::dispute::Dispute;
use subrosa_proto::dispute_commands::DecideDispute;
use subrosa_proto::{ConversationId, DisputeId};

use crate::App;
use crate::http::{Caller, Failure, Ids, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[ClientIdConflict, DisputeRefused, InvalidParameter, NotFound, TextInvalid]);

/// Decide a dispute
///
/// By owners and admins, with a reason that the customer reads. It ends the dispute, and an offer that is open with it. The same `client_id` again
/// answers with the dispute as it is now.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/disputes/{dispute}/decision", operation_id = "decide_dispute",
    tag = "Disputes",
    params(
        ("conversation" = ConversationId, Path, description = "The conversation of a customer with a brand."),
        ("dispute" = DisputeId, Path, description = "The dispute."),
    ),
    request_body = DecideDispute,
    responses((status = 200, description = "How it stands now.", body = Dispute), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, dispute): Ids<ConversationId, DisputeId>,
    Json(wanted): Json<DecideDispute>,
) -> Result<Answer<Dispute>, Failure> {
    Ok(Answer(app.messaging.decide_dispute(&actor, (conversation, dispute), wanted).await?))
}
