//! What carries letters from node to node.

use bytes::Bytes;

use super::wire::NodeId;

/// Something comes to a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// A letter.
    Letter(Bytes),
    /// Letters can be sent and received (again).
    Connected,
    /// They can't: those sent meanwhile are lost.
    Disconnected,
}

/// Carries letters. It may lose, double, delay and reorder them.
pub trait Carrier: Send + 'static {
    /// Sends a letter to one node, or to all. It waits for no one's reading.
    fn send(&mut self, to: Option<NodeId>, letter: Bytes) -> impl Future<Output = ()> + Send;

    /// Waits until what was sent is on its way, for a moment at most: what comes after may be the end of the process.
    fn flush(&mut self) -> impl Future<Output = ()> + Send;

    /// What comes next; nothing when nothing will come any more. Safe to drop while waiting.
    fn receive(&mut self) -> impl Future<Output = Option<Arrival>> + Send;
}
