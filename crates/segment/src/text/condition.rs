//! One condition of a text.

use subrosa_proto::contact::AttributeValue;
use subrosa_proto::segment::{
    AttributeRule, CampaignOutcome, CampaignRule, EventMoment, EventRule, ItemRule, OrderFigure, OrdersRule,
    PropertyRule, Rule, Standing, Test, When, Window,
};
use subrosa_sheet::exact_amount;

use super::Unreadable;
use super::words::Words;

pub(super) const FIGURES: [(&str, OrderFigure); 5] = [
    ("count", OrderFigure::Count),
    ("spent", OrderFigure::Spent),
    ("average", OrderFigure::Average),
    ("largest", OrderFigure::Largest),
    ("refunded", OrderFigure::Refunded),
];

pub(super) const OUTCOMES: [(&str, CampaignOutcome); 7] = [
    ("sent", CampaignOutcome::Sent),
    ("seen", CampaignOutcome::Seen),
    ("clicked", CampaignOutcome::Clicked),
    ("replied", CampaignOutcome::Replied),
    ("converted", CampaignOutcome::Converted),
    ("opted_out", CampaignOutcome::OptedOut),
    ("held_out", CampaignOutcome::HeldOut),
];

#[derive(Clone, Copy)]
enum Kind {
    Everyone,
    Nobody,
    Attribute,
    Consent,
    Event,
    First,
    Last,
    Orders,
    Standing,
    Campaign,
    Segment,
}

const KINDS: [(&str, Kind); 11] = [
    ("everyone", Kind::Everyone),
    ("nobody", Kind::Nobody),
    ("attribute", Kind::Attribute),
    ("consent", Kind::Consent),
    ("event", Kind::Event),
    ("first", Kind::First),
    ("last", Kind::Last),
    ("orders", Kind::Orders),
    ("standing", Kind::Standing),
    ("campaign", Kind::Campaign),
    ("segment", Kind::Segment),
];

pub(super) fn read(words: &mut Words) -> Result<Rule, Unreadable> {
    Ok(match words.one_of(&KINDS)? {
        Kind::Everyone => Rule::All(Vec::new()),
        Kind::Nobody => Rule::Any(Vec::new()),
        Kind::Attribute => {
            Rule::Attribute(AttributeRule { name: words.bare("an attribute's name")?, is: test(words)? })
        }
        Kind::Consent => Rule::Consent(words.bare("a topic's name")?),
        Kind::Event => Rule::Event(event(words)?),
        Kind::First if words.has("order") => Rule::FirstOrder(when(words)?),
        Kind::Last if words.has("order") => Rule::LastOrder(when(words)?),
        Kind::First => words.word("event").and_then(|()| moment(words)).map(Rule::FirstEvent)?,
        Kind::Last => words.word("event").and_then(|()| moment(words)).map(Rule::LastEvent)?,
        Kind::Orders => Rule::Orders(orders(words)?),
        Kind::Standing => Rule::Standing(standing(words)?),
        Kind::Campaign => {
            let campaign = if words.has("any") { None } else { Some(words.bare("`any`, or a campaign's id")?) };
            Rule::Campaign(CampaignRule { campaign, was: words.one_of(&OUTCOMES)?, within: window(words)? })
        }
        Kind::Segment => Rule::Segment(words.bare("a segment's id")?),
    })
}

fn event(words: &mut Words) -> Result<EventRule, Unreadable> {
    let name = words.text()?;
    let times = if words.has("times") { Some(words.range(|words| words.bare("a number"))?) } else { None };
    let within = window(words)?;
    let mut properties = Vec::new();
    if words.has("where") {
        loop {
            properties.push(PropertyRule { name: words.text()?, is: test(words)? });
            if !words.has_sign(",") {
                break;
            }
        }
    }
    Ok(EventRule { name, times, within, properties })
}

fn moment(words: &mut Words) -> Result<EventMoment, Unreadable> {
    Ok(EventMoment { name: words.text()?, at: when(words)? })
}

fn orders(words: &mut Words) -> Result<OrdersRule, Unreadable> {
    let figure = words.one_of(&FIGURES)?;
    let counts = figure == OrderFigure::Count;
    // Orders may be counted in one currency, too.
    let currency = match words.currency() {
        None if !counts => return Err(words.wrong("a currency such as `EUR`")),
        currency => currency,
    };
    let is = match &currency {
        Some(currency) if !counts => words.range(|words| amount(words, currency))?,
        _ => words.range(|words| words.bare("a number"))?,
    };
    let within = window(words)?;
    let item = if words.has("with") { Some(things(words)?) } else { None };
    Ok(OrdersRule { figure, is, currency, within, item })
}

/// An amount as `49.90`, in the smallest unit.
fn amount(words: &mut Words, currency: &str) -> Result<i64, Unreadable> {
    let wrong = words.wrong(&format!("an amount of {currency}"));
    let written: String = words.bare("an amount")?;
    exact_amount(&written, currency).filter(|amount| *amount >= 0).ok_or(wrong)
}

fn things(words: &mut Words) -> Result<ItemRule, Unreadable> {
    if words.has("sku") {
        words.list(Words::text).map(ItemRule::Sku)
    } else if words.has("category") {
        words.list(Words::text).map(ItemRule::Category)
    } else {
        words.word("name").and_then(|()| words.text()).map(ItemRule::Name)
    }
}

fn standing(words: &mut Words) -> Result<Standing, Unreadable> {
    let mut standing = Standing::default();
    loop {
        let score = if words.has("recency") {
            &mut standing.recency
        } else if words.has("frequency") {
            &mut standing.frequency
        } else if words.has("money") {
            &mut standing.money
        } else if standing == Standing::default() {
            return Err(words.wrong("`recency`, `frequency` or `money`"));
        } else {
            return Ok(standing);
        };
        *score = Some(words.range(|words| words.bare("a number from 1 to 5"))?);
    }
}

/// What a sign makes of the value behind it.
type Comparison = fn(AttributeValue) -> Test;

fn test(words: &mut Words) -> Result<Test, Unreadable> {
    if words.has("is") {
        return Ok(Test::Known(words.one_of(&[("known", true), ("unknown", false)])?));
    }
    let compared: [(&str, Comparison); 5] =
        [("=", Test::Equal), ("<", Test::LessThan), ("<=", Test::AtMost), (">", Test::MoreThan), (">=", Test::AtLeast)];
    for (sign, test) in compared {
        if words.has_sign(sign) {
            return words.value().map(test);
        }
    }
    if words.has("contains") {
        words.text().map(Test::Contains)
    } else if words.has("begins") {
        words.word("with").and_then(|()| words.text()).map(Test::BeginsWith)
    } else if words.has("returns") {
        words.word("in").and_then(|()| days(words)).map(Test::ReturnsInDays)
    } else if words.has("in") {
        if words.has("last") {
            days(words).map(Test::InLastDays)
        } else if words.has("next") {
            days(words).map(Test::InNextDays)
        } else {
            words.list(Words::value).map(Test::OneOf)
        }
    } else {
        Err(words.wrong("`is`, `=`, `<`, `<=`, `>`, `>=`, `in`, `contains`, `begins with` or `returns in`"))
    }
}

fn window(words: &mut Words) -> Result<Option<Window>, Unreadable> {
    if words.has("in") {
        words.word("last").and_then(|()| days(words)).map(|days| Some(Window::LastDays(days)))
    } else if words.has("from") {
        let first = words.bare("a day as 2026-12-24")?;
        words.word("to")?;
        Ok(Some(Window::Between(first, words.bare("a day as 2026-12-24")?)))
    } else {
        Ok(None)
    }
}

fn when(words: &mut Words) -> Result<When, Unreadable> {
    if words.has("in") {
        words.word("last").and_then(|()| days(words)).map(When::LastDays)
    } else if words.has("over") {
        let days = days(words)?;
        words.word("ago").map(|()| When::BeforeDays(days))
    } else if words.has("before") {
        words.bare("a day as 2026-12-24").map(When::Before)
    } else {
        words.word("since").and_then(|()| words.bare("a day as 2026-12-24")).map(When::Since)
    }
}

fn days(words: &mut Words) -> Result<u32, Unreadable> {
    let days = words.bare("a number of days")?;
    words.word("days").map(|()| days)
}
