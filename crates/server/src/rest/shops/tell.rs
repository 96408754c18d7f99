//! `POST /v1/shops/{brand}/{shop}/orders`.

use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request, State};
use axum::http::{HeaderMap, StatusCode};
use subrosa_engage::Webhook;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::{MalformedRequest, PayloadTooLarge, SignatureInvalid, StorageFull};
use subrosa_proto::limits::WEBHOOK_BYTES;
use subrosa_proto::shop::ShopKind;

use crate::App;
use crate::http::{Failure, extract};
use crate::rest::problems::{ANY, problems};

problems!(ANY, &[MalformedRequest, PayloadTooLarge, SignatureInvalid, StorageFull]);

/// Hear of an order from a shop
///
/// A webhook as Shopify (`X-Shopify-Topic`, `X-Shopify-Hmac-Sha256`) or WooCommerce (`X-WC-Webhook-Topic`, `X-WC-Webhook-Signature`)
/// sends it, signed with the shop's secret. What tells of no order is taken and left aside, and so is an order that can't be used: the
/// brand sees why with the shop. WooCommerce's greeting of a new webhook, which is not signed, is answered and says nothing.
#[utoipa::path(
    post, path = "/v1/shops/{brand}/{shop}/orders", operation_id = "tell_by_webhook", tag = "Customers", security(()),
    params(
        ("brand" = AccountId, Path, description = "Whose orders."),
        ("shop" = ShopKind, Path, description = "In whose shape."),
    ),
    request_body(content = serde_json::Value, description = "The order, as the shop tells it.", content_type = "application/json"),
    responses((status = 200, description = "Taken."), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, told: Told) -> Result<StatusCode, Failure> {
    let (topic, signature) = match told.kind {
        ShopKind::Shopify => ("x-shopify-topic", "x-shopify-hmac-sha256"),
        ShopKind::Woocommerce => ("x-wc-webhook-topic", "x-wc-webhook-signature"),
    };
    if is_greeting(&told, signature) {
        return Ok(StatusCode::OK);
    }
    let webhook = Webhook {
        topic: text(&told.headers, topic),
        signature: text(&told.headers, signature),
        is_test: text(&told.headers, "x-shopify-test") == "true",
        body: &told.body,
    };
    app.engage.tell_by_webhook(told.brand, told.kind, webhook).await?;
    // WooCommerce wants this very status.
    Ok(StatusCode::OK)
}

/// Whether WooCommerce tries the address of a new webhook out: `webhook_id=…` in a form, not signed
/// (<https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php>, `deliver_ping`). All who
/// ask so have the same answer.
fn is_greeting(told: &Told, signature: &str) -> bool {
    let number = told.body.strip_prefix(b"webhook_id=");
    let is_number = number.is_some_and(|number| number.len() <= 20 && number.iter().all(u8::is_ascii_digit));
    told.kind == ShopKind::Woocommerce && is_number && !told.headers.contains_key(signature)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// A webhook as it came: its body is signed byte by byte.
pub(in crate::rest) struct Told {
    brand: AccountId,
    kind: ShopKind,
    headers: HeaderMap,
    body: axum::body::Bytes,
}

impl FromRequest<App> for Told {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        // Who does not know the address can't have signed either.
        let nobody = || Failure::new(SignatureInvalid);
        let (mut parts, body) = request.into_parts();
        let params = RawPathParams::from_request_parts(&mut parts, app).await.map_err(|_| nobody())?;
        let mut params = params.iter().map(|(_, value)| value);
        let brand = params.next().and_then(|text| text.parse().ok()).ok_or_else(nobody)?;
        let kind = params.next().and_then(|text| text.parse().ok()).ok_or_else(nobody)?;
        let headers = parts.headers.clone();
        let body = extract::bytes(Request::from_parts(parts, body), WEBHOOK_BYTES).await?;
        Ok(Self { brand, kind, headers, body })
    }
}
