//! Settings: services.

use crate::config::setting::{Section, Setting, Takes, put};

pub(super) const SECTION: Section = Section {
    title: "Services",
    about: "What the server calls on behalf of brands, such as the services that their bots ask.",
    settings: &[Setting {
        key: "services.private_network",
        takes: Takes::Switch,
        about: "Lets them live at loopback and private addresses, also without TLS. Only where every brand may reach those.",
        show: |values| Some(values.messaging.private_network.to_string()),
        set: |values, text| put(&mut values.messaging.private_network, text),
    }],
};
