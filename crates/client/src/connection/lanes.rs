//! The order of sending: one lane per conversation, one message of a lane on its way at a time. So messages arrive in
//! the order in which they were written, whatever fails, and a conversation that has to wait holds up no other.
//!
//! Pure state: it is told what happened and what time it is, and does nothing by itself.

use std::collections::{BTreeSet, HashMap, VecDeque};

use subrosa_proto::{ClientId, ConversationId};
use tokio::time::Instant;

/// What a lane carries.
pub(crate) trait Load {
    fn conversation(&self) -> ConversationId;
    fn client_id(&self) -> ClientId;
}

/// All lanes. A lane is in exactly one of: `ready`, `resting`, or neither, when its first message is on its way.
pub(crate) struct Lanes<T> {
    lanes: HashMap<ConversationId, Lane<T>>,
    /// Where each message is.
    places: HashMap<ClientId, ConversationId>,
    /// Lanes whose first message may go, in turn.
    ready: VecDeque<ConversationId>,
    /// Lanes that wait for a time.
    resting: BTreeSet<(Instant, ConversationId)>,
}

struct Lane<T> {
    queue: VecDeque<T>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Ready,
    UnderWay,
    Resting(Instant),
}

impl<T> Default for Lanes<T> {
    fn default() -> Self {
        Self { lanes: HashMap::new(), places: HashMap::new(), ready: VecDeque::new(), resting: BTreeSet::new() }
    }
}

impl<T: Load> Lanes<T> {
    /// Puts a message at the end of its conversation's lane.
    pub(crate) fn push(&mut self, load: T) {
        let conversation = load.conversation();
        self.places.insert(load.client_id(), conversation);
        let lane = self.lanes.entry(conversation).or_insert_with(|| {
            self.ready.push_back(conversation);
            Lane { queue: VecDeque::new(), state: State::Ready }
        });
        lane.queue.push_back(load);
    }

    /// The next message that may go; it is then on its way.
    pub(crate) fn take(&mut self, now: Instant) -> Option<&T> {
        while let Some(&(due, conversation)) = self.resting.first()
            && due <= now
        {
            self.resting.pop_first();
            self.make_ready(conversation);
        }
        let lane = self.lanes.get_mut(&self.ready.pop_front()?)?;
        lane.state = State::UnderWay;
        lane.queue.front()
    }

    /// When the next resting lane is due.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.resting.first().map(|&(due, _)| due)
    }

    /// The first message of a lane failed for now: it goes again at a given time, before any other of its lane.
    pub(crate) fn rest(&mut self, client_id: ClientId, until: Instant) {
        if let Some(&conversation) = self.places.get(&client_id)
            && let Some(lane) = self.lanes.get_mut(&conversation)
            && lane.state == State::UnderWay
        {
            lane.state = State::Resting(until);
            self.resting.insert((until, conversation));
        }
    }

    /// A message is done with: it arrived, or never will. The next of its lane may go.
    pub(crate) fn settle(&mut self, client_id: ClientId) -> Option<T> {
        let conversation = self.places.remove(&client_id)?;
        let lane = self.lanes.get_mut(&conversation)?;
        let place = lane.queue.iter().position(|load| load.client_id() == client_id)?;
        let load = lane.queue.remove(place);
        if lane.queue.is_empty() {
            self.forget(conversation);
        } else if place == 0 && lane.state != State::Ready {
            self.make_ready(conversation);
        }
        load
    }

    /// The connection is gone: what was on its way has to go again, on the next one, at once.
    pub(crate) fn interrupted(&mut self) {
        let under_way: Vec<_> =
            self.lanes.iter().filter(|(_, lane)| lane.state == State::UnderWay).map(|(&id, _)| id).collect();
        for conversation in under_way {
            self.make_ready(conversation);
        }
    }

    /// A message that waits or is on its way.
    pub(crate) fn find(&mut self, client_id: ClientId) -> Option<&mut T> {
        let lane = self.lanes.get_mut(self.places.get(&client_id)?)?;
        lane.queue.iter_mut().find(|load| load.client_id() == client_id)
    }

    fn make_ready(&mut self, conversation: ConversationId) {
        if let Some(lane) = self.lanes.get_mut(&conversation) {
            if let State::Resting(until) = lane.state {
                self.resting.remove(&(until, conversation));
            }
            lane.state = State::Ready;
            self.ready.push_back(conversation);
        }
    }

    fn forget(&mut self, conversation: ConversationId) {
        match self.lanes.remove(&conversation).map(|lane| lane.state) {
            Some(State::Ready) => self.ready.retain(|&ready| ready != conversation),
            Some(State::Resting(until)) => {
                self.resting.remove(&(until, conversation));
            }
            Some(State::UnderWay) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;

    type Message = (i64, u128);

    impl Load for Message {
        fn conversation(&self) -> ConversationId {
            ConversationId::new(self.0)
        }

        fn client_id(&self) -> ClientId {
            id(self.1)
        }
    }

    fn id(number: u128) -> ClientId {
        ClientId(Uuid::from_u128(number))
    }

    fn lanes(messages: &[Message]) -> Lanes<Message> {
        let mut lanes = Lanes::default();
        for &message in messages {
            lanes.push(message);
        }
        lanes
    }

    fn taken(lanes: &mut Lanes<Message>, now: Instant) -> Vec<u128> {
        std::iter::from_fn(|| lanes.take(now).map(|message| message.1)).collect()
    }

    #[test]
    fn one_of_each_conversation_is_on_its_way() {
        let now = Instant::now();
        let mut lanes = lanes(&[(1, 10), (1, 11), (2, 20), (1, 12)]);
        assert_eq!(taken(&mut lanes, now), [10, 20]);
        lanes.settle(id(10));
        assert_eq!(taken(&mut lanes, now), [11]);
        lanes.settle(id(20));
        assert_eq!(taken(&mut lanes, now), [] as [u128; 0]);
    }

    #[test]
    fn what_has_to_wait_keeps_its_place_and_holds_up_no_other_conversation() {
        let now = Instant::now();
        let later = now + Duration::from_secs(5);
        let mut lanes = lanes(&[(1, 10), (1, 11), (2, 20)]);
        taken(&mut lanes, now);
        lanes.rest(id(10), later);
        lanes.settle(id(20));
        lanes.push((2, 21));
        assert_eq!((taken(&mut lanes, now), lanes.due()), (vec![21], Some(later)));
        assert_eq!((taken(&mut lanes, later), lanes.due()), (vec![10], None));
    }

    #[test]
    fn after_an_interruption_the_same_goes_again() {
        let now = Instant::now();
        let mut lanes = lanes(&[(1, 10), (1, 11)]);
        assert_eq!(taken(&mut lanes, now), [10]);
        lanes.interrupted();
        assert_eq!(taken(&mut lanes, now), [10]);
    }

    #[test]
    fn an_echo_settles_a_message_wherever_it_is() {
        let now = Instant::now();
        let mut lanes = lanes(&[(1, 10), (1, 11), (1, 12)]);
        assert!(lanes.settle(id(11)).is_some());
        assert_eq!(taken(&mut lanes, now), [10]);
        lanes.rest(id(10), now + Duration::from_secs(5));
        assert!(lanes.settle(id(10)).is_some());
        assert_eq!((taken(&mut lanes, now), lanes.due()), (vec![12], None));
        assert!(lanes.settle(id(12)).is_some() && lanes.settle(id(12)).is_none());
        assert!(lanes.lanes.is_empty() && lanes.places.is_empty());
    }
}
