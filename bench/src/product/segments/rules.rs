//! The rules that are counted: what marketers ask, from the simplest to what goes through everything that is known.

/// How long a count may take, in milliseconds.
const TYPICAL: f64 = 100.0;
const HARD: f64 = 2_000.0;

/// A name, the rule as text, and how long its count may take.
pub(crate) const RULES: [(&str, &str, f64); 20] = [
    ("agree to offers", "consent offers", TYPICAL),
    ("gold customers", r#"attribute tier = "gold""#, TYPICAL),
    ("gold or silver who agree", r#"attribute tier in ("gold", "silver") and consent offers"#, TYPICAL),
    ("birthday within a week", "attribute born returns in 7 days", TYPICAL),
    ("ordered in the last 30 days", "orders count >= 1 in last 30 days", TYPICAL),
    ("did not order in 90 days, agree", "consent offers and orders count = 0 in last 90 days", TYPICAL),
    (
        "began to pay and did not buy this week",
        r#"event "Checkout Started" in last 7 days and not event "Order Completed" in last 7 days"#,
        TYPICAL,
    ),
    (
        "viewed twice in 30 days, agree",
        r#"consent offers and event "Product Viewed" times >= 2 in last 30 days"#,
        TYPICAL,
    ),
    (
        "gold, spent 200 in a year",
        r#"attribute tier = "gold" and orders spent EUR >= 200.00 in last 365 days"#,
        TYPICAL,
    ),
    ("first order this month", "first order in last 30 days", TYPICAL),
    ("of one city, more than 20 visits", r#"attribute city = "Kyiv 7" and attribute visits > 20"#, TYPICAL),
    ("bought bowls this year", r#"orders count >= 1 in last 365 days with category ("Bowls")"#, HARD),
    ("viewed boots in 90 days", r#"event "Product Viewed" in last 90 days where "category" = "Boots""#, HARD),
    ("spent 500 ever", "orders spent EUR >= 500.00", HARD),
    ("average above 80", "orders average EUR >= 80.00", HARD),
    ("best customers by all three", "standing recency >= 4 frequency >= 4 money >= 4", HARD),
    ("ever viewed five times", r#"event "Product Viewed" times >= 5"#, HARD),
    ("last seen over half a year ago", r#"last event "Page Viewed" over 180 days ago"#, HARD),
    (
        "never did anything",
        r#"event "Page Viewed" times = 0 and event "Product Viewed" times = 0 and orders count = 0"#,
        HARD,
    ),
    (
        "everything at once",
        r#"consent offers and attribute tier in ("gold", "silver") and event "Product Viewed" times >= 2 in last 90 days where "category" = "Boots" and (orders spent EUR >= 200.00 in last 365 days or last order in last 30 days) and not event "Order Completed" in last 7 days"#,
        HARD,
    ),
];
