//! Who is held out, and who gets which variant: by a hash of campaign and contact, so that it is the same whoever asks, and in another
//! campaign another's turn.

use subrosa_proto::{CampaignId, ConversationId};

/// Buckets into which contacts fall.
const BUCKETS: u64 = 10_000;

/// What becomes of a contact in a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bucket {
    /// They get nothing, to compare with.
    HeldOut,
    /// They get this variant, from 1.
    Variant(u32),
}

/// Two numbers as one that looks like chance: the finalizer of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014), after each.
fn mixed(one: i64, other: i64) -> u64 {
    let mix = |mut bits: u64| {
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    };
    let first = mix(one.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15));
    mix(first.wrapping_add(0x9e37_79b9_7f4a_7c15) ^ other.cast_unsigned())
}

/// The bucket of a contact, by how many of a hundred are held out and the shares of the variants.
#[must_use]
pub fn bucket(campaign: CampaignId, contact: ConversationId, holdout_percent: u32, shares: &[u32]) -> Bucket {
    let hash = mixed(campaign.number(), contact.number());
    if hash % BUCKETS < u64::from(holdout_percent) * BUCKETS / 100 {
        return Bucket::HeldOut;
    }
    // Other bits, so that the one says nothing about the other.
    let whole: u64 = shares.iter().map(|share| u64::from(*share)).sum();
    let mut place = (hash >> 32) % whole.max(1);
    for (number, share) in (1..).zip(shares) {
        match place.checked_sub(u64::from(*share)) {
            Some(rest) => place = rest,
            None => return Bucket::Variant(number),
        }
    }
    Bucket::Variant(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(campaign: i64, contact: i64) -> Bucket {
        bucket(CampaignId::new(campaign), ConversationId::new(contact), 10, &[50, 30, 20])
    }

    /// Ids of one moment lie side by side; their buckets do not.
    #[test]
    fn contacts_fall_evenly() {
        for campaign in [1, 2, 7_000_000_000] {
            let mut counts = [0_u32; 4];
            for contact in 0..100_000 {
                match of(campaign, 3_000_000_000_000_000 + contact) {
                    Bucket::HeldOut => counts[0] += 1,
                    Bucket::Variant(number) => counts[number as usize] += 1,
                }
            }
            // Five standard deviations are less than 800.
            for (count, wanted) in counts.iter().zip([10_000, 45_000, 27_000, 18_000]) {
                assert!(count.abs_diff(wanted) < 800, "{counts:?}");
            }
        }
    }

    #[test]
    fn another_campaign_is_another_chance() {
        let both =
            (0..100_000).filter(|contact| (of(1, *contact), of(2, *contact)) == (Bucket::HeldOut, Bucket::HeldOut));
        assert!(both.count().abs_diff(1_000) < 200);
        assert_eq!(
            (0..1_000).map(|contact| of(5, contact)).collect::<Vec<_>>(),
            (0..1_000).map(|contact| of(5, contact)).collect::<Vec<_>>()
        );
    }

    #[test]
    fn nobody_is_held_out_of_none_and_one_variant_is_everyones() {
        for contact in 0..1_000 {
            let all = bucket(CampaignId::new(1), ConversationId::new(contact), 0, &[3]);
            assert_eq!(all, Bucket::Variant(1));
        }
    }
}
