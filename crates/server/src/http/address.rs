//! Where a request comes from, also through proxies that are trusted.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The client's address: the peer, or behind trusted proxies the last address in `X-Forwarded-For` that is not one of them.
pub(crate) fn client(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let mut client = canonical(peer.ip());
    if !is_trusted(client) {
        return client;
    }
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for hop in hops.into_iter().rev() {
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        client = canonical(address);
        if !is_trusted(client) {
            break;
        }
    }
    client
}

const fn canonical(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(value: &'static str) -> HeaderMap {
        [("x-forwarded-for".parse().expect("a name"), axum::http::HeaderValue::from_static(value))]
            .into_iter()
            .collect()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted = ["10.0.0.0/8".parse().expect("a network")];
        let proxy = SocketAddr::from(([10, 0, 0, 1], 1));
        let stranger = SocketAddr::from(([203, 0, 113, 9], 1));
        let spoofed = forwarded("1.2.3.4, 198.51.100.7, 10.0.0.2");
        assert_eq!(client(proxy, &spoofed, &trusted), IpAddr::from([198, 51, 100, 7]));
        assert_eq!(client(stranger, &spoofed, &trusted), stranger.ip());
        assert_eq!(client(proxy, &forwarded("rubbish"), &trusted), proxy.ip());
    }
}
