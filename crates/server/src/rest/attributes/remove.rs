//! `DELETE /v1/brand/attributes/{attribute}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[InvalidParameter, NotFound]);

/// Remove an attribute
///
/// For good, with its values of all customers.
#[utoipa::path(
    delete, path = "/v1/brand/attributes/{attribute}", operation_id = "remove_attribute", tag = "Customers",
    params(("attribute" = String, Path, description = "Its name.", pattern = "^[a-z][a-z0-9_]{0,39}$", example = "tier")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(name): Id<String>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_attribute(&actor, name).await?;
    Ok(StatusCode::NO_CONTENT)
}
