//! Any rule that may be kept.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use subrosa_proto::contact::AttributeValue;
use subrosa_proto::segment::{
    AttributeRule, CampaignOutcome, CampaignRule, EventMoment, EventRule, ItemRule, OrderFigure, OrdersRule,
    PropertyRule, Range, Rule, Standing, Test, When, Window,
};
use subrosa_proto::{CampaignId, SegmentId};

fn word() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9_]{0,8}"
}

fn line() -> impl Strategy<Value = String> {
    r#"[A-Za-zäß"\\(),=<>. 茶]{0,9}[A-Z]"#
}

fn day() -> impl Strategy<Value = String> {
    (2020..2030_u16, 1..13_u8, 1..29_u8).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
}

fn days() -> impl Strategy<Value = u32> {
    1..365_u32
}

fn value() -> impl Strategy<Value = AttributeValue> {
    prop_oneof![
        any::<bool>().prop_map(AttributeValue::YesNo),
        (-1_000_000..1_000_000_i64).prop_map(|number| AttributeValue::Number(number.into())),
        line().prop_map(AttributeValue::Text),
        day().prop_map(AttributeValue::Text),
    ]
}

fn ordered() -> impl Strategy<Value = AttributeValue> {
    let number = (-10_000..10_000_i32).prop_map(|number| {
        let number = serde_json::Number::from_f64(f64::from(number) / 100.0);
        AttributeValue::Number(number.expect("finite"))
    });
    prop_oneof![number, day().prop_map(AttributeValue::Text)]
}

fn test() -> impl Strategy<Value = Test> {
    prop_oneof![
        any::<bool>().prop_map(Test::Known),
        value().prop_map(Test::Equal),
        vec(value(), 1..4).prop_map(Test::OneOf),
        line().prop_map(Test::Contains),
        line().prop_map(Test::BeginsWith),
        ordered().prop_map(Test::LessThan),
        ordered().prop_map(Test::AtMost),
        ordered().prop_map(Test::MoreThan),
        ordered().prop_map(Test::AtLeast),
        days().prop_map(Test::InLastDays),
        days().prop_map(Test::InNextDays),
        days().prop_map(Test::ReturnsInDays),
    ]
}

fn range(most: i64) -> impl Strategy<Value = Range> {
    (option::of(0..=most), option::of(0..=most)).prop_map(|(one, other)| match (one, other) {
        (Some(one), Some(other)) => Range { at_least: Some(one.min(other)), at_most: Some(one.max(other)) },
        (None, None) => Range { at_least: Some(1), at_most: None },
        (at_least, at_most) => Range { at_least, at_most },
    })
}

fn window() -> impl Strategy<Value = Option<Window>> {
    let between = (day(), day()).prop_map(|(one, other)| {
        let (first, last) = if one <= other { (one, other) } else { (other, one) };
        Window::Between(first, last)
    });
    option::of(prop_oneof![days().prop_map(Window::LastDays), between])
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        days().prop_map(When::LastDays),
        days().prop_map(When::BeforeDays),
        day().prop_map(When::Before),
        day().prop_map(When::Since),
    ]
}

fn orders() -> impl Strategy<Value = OrdersRule> {
    use OrderFigure::{Average, Count, Largest, Refunded, Spent};
    let figure = prop_oneof![Just(Count), Just(Spent), Just(Average), Just(Largest), Just(Refunded)];
    let currency = option::of(prop_oneof![Just("EUR"), Just("JPY"), Just("BHD")]);
    let item = prop_oneof![
        vec(line(), 1..3).prop_map(ItemRule::Sku),
        vec(line(), 1..3).prop_map(ItemRule::Category),
        line().prop_map(ItemRule::Name),
    ];
    (figure, range(1_000_000), currency, window(), option::of(item)).prop_map(|(figure, is, currency, within, item)| {
        let currency = if figure == Count { currency } else { currency.or(Some("EUR")) };
        OrdersRule { figure, is, currency: currency.map(str::to_owned), within, item }
    })
}

fn condition() -> impl Strategy<Value = Rule> {
    use CampaignOutcome::{Clicked, Converted, HeldOut, OptedOut, Replied, Seen, Sent};
    let property = (line(), test()).prop_map(|(name, is)| PropertyRule { name: name.replace('.', " "), is });
    let event = (line(), option::of(range(9)), window(), vec(property, 0..3))
        .prop_map(|(name, times, within, properties)| Rule::Event(EventRule { name, times, within, properties }));
    let moment = || (line(), when()).prop_map(|(name, at)| EventMoment { name, at });
    let fifths = || option::of((1..=5_i64).prop_map(|fifth| Range { at_least: Some(fifth), at_most: Some(5) }));
    let standing = (fifths(), fifths(), (1..=5_i64)).prop_map(|(recency, frequency, money)| Standing {
        recency,
        frequency,
        money: Some(Range { at_least: None, at_most: Some(money) }),
    });
    let outcome = prop_oneof![
        Just(Sent),
        Just(Seen),
        Just(Clicked),
        Just(Replied),
        Just(Converted),
        Just(OptedOut),
        Just(HeldOut)
    ];
    let campaign = (option::of(1..i64::MAX), outcome, window()).prop_map(|(campaign, was, within)| {
        Rule::Campaign(CampaignRule { campaign: campaign.map(CampaignId::new), was, within })
    });
    prop_oneof![
        (word(), test()).prop_map(|(name, is)| Rule::Attribute(AttributeRule { name, is })),
        word().prop_map(Rule::Consent),
        event,
        moment().prop_map(Rule::FirstEvent),
        moment().prop_map(Rule::LastEvent),
        orders().prop_map(Rule::Orders),
        when().prop_map(Rule::FirstOrder),
        when().prop_map(Rule::LastOrder),
        standing.prop_map(Rule::Standing),
        campaign,
        (1..i64::MAX).prop_map(|segment| Rule::Segment(SegmentId::new(segment))),
    ]
}

/// A rule of a few levels. Joints have no parts or several: those of one are left out of texts.
pub(crate) fn rule() -> impl Strategy<Value = Rule> {
    condition().prop_recursive(4, 24, 4, |inner| {
        let several = || prop_oneof![1 => Just(Vec::new()), 9 => vec(inner.clone(), 2..4)];
        prop_oneof![
            several().prop_map(Rule::All),
            several().prop_map(Rule::Any),
            inner.clone().prop_map(|part| Rule::Not(Box::new(part))),
        ]
    })
}
