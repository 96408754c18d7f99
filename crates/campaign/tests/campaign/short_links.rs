//! Short links: whoever has the secret makes them and nobody else, whatever is done to them.

use proptest::prelude::*;
use subrosa_campaign::{Opened, Unsure};
use subrosa_proto::{CampaignId, ConversationId};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn opened() -> impl Strategy<Value = Opened> {
    (any::<i64>(), any::<i64>(), any::<u8>()).prop_map(|(campaign, contact, number)| Opened {
        campaign: CampaignId::new(campaign),
        contact: ConversationId::new(contact),
        number,
    })
}

fn checked(token: &str, secret: &[u8]) -> Option<Opened> {
    Unsure::read(token)?.checked(secret)
}

proptest! {
    #[test]
    fn what_was_signed_is_read_again(opened in opened(), secret in any::<[u8; 32]>()) {
        let token = opened.signed(&secret).expect("a token");
        prop_assert_eq!(token.len(), 36);
        prop_assert!(token.bytes().all(|letter| LETTERS.contains(&letter)));
        prop_assert_eq!(Unsure::read(&token).map(|unsure| unsure.says()), Some(opened));
        prop_assert_eq!(checked(&token, &secret), Some(opened));
    }

    #[test]
    fn another_letter_is_another_link(opened in opened(), secret in any::<[u8; 32]>(), place in 0..36_usize, letter in 0..64_usize) {
        let token = opened.signed(&secret).expect("a token");
        let mut bytes = token.clone().into_bytes();
        bytes[place] = LETTERS[letter];
        let changed = String::from_utf8(bytes).expect("letters");
        let wanted = (changed == token).then_some(opened);
        prop_assert_eq!(checked(&changed, &secret), wanted);
    }

    #[test]
    fn another_secret_opens_nothing(opened in opened(), secret in any::<[u8; 32]>(), other in any::<[u8; 32]>()) {
        let token = opened.signed(&secret).expect("a token");
        prop_assert_eq!(checked(&token, &other), (secret == other).then_some(opened));
    }

    #[test]
    fn the_signature_of_one_is_not_another_s(one in opened(), other in opened(), secret in any::<[u8; 32]>()) {
        let (first, second) = (one.signed(&secret).expect("a token"), other.signed(&secret).expect("a token"));
        // The last 13 letters have no bit of what is said.
        let mixed = format!("{}{}", &first[..23], &second[23..]);
        prop_assert_eq!(checked(&mixed, &secret).is_some(), mixed == first);
    }

    #[test]
    fn whatever_else_it_is_it_is_none(text in ".{0,60}", secret in any::<[u8; 32]>()) {
        prop_assert_eq!(checked(&text, &secret), None);
    }
}

#[test]
fn longer_shorter_and_padded_ones_are_none() {
    let opened = Opened { campaign: CampaignId::new(7), contact: ConversationId::new(9), number: 1 };
    let token = opened.signed(&[5; 32]).expect("a token");
    for wrong in ["", &token[..35], &token[4..], &format!("{token}A"), &format!("{token}AAAA"), &format!("{token}=")] {
        assert_eq!(checked(wrong, &[5; 32]), None, "{wrong}");
    }
    assert_eq!(opened.signed(&[]), None, "no secret is none");
    assert_eq!(checked(&token, &[]), None);
}
