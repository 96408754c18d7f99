//! What a column of a file can be, and what those who keep such files call it.

/// A field of an order. A list of an order has a row for each of its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OrderField {
    Number,
    Reference,
    PlacedAt,
    UpdatedAt,
    Status,
    Payment,
    Currency,
    Total,
    Email,
    Phone,
    ExternalId,
    Postcode,
    ItemName,
    ItemSku,
    ItemQuantity,
    ItemPrice,
    ShipmentState,
    Carrier,
    Tracking,
    RefundAmount,
    RefundedAt,
}

/// A field, its word on the wire, and heads of columns that mean it: letters and digits alone, in lower case, the likeliest first. They are
/// those of Shopify's and WooCommerce's exports and those that people write in the languages of the app.
pub(crate) type Known<F> = (F, &'static str, &'static [&'static str]);

/// In the order in which people look for them.
pub(super) const OF_ORDERS: &[Known<OrderField>] = &[
    (
        OrderField::Number,
        "number",
        &[
            "number",
            "ordernumber",
            "name",
            "orderno",
            "ordername",
            "bestellnummer",
            "auftragsnummer",
            "pedido",
            "رقمالطلب",
        ],
    ),
    (OrderField::Reference, "reference", &["reference", "id", "orderid"]),
    (
        OrderField::PlacedAt,
        "placed_at",
        &[
            "placedat",
            "createdat",
            "orderdate",
            "datecreated",
            "created",
            "date",
            "bestelldatum",
            "datum",
            "fecha",
            "التاريخ",
        ],
    ),
    (OrderField::UpdatedAt, "updated_at", &["updatedat", "datemodified", "modified", "geändertam"]),
    (OrderField::Status, "status", &["status", "orderstatus", "fulfillmentstatus", "estado"]),
    (
        OrderField::Payment,
        "payment",
        &["payment", "financialstatus", "paymentstatus", "zahlung", "zahlungsstatus", "pago"],
    ),
    (OrderField::Currency, "currency", &["currency", "ordercurrency", "währung", "moneda", "العملة"]),
    (
        OrderField::Total,
        "total",
        &[
            "total",
            "ordertotal",
            "totalprice",
            "grandtotal",
            "amount",
            "gesamt",
            "gesamtbetrag",
            "summe",
            "importe",
            "المجموع",
        ],
    ),
    (OrderField::Email, "email", &["email", "customeremail", "billingemail", "contactemail", "emailaddress", "correo"]),
    (OrderField::Phone, "phone", &["phone", "customerphone", "billingphone", "shippingphone", "telefon", "teléfono"]),
    (OrderField::ExternalId, "external_id", &["externalid", "customerid", "kundennummer"]),
    (
        OrderField::Postcode,
        "postcode",
        &[
            "postcode",
            "shippingzip",
            "shippingpostcode",
            "zip",
            "postalcode",
            "billingzip",
            "plz",
            "postleitzahl",
            "códigopostal",
        ],
    ),
    (OrderField::ItemName, "item_name", &["itemname", "lineitemname", "productname", "product", "artikel", "producto"]),
    (OrderField::ItemSku, "item_sku", &["itemsku", "lineitemsku", "sku", "artikelnummer"]),
    (
        OrderField::ItemQuantity,
        "item_quantity",
        &["itemquantity", "lineitemquantity", "quantity", "qty", "menge", "cantidad"],
    ),
    (
        OrderField::ItemPrice,
        "item_price",
        &["itemprice", "lineitemprice", "unitprice", "price", "einzelpreis", "precio"],
    ),
    (OrderField::ShipmentState, "shipment_state", &["shipmentstate", "shipmentstatus", "shippingstatus"]),
    (OrderField::Carrier, "carrier", &["carrier", "trackingcompany", "versanddienst"]),
    (OrderField::Tracking, "tracking", &["tracking", "trackingnumber", "sendungsnummer"]),
    (OrderField::RefundAmount, "refund_amount", &["refundamount", "refundedamount", "refunded"]),
    (OrderField::RefundedAt, "refunded_at", &["refundedat", "refunddate"]),
];

/// A field of a customer, beside the attributes that their brand has defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ContactField {
    Handle,
    ExternalId,
    Email,
    Phone,
    /// The attribute of this name.
    Attribute(String),
}

/// By what a customer is found, in the order in which it counts.
pub(crate) const OF_CONTACTS: &[Known<ContactField>] = &[
    (ContactField::Handle, "handle", &["handle", "username", "account", "benutzername", "usuario"]),
    (ContactField::ExternalId, "external_id", &["externalid", "customerid", "kundennummer", "id"]),
    (ContactField::Email, "email", &["email", "customeremail", "emailaddress", "correo"]),
    (ContactField::Phone, "phone", &["phone", "telefon", "teléfono"]),
];

/// A field of a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ConsentField {
    Handle,
    ExternalId,
    Email,
    Phone,
    Topic,
    State,
    At,
    Source,
    Text,
}

/// Of whom, to what, whether, when, where it comes from, and the words.
pub(super) const OF_CONSENTS: &[Known<ConsentField>] = &[
    (ConsentField::Handle, "handle", &["handle", "username", "account", "benutzername", "usuario"]),
    (ConsentField::ExternalId, "external_id", &["externalid", "customerid", "kundennummer", "id"]),
    (ConsentField::Email, "email", &["email", "customeremail", "emailaddress", "correo"]),
    (ConsentField::Phone, "phone", &["phone", "telefon", "teléfono"]),
    (ConsentField::Topic, "topic", &["topic", "list", "thema", "liste", "tema", "lista"]),
    (ConsentField::State, "state", &["state", "status", "consent", "subscribed", "einwilligung", "estado"]),
    (
        ConsentField::At,
        "at",
        &["at", "date", "consentedat", "subscribedat", "optintime", "confirmtime", "datum", "fecha", "التاريخ"],
    ),
    (ConsentField::Source, "source", &["source", "origin", "form", "quelle", "herkunft", "origen", "المصدر"]),
    (ConsentField::Text, "text", &["text", "wording", "consenttext", "wortlaut", "texto", "النص"]),
];

/// What stands before the name of an attribute.
pub(super) const ATTRIBUTE: &str = "attribute.";

/// A head of a column as it is compared.
pub(crate) fn plain(head: &str) -> String {
    head.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn heads_are_plain_and_mean_one_field() {
        let mut seen = HashSet::new();
        for (_, word, heads) in OF_ORDERS {
            assert_eq!(heads[0], plain(word), "an export's own heads come first");
            for head in *heads {
                assert_eq!(*head, plain(head));
                assert!(seen.insert(*head), "{head}");
            }
        }
        assert_eq!(plain("Lineitem quantity"), "lineitemquantity");
        assert_eq!(plain("\u{feff}E-Mail (Kunde)"), "emailkunde");
    }
}
