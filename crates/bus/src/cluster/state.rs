//! What a node does with the letters of others, and which letters it writes. Pure: no clock, no network, no sessions.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use subrosa_proto::{AccountId, DeviceId};
use tokio::time::Instant;

use super::directory::Directory;
use super::peer::{Order, Peer};
use super::wire::{Content, Letter, NodeId, Note, Stand, Waiting};

/// A node from which nothing came for this long is gone.
pub(super) const SILENCE: Duration = Duration::from_secs(5);
/// Nodes that one node talks to at most.
const PEERS: usize = 1_000;

/// A letter that is to be sent: to one node, or to all.
pub(super) type Post = (Option<NodeId>, Bytes);

/// What a letter brings about in this node.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Live {
        account: AccountId,
        previous: i64,
        number: i64,
        frame: Bytes,
    },
    Look(AccountId),
    Whisper(AccountId, Bytes),
    Revoked(AccountId, Option<DeviceId>),
    /// The account may have come or gone.
    Presence(AccountId),
    /// Something may never have arrived: look into the store.
    Lost,
    /// A node is gone that did not say so.
    Vanished,
}

#[derive(Debug)]
pub(super) struct State {
    me: NodeId,
    peers: BTreeMap<NodeId, Peer>,
    directory: Directory,
    /// The last stream that began. They rise over all nodes: one that was forgotten and is there again remembers the last it read.
    stream: u32,
    /// Letters that wait beside the streams.
    asking: Vec<Post>,
}

impl State {
    pub(super) fn new(me: NodeId) -> Self {
        Self { me, peers: BTreeMap::new(), directory: Directory::default(), stream: 0, asking: Vec::new() }
    }

    pub(super) const fn directory(&self) -> &Directory {
        &self.directory
    }

    pub(super) fn peers(&self) -> usize {
        self.peers.len()
    }

    /// Lets a note wait for the nodes at which the account has sessions; whether there are any.
    pub(super) fn put(&mut self, account: AccountId, note: &Waiting) -> bool {
        let mut any = false;
        for node in self.directory.nodes(account) {
            if let Some(peer) = self.peers.get_mut(&node) {
                peer.put(note.clone());
                any = true;
            }
        }
        any
    }

    /// Tells all nodes of an account's stand here.
    pub(super) fn tell_stand(&mut self, account: AccountId, stand: Stand) {
        for peer in self.peers.values_mut() {
            peer.put(Waiting::Stand { account, stand });
        }
    }

    /// Nodes to which a stream is to begin: [`State::begin`] each, tell it all stands, then [`Waiting::Whole`].
    pub(super) fn to_begin(&self) -> Vec<NodeId> {
        self.peers.iter().filter(|(_, peer)| peer.must_begin).map(|(&node, _)| node).collect()
    }

    pub(super) fn begin(&mut self, node: NodeId) {
        if let Some(peer) = self.peers.get_mut(&node) {
            self.stream += 1;
            peer.begin(self.stream);
        }
    }

    /// Lets a note wait for one node.
    pub(super) fn put_to(&mut self, node: NodeId, note: Waiting) {
        if let Some(peer) = self.peers.get_mut(&node) {
            peer.put(note);
        }
    }

    /// All letters that wait.
    pub(super) fn letters(&mut self) -> Vec<Post> {
        let mut posts = std::mem::take(&mut self.asking);
        let mut letters = Vec::new();
        for (&node, peer) in &mut self.peers {
            peer.letters(self.me, &mut letters);
            posts.extend(letters.drain(..).map(|letter| (Some(node), letter)));
        }
        posts
    }

    /// The letters that say that this node is there.
    pub(super) fn beat(&self) -> Vec<Post> {
        let hello = self.unnumbered(0, Content::Hello);
        let beats = self.peers.iter().filter_map(|(&node, peer)| Some((Some(node), peer.beat(self.me)?)));
        hello.map(|hello| (None, hello)).into_iter().chain(beats).collect()
    }

    /// The letter that says that this node leaves.
    pub(super) fn leave(&self) -> Option<Post> {
        Some((None, self.unnumbered(0, Content::Leave)?))
    }

    fn unnumbered(&self, stream: u32, content: Content<'_>) -> Option<Bytes> {
        Letter { from: self.me, stream, sequence: 0, content }.to_bytes()
    }

    /// All streams begin anew, because letters of all may have been lost.
    pub(super) fn begin_anew(&mut self, now: Instant) {
        for peer in self.peers.values_mut() {
            peer.break_off();
            peer.heard = now;
        }
    }

    /// Forgets the nodes that are silent.
    pub(super) fn forget_silent(&mut self, now: Instant) -> Vec<Effect> {
        let silent = |(_, peer): &(&NodeId, &Peer)| now.duration_since(peer.heard) > SILENCE;
        let silent: Vec<NodeId> = self.peers.iter().filter(silent).map(|(&node, _)| node).collect();
        let mut effects = Vec::new();
        for node in silent {
            effects.push(Effect::Vanished);
            effects.extend(self.forget(node));
        }
        effects
    }

    fn forget(&mut self, node: NodeId) -> Vec<Effect> {
        self.peers.remove(&node);
        self.directory.forget_node(node).into_iter().map(Effect::Presence).collect()
    }

    /// Reads a letter, which lies in these bytes.
    pub(super) fn hear(&mut self, letter: Letter<'_>, bytes: &Bytes, now: Instant) -> Vec<Effect> {
        let from = letter.from;
        if from == self.me {
            return Vec::new();
        }
        if letter.content == Content::Leave {
            let mut effects = self.forget(from);
            // Its last letters may come after this one.
            effects.push(Effect::Lost);
            return effects;
        }
        if self.peers.len() >= PEERS && !self.peers.contains_key(&from) {
            return Vec::new();
        }
        let peer = self.peers.entry(from).or_insert_with(|| Peer::new(now));
        peer.heard = now;
        let notes = match letter.content {
            Content::Hello | Content::Leave => return Vec::new(),
            Content::Again => {
                peer.wants_after(letter.stream);
                return Vec::new();
            }
            Content::Beat => None,
            Content::Notes(notes) => Some(notes),
        };
        let mut effects = Vec::new();
        let order = peer.read(letter.stream, letter.sequence, notes.is_none());
        match order {
            Order::Late => return effects,
            Order::Next => {}
            Order::Begins => effects.push(Effect::Lost),
            Order::Gap => {
                if peer.lose() {
                    effects.push(Effect::Lost);
                }
                if peer.asks(now) {
                    let again = self.unnumbered(letter.stream, Content::Again);
                    self.asking.extend(again.map(|again| (Some(from), again)));
                }
            }
        }
        for note in notes.into_iter().flatten() {
            self.apply(from, letter.stream, order != Order::Gap, &note, bytes, &mut effects);
        }
        effects
    }

    /// Stands are true only in their order. The rest harms nothing, whenever it comes: sessions know what is new to them.
    fn apply(
        &mut self,
        from: NodeId,
        stream: u32,
        in_order: bool,
        note: &Note<'_>,
        bytes: &Bytes,
        effects: &mut Vec<Effect>,
    ) {
        match *note {
            Note::Stand { account, stand } if in_order => {
                let account = AccountId::new(account);
                if self.directory.set(account, from, stand, stream) {
                    effects.push(Effect::Presence(account));
                }
            }
            Note::Whole if in_order => {
                effects.extend(self.directory.forget_before(from, stream).into_iter().map(Effect::Presence));
            }
            Note::Stand { .. } | Note::Whole => {}
            Note::Live { account, previous, number, frame } => {
                let (account, frame) = (AccountId::new(account), bytes.slice_ref(frame));
                effects.push(Effect::Live { account, previous, number, frame });
            }
            Note::Look { account } => effects.push(Effect::Look(AccountId::new(account))),
            Note::Whisper { account, frame } => {
                effects.push(Effect::Whisper(AccountId::new(account), bytes.slice_ref(frame)));
            }
            Note::Revoked { account, device } => {
                effects.push(Effect::Revoked(AccountId::new(account), device.map(DeviceId::new)));
            }
        }
    }
}
