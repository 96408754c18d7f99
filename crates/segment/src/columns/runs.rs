//! Any number of things for each place, one place's behind the other's.

use subrosa_proto::ConversationId;

use super::slots::Slots;

/// Things by place. Those of a place stand together; what is changed goes to the end, and what it leaves empty is taken back when it has become
/// as much as the rest.
#[derive(Debug)]
pub(super) struct Runs<T> {
    /// Where those of each place begin, and how many they are.
    spans: Vec<(u32, u32)>,
    things: Vec<T>,
    /// Things that belong to no place any more.
    left: usize,
}

/// Fewer left things than this are not worth moving the others.
const FEW: usize = 10_000;

impl<T: Copy> Runs<T> {
    /// Of who is no contact, nothing is kept.
    pub(super) fn of(slots: &Slots, mut rows: Vec<(ConversationId, T)>) -> Self {
        rows.sort_by_key(|(contact, _)| *contact);
        let mut spans = vec![(0, 0); slots.len()];
        let mut things = Vec::with_capacity(rows.len());
        for of_one in rows.chunk_by(|one, next| one.0 == next.0) {
            let Some(span) = slots.find(of_one[0].0).and_then(|slot| spans.get_mut(slot)) else { continue };
            *span = (short(things.len()), short(of_one.len()));
            things.extend(of_one.iter().map(|(_, thing)| *thing));
        }
        Self { spans, things, left: 0 }
    }

    /// What stands at a place.
    pub(super) fn at(&self, slot: usize) -> &[T] {
        let Some(&(begin, count)) = self.spans.get(slot) else { return &[] };
        let begin = begin as usize;
        self.things.get(begin..begin + count as usize).unwrap_or_default()
    }

    pub(super) fn set(&mut self, slot: usize, things: &[T]) {
        if self.spans.len() <= slot {
            self.spans.resize(slot + 1, (0, 0));
        }
        self.left += self.spans[slot].1 as usize;
        self.spans[slot] = (short(self.things.len()), short(things.len()));
        self.things.extend_from_slice(things);
        if self.left > FEW && self.left > self.things.len() / 2 {
            self.tidy();
        }
    }

    fn tidy(&mut self) {
        let mut things = Vec::with_capacity(self.things.len() - self.left);
        for slot in 0..self.spans.len() {
            let begin = short(things.len());
            things.extend_from_slice(self.at(slot));
            self.spans[slot].0 = begin;
        }
        self.things = things;
        self.left = 0;
    }

    pub(super) fn bytes(&self) -> usize {
        self.spans.len() * size_of::<(u32, u32)>() + self.things.capacity() * size_of::<T>()
    }
}

/// There are never four billion of anything here: they would not fit into memory.
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_is_changed_many_times_takes_no_more_room_than_twice_what_it_is() {
        let slots = Slots::of((0..100).map(ConversationId::new).collect());
        let mut runs: Runs<usize> = Runs::of(&slots, vec![(ConversationId::new(3), 7), (ConversationId::new(-1), 9)]);
        let mut known: BTreeMap<usize, Vec<usize>> = BTreeMap::from([(3, vec![7])]);
        for turn in 0..20_000 {
            let (slot, things) = (turn * 7 % 101, (0..turn % 5).collect::<Vec<_>>());
            runs.set(slot, &things);
            known.insert(slot, things);
        }
        for slot in 0..102 {
            assert_eq!(runs.at(slot), known.get(&slot).map_or(&[][..], Vec::as_slice), "{slot}");
        }
        assert!(runs.things.len() <= 2 * FEW + 500, "{}", runs.things.len());
    }
}
