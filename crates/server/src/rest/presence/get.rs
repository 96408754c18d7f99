//! `GET /v1/presence`.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Deserializer};
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::sync::{PresenceList, Watch};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// Whose presence to tell.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::rest) struct Whose {
    /// Up to 200 accounts, with commas between them. Those without a common conversation are left out.
    #[serde(deserialize_with = "separated_by_commas")]
    #[param(style = Form, explode = false, max_items = 200)]
    accounts: Vec<AccountId>,
}

fn separated_by_commas<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<AccountId>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let parts = text.split(',').filter(|part| !part.is_empty());
    parts.map(|part| part.parse().map_err(serde::de::Error::custom)).collect()
}

/// Who of some people is here now
///
/// On the socket, `watch` tells the same and goes on telling.
#[utoipa::path(
    get, path = "/v1/presence", operation_id = "watch", tag = "Sync",
    params(Whose),
    responses((status = 200, description = "Their presence.", body = PresenceList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(whose): Query<Whose>,
) -> Result<Json<PresenceList>, Failure> {
    let watch = Watch { accounts: whose.accounts };
    Ok(Json(app.messaging.watch(&actor, watch, None).await?))
}
