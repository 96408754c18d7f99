//! Texts with `{{ names }}` in them, through minijinja.
//!
//! The environment has no filters, functions or tests. A text shows values and asks `{% if … %}`; it can't compute, repeat or
//! call ([`shape`]), so what it gives is never longer than its letters and the values it names, and its fuel bounds its time.
//! Nothing is escaped: these are plain texts. A name without a value shows as nothing.
//!
//! Never: anything from outside the values that are handed in.

mod scope;
mod shape;

use std::collections::BTreeMap;
use std::fmt;

use minijinja::{Environment, UndefinedBehavior};

pub use scope::percent_encoded;
pub(crate) use scope::{Escape, Scope};

use crate::limits::TEMPLATE_FUEL;

/// What is wrong with a template, in a sentence without its stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadTemplate(pub(crate) String);

/// A text that could not be made: it took too much, or compares what can't be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unrenderable;

/// The compiled texts of a flow. Each text is its own name.
pub(crate) struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    pub(crate) fn new() -> Self {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Chainable);
        environment.set_fuel(Some(TEMPLATE_FUEL));
        environment.set_recursion_limit(10);
        Self { environment }
    }

    /// Compiles a text; the names it reads, dotted ones whole, each with whether the text asks about it by an `if` too.
    ///
    /// # Errors
    /// When it is no template, or does more than it may.
    pub(crate) fn add(&mut self, text: &str) -> Result<BTreeMap<String, bool>, BadTemplate> {
        if is_plain(text) {
            return Ok(BTreeMap::new());
        }
        let asked = shape::check(text)?;
        let bad = |error: minijinja::Error| BadTemplate(error.detail().unwrap_or("it can't be read").to_owned());
        self.environment.add_template_owned(text.to_owned(), text.to_owned()).map_err(bad)?;
        let template = self.environment.get_template(text).map_err(bad)?;
        let names = template.undeclared_variables(true).into_iter();
        let with_asked = |name: String| {
            let is_asked = asked.contains(name.as_str());
            (name, is_asked)
        };
        Ok(names.map(with_asked).collect())
    }

    /// The text with the values in it, cut at `most` characters.
    ///
    /// # Errors
    /// When the text was not added, or can't be made.
    pub(crate) fn render(&self, text: &str, scope: &Scope<'_>, most: usize) -> Result<String, Unrenderable> {
        if is_plain(text) {
            return Ok(text.chars().take(most).collect());
        }
        let template = self.environment.get_template(text).map_err(|_| Unrenderable)?;
        let made = template.render(scope.values()).map_err(|_| Unrenderable)?;
        Ok(made.chars().take(most).collect())
    }
}

impl fmt::Debug for Templates {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Templates({})", self.environment.templates().count())
    }
}

fn is_plain(text: &str) -> bool {
    !["{{", "{%", "{#"].iter().any(|mark| text.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Scalar, Values};

    fn render(text: &str, values: &[(&str, Scalar)]) -> String {
        let variables: Values =
            values.iter().map(|(name, value)| (name.parse().expect("a name"), value.clone())).collect();
        let mut templates = Templates::new();
        templates.add(text).expect("a template");
        let empty = Values::new();
        let scope = Scope {
            variables: &variables,
            contact: &empty,
            order: &empty,
            campaign: &empty,
            message: "hi",
            escape: Escape::None,
        };
        templates.render(text, &scope, 2_000).expect("a text")
    }

    #[test]
    fn values_stand_in_their_places() {
        let total = Scalar::Number("19.9".parse().expect("a number"));
        let name = Scalar::text("<Zoë>");
        assert_eq!(render("Hi {{ name }}, {{total}} €", &[("name", name), ("total", total)]), "Hi <Zoë>, 19.9 €");
        assert_eq!(render("{{ message }}{{ missing }}{{ order.status.more }}!", &[]), "hi!");
        let three = Scalar::Number("3".parse().expect("a number"));
        assert_eq!(render("{% if n > 2 %}many{% elif n %}few{% else %}none{% endif %}", &[("n", three)]), "many");
    }

    #[test]
    fn names_are_listed() {
        let names = Templates::new().add("{{ a }} {% if b == 'x' %}{{ order.c }}{% endif %}").expect("a template");
        let named = |name: &str, asked| (name.to_owned(), asked);
        assert_eq!(
            names.into_iter().collect::<Vec<_>>(),
            [named("a", false), named("b", true), named("order.c", false)]
        );
    }

    #[test]
    fn what_could_grow_is_refused() {
        for text in [
            "{{ 'x' * 1000000000 }}",
            "{{ a ~ a }}",
            "{% set a = 'x' %}",
            "{% for a in b %}{% endfor %}",
            "{% macro a() %}{% endmacro %}",
            "{{ a | upper }}",
            "{{ a() }}",
            "{{ a[0] }}",
            "{{ \"}}\" * 9 }}",
            "{{ open",
            "{% if a %}never closed",
            "{% raw %}{% endraw %}",
            "{{ }}",
        ] {
            assert!(Templates::new().add(text).is_err(), "{text}");
        }
    }
}
