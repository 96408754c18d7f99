//! `DELETE /v1/brand/templates/{template}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Remove a message template
///
/// For good. What was sent by it stays, and journals go on naming it.
#[utoipa::path(
    delete, path = "/v1/brand/templates/{template}", operation_id = "remove_template", tag = "Inbox",
    params((
        "template" = String, Path, description = "Its name.", pattern = "^[a-z][a-z0-9_]{0,39}$", example = "delivery_news"
    )),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(name): Id<String>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_template(&actor, name).await?;
    Ok(StatusCode::NO_CONTENT)
}
