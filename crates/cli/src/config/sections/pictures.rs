//! Settings: pictures.

use super::origin::origin;
use crate::config::setting::{Section, Setting, Takes, put, put_some};
use crate::config::values::MediaPlace;

pub(super) const SECTION: Section = Section {
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
};
