//! What stands in a short link of a campaign: which link, of which campaign, for which contact, signed, so that nobody makes one up. 27 bytes in
//! 36 characters of base64url (RFC 4648, 5). The signature is HMAC-SHA-256 (RFC 2104), its left 80 bits, which is the least that RFC asks for.
//!
//! Never: where it leads.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subrosa_proto::{CampaignId, ConversationId};

/// So that nothing else that is signed by the same secret is taken for one.
const MEANING: &[u8] = b"subrosa campaign link\x01";
const SAID: usize = 17;
const SIGNED: usize = 10;

/// A link that somebody opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    pub campaign: CampaignId,
    pub contact: ConversationId,
    /// Which link, from 1.
    pub number: u8,
}

/// What a short link says, before it is known who signed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsure {
    said: [u8; SAID],
    signature: [u8; SIGNED],
}

impl Opened {
    fn said(&self) -> [u8; SAID] {
        let mut said = [0; SAID];
        said[..8].copy_from_slice(&self.campaign.number().to_be_bytes());
        said[8..16].copy_from_slice(&self.contact.number().to_be_bytes());
        said[16] = self.number;
        said
    }

    /// As it stands in a short link; none with a secret that is none.
    #[must_use]
    pub fn signed(&self, secret: &[u8]) -> Option<String> {
        let said = self.said();
        let tag = mac(secret, &said)?.finalize().into_bytes();
        let mut bytes = [0; SAID + SIGNED];
        bytes[..SAID].copy_from_slice(&said);
        bytes[SAID..].copy_from_slice(&tag[..SIGNED]);
        Some(URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl Unsure {
    /// Reads what stands in a short link; nothing where none has this form.
    #[must_use]
    pub fn read(token: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (said, signature) = bytes.split_first_chunk::<SAID>()?;
        Some(Self { said: *said, signature: signature.try_into().ok()? })
    }

    /// Which link it says that it is: to look for its secret.
    #[must_use]
    pub fn says(&self) -> Opened {
        let number = |bytes: &[u8]| bytes.iter().fold(0_i64, |number, byte| (number << 8) | i64::from(*byte));
        Opened {
            campaign: CampaignId::new(number(&self.said[..8])),
            contact: ConversationId::new(number(&self.said[8..16])),
            number: self.said[16],
        }
    }

    /// What was opened, if it was signed with this secret. It takes as long however much of it is right.
    #[must_use]
    pub fn checked(&self, secret: &[u8]) -> Option<Opened> {
        mac(secret, &self.said)?.verify_truncated_left(&self.signature).ok()?;
        Some(self.says())
    }
}

fn mac(secret: &[u8], said: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok().filter(|_| !secret.is_empty())?;
    mac.update(MEANING);
    mac.update(said);
    Some(mac)
}
