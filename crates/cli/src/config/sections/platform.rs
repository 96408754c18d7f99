//! Settings: the host platform.

use crate::config::setting::{Section, Setting, Takes, put, put_some};

pub(super) const SECTION: Section = Section {
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
};
