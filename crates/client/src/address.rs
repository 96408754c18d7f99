//! A server's address, from which those of its routes and of its socket follow.

use reqwest::Url;

use crate::Error;

/// Where a server is: `https://chat.example`, with a path when a proxy puts Subrosa below one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    base: Url,
}

impl Address {
    /// Reads `http`, `https`, `ws` or `wss` addresses; the last two are the first two.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let wrong = || Error::Address(text.to_owned());
        let mut base = Url::parse(text.trim()).map_err(|_| wrong())?;
        let scheme = match base.scheme() {
            "http" | "ws" => "http",
            "https" | "wss" => "https",
            _ => return Err(wrong()),
        };
        if base.host_str().is_none() {
            return Err(wrong());
        }
        if !base.username().is_empty() || base.password().is_some() {
            // Not repeated in the error: it is a secret.
            return Err(Error::Address(format!("{scheme}://…@{}", base.host_str().unwrap_or_default())));
        }
        base.set_scheme(scheme).map_err(|()| wrong())?;
        base.set_query(None);
        base.set_fragment(None);
        let path = format!("{}/", base.path().trim_end_matches('/'));
        base.set_path(&path);
        Ok(Self { base })
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.base.scheme() == "https"
    }

    pub(crate) fn host(&self) -> &str {
        // Without the brackets around an IPv6 address: it is for the resolver and for TLS.
        self.base.host_str().unwrap_or_default().trim_matches(['[', ']'])
    }

    pub(crate) fn port(&self) -> u16 {
        self.base.port_or_known_default().unwrap_or(80)
    }

    /// The address of a route; each part becomes one segment of the path, whatever it holds.
    pub(crate) fn route(&self, parts: &[&str]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push("v1").extend(parts);
        }
        url
    }

    /// The socket's address.
    pub(crate) fn socket(&self) -> String {
        let route = self.route(&["socket"]);
        let rest = route.as_str().trim_start_matches(self.base.scheme());
        format!("{}{rest}", if self.is_secure() { "wss" } else { "ws" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::parse(text).expect("an address")
    }

    #[test]
    fn routes_and_socket_follow_from_the_address() {
        let plain = address("http://localhost:8080");
        assert_eq!(plain.socket(), "ws://localhost:8080/v1/socket");
        assert_eq!(plain.route(&["accounts", "a/b?"]).as_str(), "http://localhost:8080/v1/accounts/a%2Fb%3F");
        assert_eq!((plain.host(), plain.port()), ("localhost", 8080));

        let below = address("wss://chat.example/dm/");
        assert_eq!(below.socket(), "wss://chat.example/dm/v1/socket");
        assert_eq!((below.port(), below.is_secure()), (443, true));
        assert_eq!(address("http://[::1]:8080").host(), "::1");
    }

    #[test]
    fn others_are_refused() {
        for wrong in ["", "localhost:8080", "ftp://localhost", "https://"] {
            assert!(matches!(Address::parse(wrong), Err(Error::Address(_))), "{wrong}");
        }
        let error = Address::parse("https://ada:secret@chat.example").expect_err("a password in it");
        assert!(!error.to_string().contains("secret"));
    }
}
