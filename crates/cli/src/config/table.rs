//! The one table of settings. The parser, `subrosa config` and the reference for operators are all made from it.

use std::time::Duration;

use subrosa_proto::account::SignUpMode;

use super::models::{EMBEDDINGS, MODEL};
use super::setting::{Section, Setting, Takes, put, put_some};
use super::values::{LogFormat, LogLevel, MediaPlace};

/// All settings, in the order of the sections.
pub(crate) fn settings() -> impl Iterator<Item = &'static Setting> {
    SECTIONS.iter().flat_map(|section| section.settings)
}

/// `http://…` or `https://…` with nothing behind the host and port.
fn origin(text: &str) -> Option<String> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let (scheme, host) = text.split_once("://")?;
    let plain = !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']);
    (matches!(scheme, "http" | "https") && plain).then(|| text.to_owned())
}

/// `nats://` or `tls://` and a host; who signs in is said elsewhere, where it is not shown.
fn nats_server(text: &str) -> Option<String> {
    let host = text.strip_prefix("nats://").or_else(|| text.strip_prefix("tls://"))?;
    (!host.is_empty() && !host.contains(['/', '?', '#', '@', ' '])).then(|| text.to_owned())
}

/// The address of one server of PostgreSQL, which may hold a password.
fn replica(text: &str) -> Option<String> {
    let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"))?;
    (!rest.is_empty() && !rest.contains(' ')).then(|| text.to_owned())
}

const fn sign_up_word(mode: SignUpMode) -> &'static str {
    match mode {
        SignUpMode::Open => "open",
        SignUpMode::Invite => "invite",
        SignUpMode::Closed => "closed",
    }
}

fn sign_up_mode(word: &str) -> Option<SignUpMode> {
    [SignUpMode::Open, SignUpMode::Invite, SignUpMode::Closed].into_iter().find(|mode| sign_up_word(*mode) == word)
}

/// A rate's setting: its name, which half of it, and what is counted.
macro_rules! rate {
    ($name:ident . $half:ident, $about:literal) => {
        Setting {
            key: concat!("limits.", stringify!($name), ".", stringify!($half)),
            takes: Takes::Number(1, 100_000_000),
            about: $about,
            show: |values| Some(values.messaging.limits.$name.$half.to_string()),
            set: |values, text| put(&mut values.messaging.limits.$name.$half, text),
        }
    };
}

pub(crate) const SECTIONS: &[Section] = &[
    Section {
        title: "The installation",
        about: "",
        settings: &[
            Setting {
                key: "name",
                takes: Takes::Text("a text"),
                about: "The name of this installation, as people see it.",
                show: |values| Some(values.messaging.name.clone()),
                set: |values, text| {
                    (!text.trim().is_empty()).then(|| text.trim().clone_into(&mut values.messaging.name))
                },
            },
            Setting {
                key: "sign_up",
                takes: Takes::Choice(&["open", "invite", "closed"]),
                about: "Who may make an account: anyone; whoever has an invite (`subrosa account invite`); or only the \
                        operator and the host platform.",
                show: |values| Some(sign_up_word(values.messaging.sign_up).to_owned()),
                set: |values, text| sign_up_mode(text).map(|mode| values.messaging.sign_up = mode),
            },
            Setting {
                key: "concurrent_hashes",
                takes: Takes::Number(1, 64),
                about: "Passwords hashed at once. Each takes 19 MiB and one core while it lasts.",
                show: |values| Some(values.messaging.concurrent_hashes.to_string()),
                set: |values, text| put(&mut values.messaging.concurrent_hashes, text),
            },
        ],
    },
    Section {
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
    },
    Section {
        title: "The host platform",
        about: "With these, the accounts of an existing product sign in without a second password: its backend signs a \
                token, Subrosa checks it. Set `issuer`, `audience`, and one of `secret`, `secret_file` and `key_set_url`.",
        settings: &[
            Setting {
                key: "platform.issuer",
                takes: Takes::Text("a text"),
                about: "What the token's `iss` must be.",
                show: |values| values.platform.issuer.clone(),
                set: |values, text| put_some(&mut values.platform.issuer, text),
            },
            Setting {
                key: "platform.audience",
                takes: Takes::Text("a text"),
                about: "What the token's `aud` must hold.",
                show: |values| values.platform.audience.clone(),
                set: |values, text| put_some(&mut values.platform.audience, text),
            },
            Setting {
                key: "platform.secret",
                takes: Takes::Secret("a text of at least 32 bytes"),
                about: "The shared secret of tokens signed with HS256.",
                show: |values| values.platform.secret.clone(),
                set: |values, text| put_some(&mut values.platform.secret, text),
            },
            Setting {
                key: "platform.secret_file",
                takes: Takes::File,
                about: "A file with the shared secret, without the line's end.",
                show: |values| values.platform.secret_file.as_ref().map(|path| path.display().to_string()),
                set: |values, text| put_some(&mut values.platform.secret_file, text),
            },
            Setting {
                key: "platform.key_set_url",
                takes: Takes::Text("http://… or https://…"),
                about: "Where the platform's public keys are (a JSON Web Key Set), for tokens signed with EdDSA, ES256 or RS256.",
                show: |values| values.platform.key_set_url.clone(),
                set: |values, text| {
                    let known = text.starts_with("https://") || text.starts_with("http://");
                    known.then(|| values.platform.key_set_url = Some(text.to_owned()))
                },
            },
            Setting {
                key: "platform.key_set_private_network",
                takes: Takes::Switch,
                about: "Lets `key_set_url` be a loopback or private address.",
                show: |values| Some(values.platform.key_set_private_network.to_string()),
                set: |values, text| put(&mut values.platform.key_set_private_network, text),
            },
        ],
    },
    Section {
        title: "Services",
        about: "What the server calls on behalf of brands, such as the services that their bots ask.",
        settings: &[Setting {
            key: "services.private_network",
            takes: Takes::Switch,
            about: "Lets them live at loopback and private addresses, also without TLS. Only where every brand may reach those.",
            show: |values| Some(values.messaging.private_network.to_string()),
            set: |values, text| put(&mut values.messaging.private_network, text),
        }],
    },
    MODEL,
    EMBEDDINGS,
    Section {
        title: "Limits",
        about: "How much is taken a minute, and how much at once (`burst`). Whoever is above is asked to wait.",
        settings: &[
            rate!(messages.per_minute, "Messages of one account."),
            rate!(messages.burst, "Messages of one account, at once."),
            rate!(commands.per_minute, "Other commands of one account."),
            rate!(commands.burst, "Other commands of one account, at once."),
            rate!(starts.per_minute, "Conversations that one account begins."),
            rate!(starts.burst, "Conversations that one account begins, at once."),
            rate!(sign_ins_by_address.per_minute, "Tries to sign in from one address."),
            rate!(sign_ins_by_address.burst, "Tries to sign in from one address, at once."),
            rate!(sign_ins_by_account_and_address.per_minute, "Tries to sign in to one account from one address."),
            rate!(sign_ins_by_account_and_address.burst, "Tries to sign in to one account from one address, at once."),
            rate!(
                sign_ins_by_account.per_minute,
                "Tries to sign in to one account from all addresses that it never signed in from."
            ),
            rate!(sign_ins_by_account.burst, "The same, at once."),
            rate!(sign_ups.per_minute, "New accounts from one address."),
            rate!(sign_ups.burst, "New accounts from one address, at once."),
            rate!(platform_sign_ins.per_minute, "Sign-ins by the host platform's token from one address."),
            rate!(platform_sign_ins.burst, "The same, at once."),
            rate!(profile_changes.per_minute, "Changes of one account's name, picture or bio."),
            rate!(profile_changes.burst, "The same, at once."),
            rate!(uploads.per_minute, "Files for messages that one person uploads."),
            rate!(uploads.burst, "The same, at once."),
        ],
    },
    Section {
        title: "The log",
        about: "The log goes to the standard error. It never holds messages, tokens or people's addresses.",
        settings: &[
            Setting {
                key: "log.format",
                takes: Takes::Choice(LogFormat::WORDS),
                about: "For people, or one JSON object a line.",
                show: |values| Some(values.log.format.word().to_owned()),
                set: |values, text| LogFormat::from_word(text).map(|format| values.log.format = format),
            },
            Setting {
                key: "log.level",
                takes: Takes::Choice(LogLevel::WORDS),
                about: "How much is said.",
                show: |values| Some(values.log.level.word().to_owned()),
                set: |values, text| LogLevel::from_word(text).map(|level| values.log.level = level),
            },
        ],
    },
    Section {
        title: "The store",
        about: "",
        settings: &[
            Setting {
                key: "store.readers",
                takes: Takes::Number(1, 64),
                about: "Reads that run at once. Each has a connection of its own with 8 MiB of cache.",
                show: |values| Some(values.store.readers.to_string()),
                set: |values, text| put(&mut values.store.readers, text),
            },
            Setting {
                key: "store.queue",
                takes: Takes::Number(16, 1_000_000),
                about: "Commands that may wait for the writer; more are told to try again.",
                show: |values| Some(values.store.queue.to_string()),
                set: |values, text| put(&mut values.store.queue, text),
            },
        ],
    },
    Section {
        title: "PostgreSQL",
        about: "With `postgres.url` the store is in a PostgreSQL database (15 or newer) and not in the data folder, which then holds \
                only the socket for the operator's commands.",
        settings: &[
            Setting {
                key: "postgres.url",
                takes: Takes::Secret("an address such as `postgres://user:password@host/database`"),
                about: "Where the database is. Several hosts with commas: the first that takes writes is used. \
                        `?sslmode=require` to insist on TLS.",
                show: |values| values.postgres_url.clone(),
                set: |values, text| put_some(&mut values.postgres_url, text),
            },
            Setting {
                key: "postgres.replicas",
                takes: Takes::SecretList(
                    "addresses such as `postgres://user:password@host/database`, each of one host",
                ),
                about: "Standbys of that database that may answer [pages of history](cluster.md#history-from-replicas), and nothing else. \
                        A comma in a password is written `%2C`.",
                show: |values| (!values.postgres.replicas.is_empty()).then(|| values.postgres.replicas.join(", ")),
                set: |values, text| {
                    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                    let replicas: Option<Vec<String>> = parts.map(replica).collect();
                    replicas.map(|replicas| values.postgres.replicas = replicas)
                },
            },
            Setting {
                key: "postgres.root_certificates",
                takes: Takes::File,
                about: "Certificates (PEM) that are trusted besides the system's, for TLS to the database.",
                show: |values| values.postgres.root_certificates.as_ref().map(|path| path.display().to_string()),
                set: |values, text| put_some(&mut values.postgres.root_certificates, text),
            },
            Setting {
                key: "postgres.connections",
                takes: Takes::Number(2, 1_000),
                about: "Connections to the database at most, and to each replica.",
                show: |values| Some(values.postgres.connections.to_string()),
                set: |values, text| put(&mut values.postgres.connections, text),
            },
            Setting {
                key: "postgres.prepared_statements",
                takes: Takes::Switch,
                about: "Whether statements are prepared once for each connection. Set it to `false` behind a pooler in transaction \
                        mode, such as PgBouncer.",
                show: |values| Some(values.postgres.prepared_statements.to_string()),
                set: |values, text| put(&mut values.postgres.prepared_statements, text),
            },
        ],
    },
    Section {
        title: "Pictures",
        about: "",
        settings: &[
            Setting {
                key: "media.place",
                takes: Takes::Choice(MediaPlace::WORDS),
                about: "Where people's pictures and the files of messages are kept: in the database, in a folder, or in a bucket of S3.",
                show: |values| Some(values.media.place.word().to_owned()),
                set: |values, text| MediaPlace::from_word(text).map(|place| values.media.place = place),
            },
            Setting {
                key: "media.folder",
                takes: Takes::File,
                about: "The folder. Several servers must share it.",
                show: |values| values.media.folder.as_ref().map(|path| path.display().to_string()),
                set: |values, text| put_some(&mut values.media.folder, text),
            },
            Setting {
                key: "media.s3.bucket",
                takes: Takes::Text("a bucket's name"),
                about: "The bucket, which must be there.",
                show: |values| values.media.bucket.clone(),
                set: |values, text| put_some(&mut values.media.bucket, text),
            },
            Setting {
                key: "media.s3.endpoint",
                takes: Takes::Text("http://… or https://…, without a path"),
                about: "Where a service other than Amazon's is. The bucket's name goes into the path.",
                show: |values| values.media.endpoint.clone(),
                set: |values, text| origin(text).map(|url| values.media.endpoint = Some(url)),
            },
            Setting {
                key: "media.s3.region",
                takes: Takes::Text("a region"),
                about: "The bucket's region.",
                show: |values| Some(values.media.region.clone()),
                set: |values, text| put(&mut values.media.region, text),
            },
            Setting {
                key: "media.s3.access_key",
                takes: Takes::Text("a text"),
                about: "The access key, with `media.s3.secret_key`. Without both the role of the machine or pod is used.",
                show: |values| values.media.access_key.clone(),
                set: |values, text| put_some(&mut values.media.access_key, text),
            },
            Setting {
                key: "media.s3.secret_key",
                takes: Takes::Secret("a text"),
                about: "The secret key.",
                show: |values| values.media.secret_key.clone(),
                set: |values, text| put_some(&mut values.media.secret_key, text),
            },
            Setting {
                key: "media.s3.prefix",
                takes: Takes::Text("a path"),
                about: "What the names in the bucket begin with, where it holds other things as well.",
                show: |values| values.media.prefix.clone(),
                set: |values, text| put_some(&mut values.media.prefix, text),
            },
            Setting {
                key: "media.s3.root_certificates",
                takes: Takes::File,
                about: "Certificates (PEM) that are trusted besides the system's, for TLS to the service.",
                show: |values| values.media.root_certificates.as_ref().map(|path| path.display().to_string()),
                set: |values, text| put_some(&mut values.media.root_certificates, text),
            },
        ],
    },
    Section {
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
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::values::Values;

    #[test]
    fn every_variable_means_one_setting() {
        let variables: BTreeSet<String> = settings().map(Setting::variable).collect();
        assert_eq!(variables.len(), settings().count());
    }

    #[test]
    fn every_setting_takes_what_it_shows() {
        let defaults = Values::default();
        for setting in settings() {
            let Some(text) = (setting.show)(&defaults) else { continue };
            let mut values = Values::default();
            (setting.set)(&mut values, &text).unwrap_or_else(|| panic!("{} does not take {text}", setting.key));
            assert_eq!((setting.show)(&values), Some(text), "{}", setting.key);
        }
    }

    #[test]
    fn every_setting_is_set_by_its_own_key() {
        let examples = |takes: &Takes| match takes {
            Takes::Text(form) if form.starts_with("http") => "https://dm.example.com",
            Takes::Text("an address and a port") => "[::1]:99",
            Takes::Text(_) | Takes::Secret(_) | Takes::File | Takes::Switch => "another",
            Takes::Number(..) => "17",
            Takes::Choice(words) => words.last().expect("a choice has words"),
            Takes::List(form) if form.contains("nats") => "nats://one:4222, tls://two:4222",
            Takes::List(_) => "10.0.0.0/8, ::1/128",
            Takes::SecretList(_) => "postgres://one/store, postgresql://ada:secret@two:5433/store",
        };
        for setting in settings() {
            let mut values = Values::default();
            let example = match (setting.show)(&values).as_deref() {
                Some("true") => "false",
                Some("false") => "true",
                _ => examples(&setting.takes),
            };
            (setting.set)(&mut values, example).unwrap_or_else(|| panic!("{} does not take {example}", setting.key));
            let changed = settings().filter(|other| (other.show)(&values) != (other.show)(&Values::default()));
            assert_eq!(changed.map(|other| other.key).collect::<Vec<_>>(), [setting.key]);
            assert_eq!((setting.show)(&values).as_deref(), Some(example));
        }
    }
}
