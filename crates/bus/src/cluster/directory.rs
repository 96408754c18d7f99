//! Which accounts have sessions at which other nodes. Pure: told by letters, asked by the bus.

use std::collections::BTreeMap;

use subrosa_proto::AccountId;

use super::wire::{NodeId, Stand};

/// An account's stand at a node, and the stream that told it.
#[derive(Debug, Clone, Copy)]
struct Told {
    is_here: bool,
    stream: u32,
}

/// The directory.
#[derive(Debug, Default)]
pub(super) struct Directory {
    told: BTreeMap<(AccountId, NodeId), Told>,
}

impl Directory {
    fn of(&self, account: AccountId) -> impl Iterator<Item = (NodeId, Told)> {
        let nodes = (account, NodeId(0))..=(account, NodeId(u64::MAX));
        self.told.range(nodes).map(|(&(_, node), &told)| (node, told))
    }

    /// The nodes at which the account has sessions.
    pub(super) fn nodes(&self, account: AccountId) -> impl Iterator<Item = NodeId> {
        self.of(account).map(|(node, _)| node)
    }

    /// Whether the account has sessions elsewhere.
    pub(super) fn has(&self, account: AccountId) -> bool {
        self.of(account).next().is_some()
    }

    /// Whether the account is seen elsewhere.
    pub(super) fn is_here(&self, account: AccountId) -> bool {
        self.of(account).any(|(_, told)| told.is_here)
    }

    /// Notes an account's stand at a node; whether the account may have come or gone by it.
    pub(super) fn set(&mut self, account: AccountId, node: NodeId, stand: Stand, stream: u32) -> bool {
        let is_here = stand == Stand::Here;
        let before = match stand {
            Stand::Gone => self.told.remove(&(account, node)),
            Stand::Listens | Stand::Here => self.told.insert((account, node), Told { is_here, stream }),
        };
        before.is_some_and(|told| told.is_here) != is_here
    }

    /// Forgets what a node told before a stream; the accounts that may have gone by it.
    pub(super) fn forget_before(&mut self, node: NodeId, stream: u32) -> Vec<AccountId> {
        self.forget(node, |told| told.stream != stream)
    }

    /// Forgets a node; the accounts that may have gone by it.
    pub(super) fn forget_node(&mut self, node: NodeId) -> Vec<AccountId> {
        self.forget(node, |_| true)
    }

    fn forget(&mut self, node: NodeId, which: impl Fn(&Told) -> bool) -> Vec<AccountId> {
        let mut gone = Vec::new();
        self.told.retain(|&(account, at), told| {
            let leaves = at == node && which(told);
            if leaves && told.is_here {
                gone.push(account);
            }
            !leaves
        });
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: AccountId = AccountId::new(1);
    const A: NodeId = NodeId(1);
    const B: NodeId = NodeId(2);

    #[test]
    fn an_account_is_here_while_any_node_says_so() {
        let mut directory = Directory::default();
        assert!(directory.set(ADA, A, Stand::Here, 1));
        assert!(directory.set(ADA, B, Stand::Here, 1));
        assert!(!directory.set(ADA, B, Stand::Here, 1));
        assert!(directory.set(ADA, A, Stand::Listens, 1));
        assert_eq!(directory.nodes(ADA).collect::<Vec<_>>(), [A, B]);
        assert!(directory.is_here(ADA));
        assert_eq!(directory.forget_node(B), [ADA]);
        assert!(!directory.is_here(ADA) && directory.has(ADA));
        assert!(!directory.set(ADA, A, Stand::Gone, 1));
        assert!(!directory.has(ADA));
    }

    #[test]
    fn what_a_new_stream_does_not_tell_again_is_gone() {
        let mut directory = Directory::default();
        let grace = AccountId::new(2);
        directory.set(ADA, A, Stand::Here, 1);
        directory.set(grace, A, Stand::Here, 1);
        assert!(!directory.set(ADA, A, Stand::Here, 2));
        assert_eq!(directory.forget_before(A, 2), [grace]);
        assert!(directory.is_here(ADA));
    }
}
