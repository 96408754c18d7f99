//! Signatures of webhooks: HMAC-SHA256 of the raw body with the shop's secret, in base64. So both shops do it
//! (<https://shopify.dev/docs/apps/build/webhooks/subscribe/https>, <https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks>).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Whether a body was signed with a secret. Takes as long for a wrong signature as for a right one.
pub(super) fn is_right(secret: &str, body: &[u8], signature: &str) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return false };
    mac.update(body);
    // What is no base64 is nobody's signature.
    let signature = STANDARD.decode(signature.trim()).unwrap_or_default();
    mac.verify_slice(&signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_of_one_body_and_one_secret() {
        // printf '%s' '{"id":1}' | openssl dgst -sha256 -hmac hush-hush-hush-hush -binary | base64
        let signature = "gqb/mZI8OCf3/j3Ur1xqzHGfmqHHhNnpOakaVHyc9dw=";
        assert!(is_right("hush-hush-hush-hush", br#"{"id":1}"#, signature));
        assert!(!is_right("hush-hush-hush-hush", br#"{"id":2}"#, signature));
        assert!(!is_right("another-secret-here", br#"{"id":1}"#, signature));
        for wrong in ["", "====", &signature[1..]] {
            assert!(!is_right("hush-hush-hush-hush", br#"{"id":1}"#, wrong), "{wrong}");
        }
    }
}
