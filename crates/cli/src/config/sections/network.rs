//! Settings: the network.

use std::time::Duration;

use super::origin::origin;
use crate::config::setting::{Section, Setting, Takes, put, put_some};

pub(super) const SECTION: Section = Section {
    title: "The network",
    about: "",
    settings: &[
        Setting {
            key: "listen",
            takes: Takes::Text("an address and a port"),
            about: "Where to listen. `0.0.0.0:7300` answers on all addresses of the machine; with port 0 the system \
                    chooses one.",
            show: |values| Some(values.server.listen.to_string()),
            set: |values, text| put(&mut values.server.listen, text),
        },
        Setting {
            key: "public_url",
            takes: Takes::Text("http://… or https://…, without a path"),
            about: "The address by which clients reach the server. With `https` cookies are marked `Secure`, and a domain's \
                    passkeys can be signed in with.",
            show: |values| values.server.public_url.clone(),
            set: |values, text| origin(text).map(|url| values.server.public_url = Some(url)),
        },
        Setting {
            key: "tls.certificate",
            takes: Takes::File,
            about: "The certificate chain (PEM), to serve HTTPS without a proxy. Needs `tls.key`.",
            show: |values| values.tls_certificate.as_ref().map(|path| path.display().to_string()),
            set: |values, text| put_some(&mut values.tls_certificate, text),
        },
        Setting {
            key: "tls.key",
            takes: Takes::File,
            about: "The certificate's private key (PEM).",
            show: |values| values.tls_key.as_ref().map(|path| path.display().to_string()),
            set: |values, text| put_some(&mut values.tls_key, text),
        },
        Setting {
            key: "trusted_proxies",
            takes: Takes::List("networks such as `10.0.0.0/8`, or addresses"),
            about: "Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.",
            show: |values| {
                let networks: Vec<String> = values.server.trusted_proxies.iter().map(ToString::to_string).collect();
                (!networks.is_empty()).then(|| networks.join(", "))
            },
            set: |values, text| {
                let networks = text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(|part| {
                    let alone = || part.parse::<std::net::IpAddr>().ok().map(Into::into);
                    part.parse().ok().or_else(alone)
                });
                networks.collect::<Option<Vec<_>>>().map(|networks| values.server.trusted_proxies = networks)
            },
        },
        Setting {
            key: "connections",
            takes: Takes::Number(1, 1_000_000),
            about: "Open connections at most; more wait to be accepted. The system's limit of open files counts as well.",
            show: |values| Some(values.server.connections.to_string()),
            set: |values, text| put(&mut values.server.connections, text),
        },
        Setting {
            key: "drain_seconds",
            takes: Takes::Number(0, 600),
            about: "How long a stopping server waits for requests under way.",
            show: |values| Some(values.server.drain.as_secs().to_string()),
            set: |values, text| text.parse().ok().map(|seconds| values.server.drain = Duration::from_secs(seconds)),
        },
    ],
};
