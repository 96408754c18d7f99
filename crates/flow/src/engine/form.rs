//! Forms: all fields at once where the channel can show them, one after another where it can't.

use std::collections::BTreeMap;

use super::run::Run;
use super::{Message, Refusal, ShownField, Standing};
use crate::flow::{Field, Form, Kind, Node};
use crate::kinds;
use crate::limits::TEXT_CHARACTERS;
use crate::name::Name;
use crate::value::Scalar;

impl<'p> Run<'p> {
    pub(super) fn enter_form(&mut self, name: &'p Name, form: &'p Form) -> Option<&'p Name> {
        let text = self.text(name, &form.text)?;
        self.session.tries = 0;
        self.session.left = form.fields.iter().map(|field| field.into.clone()).collect();
        let fields = self.fields(form);
        let at_once = self.facts.forms;
        self.say(Message { text, form: fields, ..Message::default() });
        if at_once {
            self.ask(name);
            None
        } else {
            self.ask_next(name, form)
        }
    }

    /// The fields without an answer, where the channel can show them.
    pub(super) fn fields(&self, form: &Form) -> Vec<ShownField> {
        if !self.facts.forms {
            return Vec::new();
        }
        let left = form.fields.iter().filter(|field| self.session.left.contains(&field.into));
        left.map(|field| ShownField {
            name: field.into.clone(),
            text: self.make(&field.text, TEXT_CHARACTERS).unwrap_or_default(),
            kind: self.flow().variables.get(&field.into).map_or(Kind::Text, |variable| variable.kind),
            choices: self.labels(&field.into),
        })
        .collect()
    }

    /// Asks for the next field that has no answer; the node after the form when there is none.
    fn ask_next(&mut self, name: &'p Name, form: &'p Form) -> Option<&'p Name> {
        let Some(field) = self.next_field(form) else { return Some(&form.then) };
        let text = self.text(name, &field.text)?;
        let quick_replies = self.choices_for(name, &field.into);
        self.say(Message { text, quick_replies, ..Message::default() });
        self.ask(name);
        None
    }

    fn next_field(&self, form: &'p Form) -> Option<&'p Field> {
        form.fields.iter().find(|field| self.session.left.contains(&field.into))
    }

    /// Words while a form is open: the answer to the field just asked.
    pub(super) fn answer_field(&mut self, name: &'p Name, form: &'p Form) {
        let field = self.next_field(form).filter(|_| !self.facts.forms);
        let value = field.and_then(|field| self.read_for(&field.into, &self.session.message));
        match (field, value) {
            (Some(field), Some(value)) => {
                self.session.variables.insert(field.into.clone(), value);
                self.session.left.retain(|left| *left != field.into);
                self.session.tries = 0;
                if let Some(to) = self.ask_next(name, form) {
                    self.go(to);
                }
            }
            (field, _) => match (self.triggered(), field) {
                (Some(to), _) => self.go(to),
                (None, Some(field)) => self.retry(name, form, field),
                // Words beside a form that is shown.
                (None, None) => self.miss(name),
            },
        }
    }

    /// A form that was filled in: what fits is kept, the rest is asked for again.
    pub(super) fn fill_in(&mut self, values: &BTreeMap<Name, String>) -> Result<(), Refusal> {
        let Standing::Asked(name) = self.session.standing.clone() else { return Err(Refusal::Stale) };
        let Some((name, Node::Form(form))) = self.node(&name) else { return Err(Refusal::Stale) };
        for field in &form.fields {
            let read = values.get(&field.into).and_then(|text| self.read_for(&field.into, text));
            if let Some(value) = read {
                self.session.variables.insert(field.into.clone(), value);
                self.session.left.retain(|left| *left != field.into);
            }
        }
        match self.next_field(form) {
            Some(field) => self.retry(name, form, field),
            None => self.go(&form.then),
        }
        Ok(())
    }

    /// Asks again for a field, or gives up on the form.
    fn retry(&mut self, name: &'p Name, form: &'p Form, field: &'p Field) {
        self.session.tries += 1;
        if self.session.tries > form.retries {
            return self.go(&form.otherwise);
        }
        let Some(text) = self.retry_text(name, field.retry.as_deref(), &field.into) else { return };
        let shown = self.fields(form);
        let quick_replies = if shown.is_empty() { self.choices_for(name, &field.into) } else { Vec::new() };
        self.say(Message { text, form: shown, quick_replies, ..Message::default() });
        self.ask(name);
    }

    /// The value that a field's answer has for its variable.
    fn read_for(&self, variable: &Name, text: &str) -> Option<Scalar> {
        kinds::read(self.flow().variables.get(variable)?, text, self.sentences())
    }
}
