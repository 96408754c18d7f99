//! What a campaign calls its message to a contact, for good: so that the log has it once, whoever sends it how often.

use subrosa_proto::ids::uuid_from;
use subrosa_proto::{CampaignId, ClientId, ConversationId};

/// A UUID of version 8 (RFC 9562) that has all of the campaign's number in it; names of one campaign lie side by side in the index. Whoever is
/// told several times is told under a name of its own each time: there is room for 1,024.
#[must_use]
pub fn client_id(campaign: CampaignId, contact: ConversationId, occurrence: i64) -> ClientId {
    let (of, to) = (campaign.number().to_be_bytes(), contact.number().to_be_bytes());
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&of[..6]);
    bytes[6] = 0x80 | bits(occurrence >> 6, 0x0f);
    bytes[7] = of[6];
    bytes[8] = 0x80 | bits(occurrence, 0x3f);
    bytes[9] = of[7];
    bytes[10..].copy_from_slice(&to[2..]);
    ClientId(uuid_from(bytes))
}

/// The lowest bits of a number.
fn bits(number: i64, which: i64) -> u8 {
    u8::try_from(number & which).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use subrosa_proto::limits::CAMPAIGN_OCCURRENCES;

    use super::*;

    #[test]
    fn each_campaign_has_a_name_of_its_own_in_a_conversation() {
        let contact = ConversationId::new(77);
        let mut names: Vec<String> = (0..1_000_i64)
            .map(|number| client_id(CampaignId::new(number * 65_537), contact, 0).0.to_string())
            .collect();
        assert_eq!(names[0], "00000000-0000-8000-8000-00000000004d");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 1_000);
    }

    #[test]
    fn each_time_has_a_name_of_its_own() {
        let name = |occurrence| client_id(CampaignId::new(-1), ConversationId::new(77), occurrence).0;
        let mut names: Vec<_> = (0..=CAMPAIGN_OCCURRENCES).map(name).collect();
        assert!(names.iter().all(|name| name.get_version_num() == 8));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 1_001);
    }
}
