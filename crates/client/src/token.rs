//! The bearer token: kept so that it can't be shown by accident.

use std::fmt;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::Error;

/// A bearer token as [`Session`](subrosa_proto::account::Session) carries it. It never shows in `Debug` and is wiped
/// from memory when dropped.
///
/// The WebSocket library logs the whole opening request, this token included, under `tungstenite` at level *trace*;
/// leave that level off where logs are kept.
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    /// The token itself, to be stored where only its owner can read it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The value of the `Authorization` header.
    pub(crate) fn header(&self) -> Result<HeaderValue, Error> {
        let mut value = HeaderValue::try_from(format!("Bearer {}", self.expose())).map_err(|_| Error::Token)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl From<String> for Token {
    fn from(token: String) -> Self {
        Self(token.into())
    }
}

impl From<&str> for Token {
    fn from(token: &str) -> Self {
        Self(token.into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_shows() {
        let token = Token::from("sbr_secret");
        let header = token.header().expect("letters make a header");
        assert!(!format!("{token:?} {header:?}").contains("secret"));
        assert_eq!(header.to_str().ok(), Some("Bearer sbr_secret"));
        assert!(matches!(Token::from("line\nbreak").header(), Err(Error::Token)));
    }
}
