//! The one table of settings. The parser, `subrosa config` and the reference for operators are all made from it.

use super::setting::Setting;

pub(crate) use super::sections::SECTIONS;

/// All settings, in the order of the sections.
pub(crate) fn settings() -> impl Iterator<Item = &'static Setting> {
    SECTIONS.iter().flat_map(|section| section.settings)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::setting::Takes;
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
