//! `GET /v1/brand/campaigns/{campaign}/report/export`.

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use futures_util::stream::try_unfold;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::campaign_report::{CampaignExportRequest, CampaignTable};

use crate::App;
use crate::http::{Caller, Failure, Id, Query, csv};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// A campaign's report as CSV
///
/// UTF-8 (RFC 4180) with the names of the columns in the first line: a line for each variant and for those held out, or, for members who may see
/// contacts, for each contact whom it was for, and each time. Amounts are in the currency's smallest unit. A text that a spreadsheet would take for a formula has
/// a `'` before it. The answer comes as it is read; one that breaks off is not whole.
#[utoipa::path(
    get, path = "/v1/brand/campaigns/{campaign}/report/export", operation_id = "export_campaign_report", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign."), CampaignExportRequest),
    responses(
        (status = 200, description = "The table.", content_type = "text/csv", body = String,
            headers(("Content-Disposition" = String, description = "A name for the file."))),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
    Query(request): Query<CampaignExportRequest>,
) -> Result<Response, Failure> {
    match request.table {
        CampaignTable::Variants => {
            let table = app.engage.export_campaign_report(&actor, campaign).await?;
            Ok((csv::headers(&table.name), table.text).into_response())
        }
        CampaignTable::Deliveries => {
            let export = app.engage.export_campaign_deliveries(&actor, campaign).await?;
            let headers = csv::headers(&export.name());
            // Where it fails in the middle, the connection ends before the body does.
            let pages = try_unfold(export, |mut export| async move {
                let page = export.next().await?;
                Ok::<_, subrosa_messaging::Error>(page.map(|page| (page, export)))
            });
            Ok((headers, Body::from_stream(pages)).into_response())
        }
    }
}
