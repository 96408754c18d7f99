//! What the library does for us: it makes challenges, and says whether an answer to one is right. Nothing else knows it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subrosa_proto::limits::PASSKEY_LETTERS;
use subrosa_proto::passkey::{NewPasskey, PasskeyProof};
use subrosa_proto::{AccountId, ErrorCode};
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::auth::AuthenticationVerificationOptions;
use webauthn_rp::request::register::{Extension, RegistrationVerificationOptions, UserHandle};
use webauthn_rp::request::{AsciiDomain, BackupReq, RpId};
use webauthn_rp::response::auth::AuthenticatorAssertion;
use webauthn_rp::response::register::{AuthenticatorAttestation, ClientExtensionsOutputs, DynamicState, StaticState};
use webauthn_rp::response::{AuthTransports, AuthenticatorAttachment, CredentialId, SentChallenge};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration, RegistrationServerState,
};

use crate::Error;

/// Bytes by which devices know an account: the number of its id.
const USER: usize = 8;
/// Kinds of keys that are taken, the best first: EdDSA, ES256, ES384, RS256 (IANA, COSE algorithms).
pub(super) const ALGORITHMS: [i32; 4] = [-8, -7, -35, -257];

/// Challenges for one address, and what is right as an answer.
pub(crate) struct Ceremonies {
    pub(crate) origin: String,
    pub(super) domain: String,
    id: RpId,
}

/// A challenge, and what has to be kept until it is answered.
pub(super) struct Begun {
    pub(super) challenge: [u8; 16],
    pub(super) state: Vec<u8>,
}

/// A passkey that was made.
#[derive(Clone)]
pub(super) struct Made {
    pub(super) credential: Vec<u8>,
    pub(super) public_key: Vec<u8>,
    pub(super) state: Vec<u8>,
}

/// An answer as it came, read and not believed.
pub(super) struct Answer<T> {
    pub(super) challenge: [u8; 16],
    answer: T,
}

pub(super) type Addition = Answer<Registration>;
pub(super) type Proof = Answer<DiscoverableAuthentication<USER>>;

impl Ceremonies {
    /// For the origin by which clients reach the server. None where browsers know no passkeys: without TLS, save at the machine itself,
    /// and at addresses that have no name.
    pub(crate) fn new(origin: &str) -> Option<Self> {
        let url: url::Url = origin.parse().ok()?;
        let url::Host::Domain(domain) = url.host()? else { return None };
        let is_own = domain == "localhost" || domain.ends_with(".localhost");
        if url.scheme() != "https" && !is_own {
            return None;
        }
        let id = RpId::Domain(AsciiDomain::try_from(domain.to_owned()).ok()?);
        // As browsers write it: in small letters, without the port that the scheme has anyway.
        Some(Self { origin: url.origin().ascii_serialization(), domain: domain.to_owned(), id })
    }

    /// A challenge for a new passkey.
    pub(super) fn begin_adding(&self, account: AccountId) -> Result<Begun, Error> {
        let user = user(account)?;
        let mut options = PublicKeyCredentialCreationOptions::first_passkey_with_blank_user_info(&self.id, &user);
        options.extensions = Extension::default();
        let (server, client) = options.start_ceremony().map_err(internal)?;
        let challenge = client.options().challenge.as_data().to_le_bytes();
        Ok(Begun { challenge, state: server.encode().map_err(internal)? })
    }

    /// A challenge for signing in.
    pub(super) fn begin_signing_in(&self) -> Result<Begun, Error> {
        let options = DiscoverableCredentialRequestOptions::passkey(&self.id);
        let (server, client) = options.start_ceremony().map_err(internal)?;
        let challenge = client.options().0.challenge.as_data().to_le_bytes();
        Ok(Begun { challenge, state: server.encode().map_err(internal)? })
    }

    /// The passkey that was made for a challenge, if it was.
    pub(super) fn finish_adding(&self, answer: &Addition, state: &[u8]) -> Result<Made, Error> {
        let state = RegistrationServerState::<USER>::decode(state).map_err(internal)?;
        let options = RegistrationVerificationOptions::<&str, &str> {
            allowed_origins: &[self.origin.as_str()],
            allowed_top_origins: None,
            backup_requirement: BackupReq::None,
            // Browsers ask for protection of their own.
            error_on_unsolicited_extensions: false,
            require_authenticator_attachment: false,
        };
        let made = state.verify(&self.id, &answer.answer, &options).map_err(refused)?;
        let Ok(public_key) = made.static_state().encode();
        let Ok(state) = made.dynamic_state().encode();
        Ok(Made { credential: made.id().as_ref().to_vec(), public_key, state: state.to_vec() })
    }

    /// The state after a right answer of a passkey.
    pub(super) fn finish_signing_in(
        &self,
        answer: &Proof,
        challenge: &[u8],
        (public_key, state): (&[u8], &[u8]),
    ) -> Result<Vec<u8>, Error> {
        let challenge = DiscoverableAuthenticationServerState::decode(challenge).map_err(internal)?;
        let dynamic: [u8; 7] = state.try_into().map_err(internal)?;
        let answer = &answer.answer;
        let user = answer.response().user_handle();
        let mut known = AuthenticatedCredential::new(
            answer.raw_id(),
            user,
            StaticState::decode(public_key).map_err(internal)?,
            DynamicState::decode(dynamic).map_err(internal)?,
        )
        .map_err(internal)?;
        let options = AuthenticationVerificationOptions::<&str, &str> {
            allowed_origins: &[self.origin.as_str()],
            error_on_unsolicited_extensions: false,
            ..AuthenticationVerificationOptions::default()
        };
        challenge.verify(&self.id, answer, &mut known, &options).map_err(refused)?;
        let Ok(state) = known.dynamic_state().encode();
        Ok(state.to_vec())
    }
}

/// Reads what a browser made.
pub(super) fn addition(new: &NewPasskey) -> Result<Addition, Error> {
    let response = AuthenticatorAttestation::new(
        bytes(&new.client_data)?,
        bytes(&new.attestation)?,
        // How a device is reached is for browsers, which know it themselves.
        AuthTransports::NONE,
    );
    let outputs = ClientExtensionsOutputs { cred_props: None, prf: None };
    let answer = Registration::new(response, AuthenticatorAttachment::None, outputs);
    Ok(Answer { challenge: sent(answer.challenge().map_err(refused)?), answer })
}

/// Reads what a passkey answered, and of which account it says to be.
pub(super) fn proof(proof: &PasskeyProof) -> Result<(Proof, AccountId, Vec<u8>), Error> {
    let credential = bytes(&proof.credential)?;
    let number: [u8; USER] = bytes(&proof.user)?.try_into().map_err(refused)?;
    let account = AccountId::new(i64::from_be_bytes(number));
    let response = AuthenticatorAssertion::new(
        bytes(&proof.client_data)?,
        bytes(&proof.authenticator_data)?,
        bytes(&proof.signature)?,
        user(account)?,
    );
    let id = CredentialId::decode(credential.clone()).map_err(refused)?;
    let answer = DiscoverableAuthentication::new(id, response, AuthenticatorAttachment::None);
    Ok((Answer { challenge: sent(answer.challenge().map_err(refused)?), answer }, account, credential))
}

/// How devices are told who someone is.
pub(super) fn user_text(account: AccountId) -> String {
    text(&account.number().to_be_bytes())
}

/// Bytes as they travel.
pub(super) fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn user(account: AccountId) -> Result<UserHandle<USER>, Error> {
    UserHandle::decode(account.number().to_be_bytes()).map_err(internal)
}

fn bytes(text: &str) -> Result<Vec<u8>, Error> {
    if text.len() > PASSKEY_LETTERS {
        return Err(Error::new(ErrorCode::PasskeyFailed));
    }
    URL_SAFE_NO_PAD.decode(text).map_err(refused)
}

const fn sent(challenge: SentChallenge) -> [u8; 16] {
    challenge.0.to_le_bytes()
}

/// Whoever is refused is not told why.
pub(super) fn refused<T>(_why: T) -> Error {
    Error::new(ErrorCode::PasskeyFailed)
}

fn internal<T>(_why: T) -> Error {
    Error::new(ErrorCode::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_where_browsers_have_them() {
        for (given, origin, domain) in [
            ("https://dm.example.com", "https://dm.example.com", "dm.example.com"),
            ("https://DM.example.com:443", "https://dm.example.com", "dm.example.com"),
            ("https://dm.example.com:8443", "https://dm.example.com:8443", "dm.example.com"),
            ("http://localhost:7300", "http://localhost:7300", "localhost"),
        ] {
            let found = Ceremonies::new(given).map(|one| (one.origin, one.domain));
            assert_eq!(found, Some((origin.to_owned(), domain.to_owned())), "{given}");
        }
        for none in ["http://dm.example.com", "https://192.0.2.1", "http://127.0.0.1:7300", "https://[2001:db8::1]", ""]
        {
            assert!(Ceremonies::new(none).is_none(), "{none}");
        }
    }
}
