//! The values that a text, a condition or a node can read, by their paths.

use minijinja::Value as Shown;

use crate::value::{Scalar, Values};

/// What can be read: `name` of a variable, `contact.name`, `order.status`, on journeys `campaign.seen`, and `message`, the customer's last words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'s> {
    pub(crate) variables: &'s Values,
    pub(crate) contact: &'s Values,
    pub(crate) order: &'s Values,
    pub(crate) campaign: &'s Values,
    pub(crate) message: &'s str,
    pub(crate) escape: Escape,
}

/// How values are written into a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    None,
    /// As a part of an address (RFC 3986): all but unreserved letters in percents.
    Url,
}

impl Scope<'_> {
    /// The value at a path.
    pub(crate) fn get(&self, path: &str) -> Option<Scalar> {
        match path.split_once('.') {
            Some(("contact", name)) => self.contact.get(name).cloned(),
            Some(("order", name)) => self.order.get(name).cloned(),
            Some(("campaign", name)) => self.campaign.get(name).cloned(),
            None if path == "message" => Some(Scalar::text(self.message)),
            None => self.variables.get(path).cloned(),
            Some(_) => None,
        }
    }

    /// All of it, as a template reads it.
    pub(super) fn values(&self) -> Shown {
        let shown = |values: &Values| -> Vec<(String, Shown)> {
            values.iter().map(|(name, value)| (name.to_string(), self.shown(value))).collect()
        };
        let mut all = shown(self.variables);
        all.push(("contact".to_owned(), Shown::from_pairs(shown(self.contact))));
        all.push(("order".to_owned(), Shown::from_pairs(shown(self.order))));
        // A bot may have a variable of this name.
        if !self.campaign.is_empty() {
            all.push(("campaign".to_owned(), Shown::from_pairs(shown(self.campaign))));
        }
        all.push(("message".to_owned(), self.shown(&Scalar::text(self.message))));
        Shown::from_pairs(all)
    }

    fn shown(&self, value: &Scalar) -> Shown {
        match (self.escape, value) {
            (Escape::Url, value) => Shown::from(percent_encoded(&value.to_string())),
            (Escape::None, Scalar::Text(text)) => Shown::from(text.as_str()),
            (Escape::None, Scalar::YesNo(yes)) => Shown::from(*yes),
            (Escape::None, Scalar::Number(number)) => match number.as_whole() {
                Some(whole) => Shown::from(whole),
                None => Shown::from(number.as_float()),
            },
        }
    }
}

/// A text as one part of an address (RFC 3986): all but unreserved letters in percents.
#[must_use]
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_one_part_of_an_address() {
        assert_eq!(percent_encoded("a/b?c=ü&x"), "a%2Fb%3Fc%3D%C3%BC%26x");
    }
}
