//! What waits for one session: bounded, and no larger than what is in it, because most sessions wait most of the time.
//!
//! Any thread may put something in; one task takes it out. When the queue is full a signal is dropped and the queue remembers
//! that, so that its reader looks into the store instead.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::Signal;

/// Signals that wait at most.
pub(crate) const CAPACITY: usize = 256;
/// Room that an empty queue keeps.
const KEPT: usize = 8;

#[derive(Debug, Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<Signal>,
    lagging: bool,
    /// Told before everything else, and never dropped.
    revoked: bool,
    reader: Option<Waker>,
}

impl Queue {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a signal behind the others, or drops it when there is no room.
    pub(crate) fn put(&self, signal: Signal) {
        let mut state = self.state();
        match signal {
            Signal::Revoked => state.revoked = true,
            signal if state.waiting.len() < CAPACITY => state.waiting.push_back(signal),
            _ => state.lagging = true,
        }
        let reader = state.reader.take();
        drop(state);
        if let Some(reader) = reader {
            reader.wake();
        }
    }

    /// Takes the oldest signal, if one is there.
    pub(crate) fn take(&self) -> Option<Signal> {
        self.state().take()
    }

    /// Takes the oldest signal, or has the task woken when one comes.
    pub(crate) fn poll_take(&self, context: &mut Context<'_>) -> Poll<Signal> {
        let mut state = self.state();
        if let Some(signal) = state.take() {
            return Poll::Ready(signal);
        }
        match &mut state.reader {
            Some(reader) => reader.clone_from(context.waker()),
            none => *none = Some(context.waker().clone()),
        }
        Poll::Pending
    }

    /// Whether signals were dropped since this was last asked.
    pub(crate) fn take_lagging(&self) -> bool {
        std::mem::take(&mut self.state().lagging)
    }
}

impl State {
    fn take(&mut self) -> Option<Signal> {
        if self.revoked {
            return Some(Signal::Revoked);
        }
        let signal = self.waiting.pop_front();
        if self.waiting.is_empty() && self.waiting.capacity() > KEPT {
            self.waiting = VecDeque::new();
        }
        signal
    }
}
