//! Words for how orders, payments, shipments and answers stand: ours, those of Shopify and WooCommerce, and those that people write.

use subrosa_proto::consent::ConsentState;
use subrosa_proto::order::{OrderStatus, Payment, ShipmentState};

use super::fields::plain;

/// How an order stands.
///
/// # Errors
/// What can be said.
pub(super) fn status(word: &str) -> Result<OrderStatus, &'static str> {
    match plain(word).as_str() {
        "open" | "unfulfilled" | "partial" | "pending" | "processing" | "onhold" | "scheduled" | "checkoutdraft"
        | "offen" | "abierto" => Ok(OrderStatus::Open),
        "completed" | "complete" | "fulfilled" | "closed" | "archived" | "delivered" | "shipped" | "refunded"
        | "abgeschlossen" | "completado" => Ok(OrderStatus::Completed),
        "cancelled" | "canceled" | "failed" | "trash" | "voided" | "restocked" | "storniert" | "cancelado" => {
            Ok(OrderStatus::Cancelled)
        }
        _ => Err("open, completed or cancelled"),
    }
}

/// How a payment stands.
///
/// # Errors
/// What can be said.
pub(super) fn payment(word: &str) -> Result<Payment, &'static str> {
    match plain(word).as_str() {
        "pending" | "unpaid" | "partiallypaid" | "onhold" | "offen" | "pendiente" => Ok(Payment::Pending),
        "authorized" | "authorised" => Ok(Payment::Authorized),
        "paid" | "processing" | "completed" | "bezahlt" | "pagado" => Ok(Payment::Paid),
        "partiallyrefunded" => Ok(Payment::PartiallyRefunded),
        "refunded" | "erstattet" | "reembolsado" => Ok(Payment::Refunded),
        "failed" | "voided" | "expired" | "cancelled" | "canceled" => Ok(Payment::Failed),
        _ => Err("pending, authorized, paid, partially_refunded, refunded or failed"),
    }
}

/// How a shipment stands.
///
/// # Errors
/// What can be said.
pub(super) fn shipment(word: &str) -> Result<ShipmentState, &'static str> {
    match plain(word).as_str() {
        "preparing" | "pending" | "labelprinted" | "confirmed" => Ok(ShipmentState::Preparing),
        "shipped" | "success" | "intransit" | "outfordelivery" | "fulfilled" | "sent" => Ok(ShipmentState::Shipped),
        "delivered" => Ok(ShipmentState::Delivered),
        "failed" | "failure" | "error" => Ok(ShipmentState::Failed),
        "returned" => Ok(ShipmentState::Returned),
        _ => Err("preparing, shipped, delivered, failed or returned"),
    }
}

/// Whether a consent was given or withdrawn.
pub(super) fn consent_state(word: &str) -> Option<ConsentState> {
    match plain(word).as_str() {
        "granted" | "subscribed" | "optin" | "optedin" | "confirmed" => Some(ConsentState::Granted),
        "withdrawn" | "unsubscribed" | "optout" | "optedout" | "revoked" => Some(ConsentState::Withdrawn),
        _ => yes_no(word).map(|yes| if yes { ConsentState::Granted } else { ConsentState::Withdrawn }),
    }
}

/// Yes or no.
pub(super) fn yes_no(word: &str) -> Option<bool> {
    match plain(word).as_str() {
        "true" | "yes" | "y" | "1" | "x" | "ja" | "wahr" | "sí" | "si" | "verdadero" | "نعم" => Some(true),
        "false" | "no" | "n" | "0" | "nein" | "falsch" | "falso" | "لا" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_words_mean_themselves() {
        for word in [OrderStatus::Open, OrderStatus::Completed, OrderStatus::Cancelled] {
            let written = serde_json::to_value(word).expect("a word");
            assert_eq!(status(written.as_str().expect("a word")), Ok(word));
        }
        let all = [
            Payment::Pending,
            Payment::Authorized,
            Payment::Paid,
            Payment::PartiallyRefunded,
            Payment::Refunded,
            Payment::Failed,
        ];
        for word in all {
            let written = serde_json::to_value(word).expect("a word");
            assert_eq!(payment(written.as_str().expect("a word")), Ok(word));
        }
        assert_eq!(status("On hold"), Ok(OrderStatus::Open));
        assert_eq!(payment("partially_paid"), Ok(Payment::Pending));
        assert_eq!((shipment("in_transit"), yes_no(" Ja ")), (Ok(ShipmentState::Shipped), Some(true)));
        assert!(status("lost").is_err() && payment("").is_err() && shipment("?").is_err());
        assert_eq!(yes_no("maybe"), None);
    }
}
