//! The settings of models that brands may use, as parts of the table.

use crate::config::setting::{Section, Setting, Takes, put, put_some};

/// The one that writes.
pub(super) const MODEL: Section = Section {
    title: "The language model",
    about: "With `model.url` and `model.name`, brands may switch on what a language model does for them: see \
            [the language model](model.md). Nothing is sent to it before a brand has.",
    settings: &[
        Setting {
            key: "model.url",
            takes: Takes::Text("http://… or https://…, usually with `/v1` at the end"),
            about: "Where an endpoint of the OpenAI form is: `https://api.openai.com/v1`, or `http://127.0.0.1:11434/v1` for an \
                    Ollama on this machine.",
            show: |values| values.model.url.clone(),
            set: |values, text| {
                let known = text.starts_with("https://") || text.starts_with("http://");
                known.then(|| values.model.url = Some(text.to_owned()))
            },
        },
        Setting {
            key: "model.name",
            takes: Takes::Text("a text"),
            about: "What the model is called there.",
            show: |values| values.model.name.clone(),
            set: |values, text| put_some(&mut values.model.name, text),
        },
        Setting {
            key: "model.key",
            takes: Takes::Secret("a text"),
            about: "The key that the endpoint wants, sent as a bearer token.",
            show: |values| values.model.key.clone(),
            set: |values, text| put_some(&mut values.model.key, text),
        },
        Setting {
            key: "model.key_file",
            takes: Takes::File,
            about: "A file with the key, without the line's end.",
            show: |values| values.model.key_file.as_ref().map(|path| path.display().to_string()),
            set: |values, text| put_some(&mut values.model.key_file, text),
        },
        Setting {
            key: "model.seconds",
            takes: Takes::Number(1, 300),
            about: "How long an answer may take, the wait for its turn included.",
            show: |values| Some(values.model.seconds.to_string()),
            set: |values, text| put(&mut values.model.seconds, text),
        },
        Setting {
            key: "model.tokens_per_day",
            takes: Takes::Number(0, 1_000_000_000),
            about: "Tokens that each brand may use in a day (UTC), questions and answers together.",
            show: |values| Some(values.model.tokens_per_day.to_string()),
            set: |values, text| put(&mut values.model.tokens_per_day, text),
        },
        Setting {
            key: "model.concurrent",
            takes: Takes::Number(1, 1_000),
            about: "Questions of this server that are under way at a time; more wait for their turn.",
            show: |values| Some(values.model.concurrent.to_string()),
            set: |values, text| put(&mut values.model.concurrent, text),
        },
        Setting {
            key: "model.private_network",
            takes: Takes::Switch,
            about: "Lets `model.url` be a loopback or private address, also without TLS.",
            show: |values| Some(values.model.private_network.to_string()),
            set: |values, text| put(&mut values.model.private_network, text),
        },
    ],
};

/// The one that makes vectors.
pub(super) const EMBEDDINGS: Section = Section {
    title: "Embeddings",
    about: "With `embeddings.url` and `embeddings.name`, brands may switch on that their articles are also found by what they mean: \
            see [embeddings](model.md#embeddings). Nothing is sent there before a brand has.",
    settings: &[
        Setting {
            key: "embeddings.url",
            takes: Takes::Text("http://… or https://…, usually with `/v1` at the end"),
            about: "Where an endpoint of the OpenAI form is that makes vectors: `https://api.openai.com/v1`, or \
                    `http://127.0.0.1:11434/v1` for an Ollama on this machine.",
            show: |values| values.embeddings.url.clone(),
            set: |values, text| {
                let known = text.starts_with("https://") || text.starts_with("http://");
                known.then(|| values.embeddings.url = Some(text.to_owned()))
            },
        },
        Setting {
            key: "embeddings.name",
            takes: Takes::Text("a text"),
            about: "What the model is called there. Under another name, all vectors are made anew.",
            show: |values| values.embeddings.name.clone(),
            set: |values, text| put_some(&mut values.embeddings.name, text),
        },
        Setting {
            key: "embeddings.key",
            takes: Takes::Secret("a text"),
            about: "The key that the endpoint wants, sent as a bearer token.",
            show: |values| values.embeddings.key.clone(),
            set: |values, text| put_some(&mut values.embeddings.key, text),
        },
        Setting {
            key: "embeddings.key_file",
            takes: Takes::File,
            about: "A file with the key, without the line's end.",
            show: |values| values.embeddings.key_file.as_ref().map(|path| path.display().to_string()),
            set: |values, text| put_some(&mut values.embeddings.key_file, text),
        },
        Setting {
            key: "embeddings.dimensions",
            takes: Takes::Number(1, 4_096),
            about: "How many numbers a vector is to have, for models that let one choose. Not set: as many as the model makes.",
            show: |values| values.embeddings.dimensions.map(|dimensions| dimensions.to_string()),
            set: |values, text| put_some(&mut values.embeddings.dimensions, text),
        },
        Setting {
            key: "embeddings.seconds",
            takes: Takes::Number(1, 300),
            about: "How long the vectors of a request with parts of articles may take.",
            show: |values| Some(values.embeddings.seconds.to_string()),
            set: |values, text| put(&mut values.embeddings.seconds, text),
        },
        Setting {
            key: "embeddings.question_milliseconds",
            takes: Takes::Number(50, 10_000),
            about: "How long an answer waits for the vector of its question. Then it is found without.",
            show: |values| Some(values.embeddings.question_milliseconds.to_string()),
            set: |values, text| put(&mut values.embeddings.question_milliseconds, text),
        },
        Setting {
            key: "embeddings.batch",
            takes: Takes::Number(1, 256),
            about: "Parts of articles that are sent in one request.",
            show: |values| Some(values.embeddings.batch.to_string()),
            set: |values, text| put(&mut values.embeddings.batch, text),
        },
        Setting {
            key: "embeddings.tokens_per_day",
            takes: Takes::Number(0, 1_000_000_000),
            about: "Tokens that each brand may use in a day (UTC) for vectors; a tenth of it is left to questions.",
            show: |values| Some(values.embeddings.tokens_per_day.to_string()),
            set: |values, text| put(&mut values.embeddings.tokens_per_day, text),
        },
        Setting {
            key: "embeddings.private_network",
            takes: Takes::Switch,
            about: "Lets `embeddings.url` be a loopback or private address, also without TLS.",
            show: |values| Some(values.embeddings.private_network.to_string()),
            set: |values, text| put(&mut values.embeddings.private_network, text),
        },
    ],
};
