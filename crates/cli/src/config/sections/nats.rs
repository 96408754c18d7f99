//! Settings: NATS.

use crate::config::setting::{Section, Setting, Takes, put_some};

pub(super) const SECTION: Section = Section {
    title: "NATS",
    about: "With `nats.servers`, several servers on one PostgreSQL hear from one another at once what happens at each. NATS only \
            carries: nothing is kept there.",
    settings: &[
        Setting {
            key: "nats.servers",
            takes: Takes::List("addresses such as `nats://host:4222`, or `tls://…` to insist on TLS"),
            about: "Where NATS is. One that answers is enough; it names the others.",
            show: |values| (!values.nats.servers.is_empty()).then(|| values.nats.servers.join(", ")),
            set: |values, text| {
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                let servers: Option<Vec<String>> = parts.map(nats_server).collect();
                servers.map(|servers| values.nats.servers = servers)
            },
        },
        Setting {
            key: "nats.user",
            takes: Takes::Text("a text"),
            about: "The user to sign in as, with `nats.password`.",
            show: |values| values.nats_user.clone(),
            set: |values, text| put_some(&mut values.nats_user, text),
        },
        Setting {
            key: "nats.password",
            takes: Takes::Secret("a text"),
            about: "The user's password.",
            show: |values| values.nats_password.clone(),
            set: |values, text| put_some(&mut values.nats_password, text),
        },
        Setting {
            key: "nats.credentials",
            takes: Takes::File,
            about: "A file with a user's credentials (`.creds`), instead of user and password.",
            show: |values| values.nats.credentials.as_ref().map(|path| path.display().to_string()),
            set: |values, text| put_some(&mut values.nats.credentials, text),
        },
        Setting {
            key: "nats.root_certificates",
            takes: Takes::File,
            about: "Certificates (PEM) that are trusted instead of the system's, for TLS to NATS.",
            show: |values| values.nats.root_certificates.as_ref().map(|path| path.display().to_string()),
            set: |values, text| put_some(&mut values.nats.root_certificates, text),
        },
        Setting {
            key: "nats.certificate",
            takes: Takes::File,
            about: "This server's own certificate chain (PEM), for NATS servers that ask for one. Needs `nats.key`.",
            show: |values| values.nats_certificate.as_ref().map(|path| path.display().to_string()),
            set: |values, text| put_some(&mut values.nats_certificate, text),
        },
        Setting {
            key: "nats.key",
            takes: Takes::File,
            about: "That certificate's private key (PEM).",
            show: |values| values.nats_key.as_ref().map(|path| path.display().to_string()),
            set: |values, text| put_some(&mut values.nats_key, text),
        },
    ],
};

/// `nats://` or `tls://` and a host; who signs in is said elsewhere, where it is not shown.
fn nats_server(text: &str) -> Option<String> {
    let host = text.strip_prefix("nats://").or_else(|| text.strip_prefix("tls://"))?;
    (!host.is_empty() && !host.contains(['/', '?', '#', '@', ' '])).then(|| text.to_owned())
}
