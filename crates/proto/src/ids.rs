//! Typed ids. Each is a positive 63-bit number that sorts by the time of its making, shown as a prefix and
//! thirteen letters (`acc_01hzx3v9k2m4q`). The number itself is the alias that APIs with numeric ids need.
//!
//! Layout: 42 bits of milliseconds since 2020-01-01T00:00:00Z (until 2159), then 21 random bits. Two nodes need
//! no agreement: the primary key of the table refuses the rare double and the maker tries again.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::time::Timestamp;

/// 2020-01-01T00:00:00Z in milliseconds since the Unix epoch.
const ID_EPOCH_MS: i64 = 1_577_836_800_000;
const RANDOM_BITS: u32 = 21;
/// Crockford's base 32 in lower case: no `i`, `l`, `o`, `u`, so ids survive being read aloud.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const TEXT_LENGTH: usize = 13;

/// The text is not an id of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct InvalidId;

fn encode(number: i64, text: &mut [u8; TEXT_LENGTH]) {
    let mut rest = number.cast_unsigned();
    for slot in text.iter_mut().rev() {
        *slot = ALPHABET[usize::try_from(rest & 31).unwrap_or(0)];
        rest >>= 5;
    }
}

fn decode(text: &str) -> Result<i64, InvalidId> {
    if text.len() != TEXT_LENGTH {
        return Err(InvalidId);
    }
    let mut number: u128 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|&letter| letter == byte).ok_or(InvalidId)?;
        number = (number << 5) | digit as u128;
    }
    i64::try_from(number).ok().filter(|&number| number > 0).ok_or(InvalidId)
}

/// The lowest number that an id made at a moment or later has.
#[must_use]
pub const fn lowest_at(at: Timestamp) -> i64 {
    let milliseconds = at.milliseconds().saturating_sub(ID_EPOCH_MS);
    let milliseconds = if milliseconds < 0 { 0 } else { milliseconds };
    if milliseconds >= 1 << (63 - RANDOM_BITS) { i64::MAX } else { milliseconds << RANDOM_BITS }
}

macro_rules! typed_id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// What stands before the thirteen letters.
            pub const PREFIX: &'static str = $prefix;

            /// The id with this number.
            #[must_use]
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The numeric alias, as stored.
            #[must_use]
            pub const fn number(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = [0; TEXT_LENGTH];
                encode(self.0, &mut text);
                formatter.write_str($prefix)?;
                formatter.write_str(str::from_utf8(&text).map_err(|_| fmt::Error)?)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, formatter)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                decode(text.strip_prefix($prefix).ok_or(InvalidId)?).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl de::Visitor<'_> for Visitor {
                    type Value = $name;
                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        formatter.write_str(concat!("an id that begins with ", $prefix))
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Visitor)
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some(concat!("^", $prefix, "[0-7][0-9a-hjkmnp-tv-z]{12}$")))
                    .examples([concat!($prefix, "06fq3k8x9w2m4")])
                    .into()
            }
        }
        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for $name {}
    };
}

typed_id!(
    /// An account: a person or a brand.
    AccountId, "acc_"
);
typed_id!(
    /// One signed-in client of an account.
    DeviceId, "dev_"
);
typed_id!(
    /// A thread between accounts.
    ConversationId, "cnv_"
);
typed_id!(
    /// One entry of a conversation's log. Ordering inside a conversation is by `seq`, never by this id.
    EventId, "evt_"
);
typed_id!(
    /// One piece of a brand's work in a conversation with a customer.
    TicketId, "tkt_"
);
typed_id!(
    /// One entry of a brand's journal of a conversation. Ordering inside a journal is by `seq`, never by this id.
    JournalId, "jrn_"
);
typed_id!(
    /// A saved reply of a brand.
    ReplyId, "rpl_"
);
typed_id!(
    /// A rule of a brand.
    RuleId, "rul_"
);
typed_id!(
    /// An order at a brand's shop.
    OrderId, "ord_"
);
typed_id!(
    /// An article of a brand's knowledge.
    ArticleId, "art_"
);
typed_id!(
    /// A role of a brand's own.
    RoleId, "rol_"
);
typed_id!(
    /// A team of a brand's members.
    TeamId, "tem_"
);
typed_id!(
    /// A question to which a brand's knowledge had no answer.
    QuestionId, "qst_"
);
typed_id!(
    /// A reply that waits for its moment.
    ScheduledId, "sch_"
);
typed_id!(
    /// A dispute of a customer with a brand.
    DisputeId, "dsp_"
);
typed_id!(
    /// A file of a message.
    AttachmentId, "att_"
);
typed_id!(
    /// A passkey of a person's.
    PasskeyId, "pky_"
);
typed_id!(
    /// A view of an inbox that members keep.
    ViewId, "viw_"
);
typed_id!(
    /// A saved rule over contacts.
    SegmentId, "seg_"
);
typed_id!(
    /// Messages to a segment.
    CampaignId, "cmp_"
);
typed_id!(
    /// Codes that campaigns give away.
    VoucherPoolId, "vch_"
);
typed_id!(
    /// Somebody to whom no campaign writes.
    SuppressionId, "sup_"
);
typed_id!(
    /// A system of a brand's that tells what customers do.
    SourceId, "src_"
);
typed_id!(
    /// An address of a brand's that is told what happens.
    WebhookId, "whk_"
);
typed_id!(
    /// One try to tell such an address something.
    DeliveryId, "dlv_"
);

/// The permanent name a client gives to one send before its first try (a UUID, RFC 9562).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientId(pub uuid::Uuid);

impl fmt::Debug for ClientId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

/// The UUID with these bytes, for those who store one.
#[must_use]
pub const fn uuid_from(bytes: [u8; 16]) -> uuid::Uuid {
    uuid::Uuid::from_bytes(bytes)
}

/// Makes id numbers that never repeat and never fall within one process, also when the clock does.
#[derive(Debug, Default)]
pub struct IdMaker {
    last: AtomicI64,
}

impl IdMaker {
    /// The next number for this moment and these random bits (the lowest 21 are used).
    pub fn next(&self, now: Timestamp, random: u32) -> i64 {
        let milliseconds = (now.milliseconds() - ID_EPOCH_MS).max(1);
        let wanted = (milliseconds << RANDOM_BITS) | i64::from(random & ((1 << RANDOM_BITS) - 1));
        // Within a millisecond ids only have to differ; stepping by a random few keeps them hard to guess
        // and in order, which keeps tables that are sorted by id append-only.
        let step = i64::from(random & 0xff) + 1;
        let mut last = self.last.load(Ordering::Relaxed);
        loop {
            let next = if wanted > last { wanted } else { last + step };
            match self.last.compare_exchange_weak(last, next, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return next,
                Err(seen) => last = seen,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_and_number_say_the_same(number in 1..i64::MAX) {
            let id = AccountId::new(number);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            prop_assert_eq!(id.to_string().len(), 17);
        }

        #[test]
        fn any_text_is_an_id_or_an_error(text in ".{0,20}") {
            if let Ok(id) = text.parse::<AccountId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }

        #[test]
        fn ids_rise_whatever_the_clock_does(times in proptest::collection::vec((0..4_000_000_000_000_i64, any::<u32>()), 1..50)) {
            let maker = IdMaker::default();
            let mut last = 0;
            for (milliseconds, random) in times {
                let next = maker.next(Timestamp::from_milliseconds(milliseconds), random);
                prop_assert!(next > last);
                last = next;
            }
        }
    }

    #[test]
    fn ids_are_told_apart_by_the_moment_of_their_making() {
        let at = |milliseconds| Timestamp::from_milliseconds(ID_EPOCH_MS + milliseconds);
        let maker = IdMaker::default();
        let id = maker.next(at(5_000), 77);
        assert!(lowest_at(at(5_000)) <= id && id < lowest_at(at(5_001)));
        assert_eq!((lowest_at(at(-1)), lowest_at(at(i64::MAX / 2_000))), (0, i64::MAX));
    }

    #[test]
    fn another_kind_of_id_is_refused() {
        let account = AccountId::new(7).to_string();
        assert_eq!(account.parse::<DeviceId>(), Err(InvalidId));
    }
}
