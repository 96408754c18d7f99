//! `POST /v1/conversations/{conversation}/disputes/{dispute}/steps`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{
    ClientIdConflict, DisputeRefused, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid,
};
use subrosa_proto::dispute::Dispute;
use subrosa_proto::dispute_commands::TakeDisputeStep;
use subrosa_proto::{ConversationId, DisputeId};

use crate::App;
use crate::http::{Caller, Failure, Ids, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(
    ANY,
    SIGNED_IN,
    CHANGE,
    JSON,
    &[ClientIdConflict, DisputeRefused, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid]
);

/// Take a step in a dispute
///
/// The customer accepts or declines an offer; the brand asks, offers, takes its offer back, says by when it is to be over or which order it is
/// about; both say something or take the dispute back. Where two answer at once, one counts, and the other is told with `dispute_refused`. What was
/// agreed is carried out in the shop: the order changes when the shop says so. The same `client_id` again answers with the dispute as it is now.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/disputes/{dispute}/steps", operation_id = "take_dispute_step",
    tag = "Disputes",
    params(
        ("conversation" = ConversationId, Path, description = "The conversation of a customer with a brand."),
        ("dispute" = DisputeId, Path, description = "The dispute."),
    ),
    request_body = TakeDisputeStep,
    responses((status = 200, description = "How it stands now.", body = Dispute), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, dispute): Ids<ConversationId, DisputeId>,
    Json(wanted): Json<TakeDisputeStep>,
) -> Result<Answer<Dispute>, Failure> {
    Ok(Answer(app.messaging.take_dispute_step(&actor, (conversation, dispute), wanted).await?))
}
