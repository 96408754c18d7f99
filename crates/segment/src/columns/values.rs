//! The values of one attribute: each that occurs once, and for each place which it is.

use std::collections::HashMap;

use subrosa_proto::ConversationId;

use super::slots::Slots;

/// Where nothing is known.
const NONE: u32 = 0;

#[derive(Debug)]
pub(super) struct Values {
    /// For each place: one more than the place of its value among `kept`.
    codes: Vec<u32>,
    kept: Vec<Box<str>>,
    by_value: HashMap<Box<str>, u32>,
}

impl Values {
    pub(super) fn of(slots: &Slots, rows: Vec<(ConversationId, String)>) -> Self {
        let mut values = Self { codes: vec![NONE; slots.len()], kept: Vec::new(), by_value: HashMap::new() };
        for (contact, value) in rows {
            if let Some(slot) = slots.find(contact) {
                values.set(slot, Some(&value));
            }
        }
        values
    }

    pub(super) fn set(&mut self, slot: usize, value: Option<&str>) {
        let code = value.map_or(NONE, |value| self.code(value));
        if self.codes.len() <= slot {
            self.codes.resize(slot + 1, NONE);
        }
        self.codes[slot] = code;
    }

    fn code(&mut self, value: &str) -> u32 {
        if let Some(code) = self.by_value.get(value) {
            return *code;
        }
        self.kept.push(value.into());
        let code = u32::try_from(self.kept.len()).unwrap_or(u32::MAX);
        self.by_value.insert(value.into(), code);
        code
    }

    /// Whether something holds at each place, which is asked once for each value, and once for nothing.
    pub(super) fn ask(&self, holds: impl Fn(Option<&str>) -> bool) -> impl Fn(usize) -> bool {
        let answers: Vec<bool> =
            std::iter::once(holds(None)).chain(self.kept.iter().map(|value| holds(Some(value)))).collect();
        move |slot| answers[self.codes.get(slot).copied().unwrap_or(NONE) as usize]
    }

    pub(super) fn bytes(&self) -> usize {
        // The text stands there twice, beside what a table keeps of each entry.
        self.codes.len() * size_of::<u32>() + self.kept.iter().map(|value| 2 * value.len() + 48).sum::<usize>()
    }
}
