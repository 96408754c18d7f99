//! What a step of a dispute says in the thread, in English: for whoever can't show a card, whose words are in the reader's language.

use jiff::tz::TimeZone;
use subrosa_proto::Timestamp;
use subrosa_proto::dispute::{DisputeDeed, DisputeRuling};

/// The message of a step: what whoever took it said, and below it what was done. Never blank.
#[must_use]
pub fn words(number: i64, deed: &DisputeDeed, said: Option<&str>) -> String {
    let done = done(number, deed);
    said.map_or_else(|| done.clone(), |said| format!("{said}\n\n{done}"))
}

fn done(number: i64, deed: &DisputeDeed) -> String {
    let what = match deed {
        DisputeDeed::Opened { order: Some(order) } => format!("opened, about order {}", order.number),
        DisputeDeed::Opened { order: None } => "opened".to_owned(),
        DisputeDeed::Stated => "a statement".to_owned(),
        DisputeDeed::Asked { until: Some(until) } => format!("please answer until {}", day(*until)),
        DisputeDeed::Asked { until: None } => "please answer".to_owned(),
        DisputeDeed::Offered { offer } => {
            format!("we offer {}. It can be accepted until {}", offer.remedy.text(), day(offer.until))
        }
        DisputeDeed::TakenBack { .. } => "the offer was taken back".to_owned(),
        DisputeDeed::Accepted { offer } => format!("settled by {}", offer.remedy.text()),
        DisputeDeed::Declined { .. } => "the offer was declined".to_owned(),
        DisputeDeed::Lapsed { .. } => "the time to accept the offer is over".to_owned(),
        DisputeDeed::Decided { decision } => {
            let whom = match decision.ruling {
                DisputeRuling::ForCustomer => "in the customer's favour",
                DisputeRuling::ForBrand => "in the shop's favour",
            };
            let gets = decision.remedy.as_ref().map(|remedy| format!(", with {}", remedy.text())).unwrap_or_default();
            format!("decided {whom}{gets}")
        }
        DisputeDeed::Withdrawn => "withdrawn".to_owned(),
        DisputeDeed::Expired => "ended, because there was no answer in time".to_owned(),
        DisputeDeed::About { order } => format!("it is about order {}", order.number),
        DisputeDeed::Due { .. } | DisputeDeed::DueSoon | DisputeDeed::Overdue => "its deadline".to_owned(),
    };
    format!("Dispute {number}: {what}.")
}

fn day(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_microsecond(at.microseconds()).map(|at| at.to_zoned(TimeZone::UTC));
    at.map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use subrosa_proto::dispute::DisputeOffer;
    use subrosa_proto::remedy::{Remedy, Worth};

    use super::*;

    #[test]
    fn a_message_says_all_that_the_card_does() {
        let remedy = Remedy::Refund(Worth { amount: 500, currency: "EUR".to_owned() });
        let until = Timestamp::from_microseconds(1_790_000_000_000_000);
        let offered = DisputeDeed::Offered { offer: DisputeOffer { number: 1, remedy, until } };
        assert_eq!(
            words(2, &offered, Some("We are sorry.")),
            "We are sorry.\n\nDispute 2: we offer a refund of 5.00 EUR. It can be accepted until 2026-09-21 14:13 UTC."
        );
        assert_eq!(words(1, &DisputeDeed::Withdrawn, None), "Dispute 1: withdrawn.");
    }
}
