//! Settings: PostgreSQL.

use crate::config::setting::{Section, Setting, Takes, put, put_some};

pub(super) const SECTION: Section = Section {
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
            takes: Takes::SecretList("addresses such as `postgres://user:password@host/database`, each of one host"),
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
};

/// The address of one server of PostgreSQL, which may hold a password.
fn replica(text: &str) -> Option<String> {
    let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"))?;
    (!rest.is_empty() && !rest.contains(' ')).then(|| text.to_owned())
}
