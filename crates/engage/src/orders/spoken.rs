//! The facts of an order as a customer reads them, in their language: what a bot says where the model that words its answers finds no words.

use subrosa_flow::value::Values;

/// The languages that have words, in the order of the columns; another is spoken to in the first.
const LANGUAGES: [&str; 5] = ["en", "de", "es", "fr", "ar"];

/// A fact's name, or one of its values that are words of ours, in each language.
const WORDS: [(&str, [&str; LANGUAGES.len()]); 24] = [
    ("number", ["order", "Bestellung", "pedido", "commande", "الطلب"]),
    ("status", ["status", "Stand", "estado", "état", "الحالة"]),
    ("payment", ["payment", "Zahlung", "pago", "paiement", "الدفع"]),
    ("placed_on", ["placed on", "bestellt am", "fecha del pedido", "commandée le", "تاريخ الطلب"]),
    ("total", ["total", "Summe", "total", "total", "الإجمالي"]),
    ("refunded", ["refunded", "erstattet", "reembolsado", "remboursé", "المبلغ المسترد"]),
    ("items", ["items", "Artikel", "artículos", "articles", "المنتجات"]),
    ("shipment", ["shipment", "Sendung", "envío", "expédition", "الشحنة"]),
    ("carrier", ["carrier", "Versand mit", "transportista", "transporteur", "شركة الشحن"]),
    ("tracking", ["tracking", "Sendungsnummer", "seguimiento", "numéro de suivi", "رقم التتبع"]),
    ("status.open", ["open", "offen", "abierto", "en cours", "مفتوح"]),
    ("status.completed", ["completed", "abgeschlossen", "completado", "terminée", "مكتمل"]),
    ("status.cancelled", ["cancelled", "storniert", "cancelado", "annulée", "ملغى"]),
    ("payment.pending", ["pending", "ausstehend", "pendiente", "en attente", "معلّق"]),
    ("payment.authorized", ["authorized", "bewilligt", "autorizado", "autorisé", "مصرّح به"]),
    ("payment.paid", ["paid", "bezahlt", "pagado", "payé", "مدفوع"]),
    (
        "payment.partially_refunded",
        ["partially refunded", "teilweise erstattet", "reembolsado en parte", "remboursé en partie", "مسترد جزئيًا"],
    ),
    ("payment.refunded", ["refunded", "erstattet", "reembolsado", "remboursé", "مسترد"]),
    ("payment.failed", ["failed", "fehlgeschlagen", "fallido", "échoué", "فشل"]),
    ("shipment.preparing", ["preparing", "in Vorbereitung", "en preparación", "en préparation", "قيد التحضير"]),
    ("shipment.shipped", ["shipped", "unterwegs", "enviado", "expédiée", "تم الشحن"]),
    ("shipment.delivered", ["delivered", "zugestellt", "entregado", "livrée", "تم التسليم"]),
    ("shipment.failed", ["not delivered", "nicht zustellbar", "no entregado", "non livrée", "تعذّر التسليم"]),
    ("shipment.returned", ["returned", "zurückgeschickt", "devuelto", "retournée", "مرتجع"]),
];

/// All facts in one sentence, because they belong together.
pub(crate) fn spoken(facts: &Values, language: Option<&str>) -> String {
    let tag = language.and_then(|language| language.split('-').next()).unwrap_or_default();
    let column = LANGUAGES.iter().position(|known| known.eq_ignore_ascii_case(tag)).unwrap_or(0);
    let word = |key: &str| {
        let found = WORDS.iter().find(|(known, _)| *known == key);
        found.and_then(|(_, words)| words.get(column)).map(|word| (*word).to_owned())
    };
    let fact = |(name, value): (String, String)| {
        // A fact or a value that has no word yet is told as it is called.
        let told = word(&format!("{name}.{value}")).unwrap_or(value);
        format!("{}: {told}", word(&name).unwrap_or_else(|| name.replace('_', " ")))
    };
    let facts = facts.iter().map(|(name, value)| (name.to_string(), value.to_string()));
    facts.map(fact).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use subrosa_flow::Scalar;

    use super::*;

    fn facts(all: &[(&str, &str)]) -> Values {
        all.iter().map(|(name, value)| (name.parse().expect("a name"), Scalar::text(value))).collect()
    }

    #[test]
    fn facts_are_told_in_the_customers_language() {
        let all = facts(&[("number", "RW-1"), ("payment", "partially_refunded"), ("shipment", "delivered")]);
        let told = |language| spoken(&all, language);
        assert_eq!(told(Some("de-AT")), "Bestellung: RW-1; Zahlung: teilweise erstattet; Sendung: zugestellt");
        assert_eq!(told(Some("fr")), "commande: RW-1; paiement: remboursé en partie; expédition: livrée");
        for english in [None, Some("en"), Some("sv")] {
            assert_eq!(told(english), "order: RW-1; payment: partially refunded; shipment: delivered");
        }
        assert!(told(Some("ar")).contains("تم التسليم"));
        assert_eq!(spoken(&facts(&[("placed_on", "2026-09-21")]), Some("es")), "fecha del pedido: 2026-09-21");
    }
}
