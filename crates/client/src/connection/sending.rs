//! Sending: what waits in the lanes goes to the server, and back into its lane when the answer is "not now".

use std::time::Duration;

use serde_json::value::RawValue;
use subrosa_proto::event::{Event as LogEvent, SendMessage, Sent};
use subrosa_proto::frame::InConversation;
use subrosa_proto::{ClientId, ErrorCode, Problem};
use tokio::time::Instant;

use super::frame;
use super::link::Link;
use super::service::Service;
use super::under_way::Sending;
use crate::http::asked_wait;
use crate::{Error, Event};

/// How long to wait for an application that has no room to hear of a failure.
const UNHEARD: Duration = Duration::from_secs(1);

impl Service {
    /// Puts every message that may go into the link, as long as there is room.
    pub(super) fn send_ready(&mut self, link: &mut Link) {
        let now = Instant::now();
        while link.has_room()
            && let Some(Sending { unsent, .. }) = self.lanes.take(now)
        {
            let client_id = unsent.client_id;
            let params = SendMessage::new(client_id, unsent.body.clone());
            let params = InConversation { conversation: unsent.conversation, params };
            let id = self.next_id();
            match frame::write("send_message", Some(id), &params) {
                Ok(frame) => {
                    link.write(frame);
                    self.waiting.send(id, client_id, now);
                }
                Err(error) => self.rest(client_id, &error),
            }
        }
    }

    /// The server answered a send.
    pub(super) fn send_answered(&mut self, client_id: ClientId, outcome: Result<Box<RawValue>, Error>) {
        let sent = outcome.and_then(|result| {
            serde_json::from_str::<Sent>(result.get()).map_err(|error| Error::protocol("answer to a send", &error))
        });
        match sent {
            Ok(sent) => self.settle(client_id, sent),
            Err(Error::Problem(problem)) if is_permanent(&problem) => self.fail(client_id, problem),
            Err(error) => self.rest(client_id, &error),
        }
    }

    /// An event came: if it is one of this outbox's messages, it has arrived.
    pub(super) fn echoed(&mut self, event: &LogEvent) {
        if self.account == Some(event.author) {
            self.settle(event.client_id, Sent { seq: event.seq, id: event.id, at: event.at });
        }
    }

    /// Sends a message again later.
    pub(super) fn rest(&mut self, client_id: ClientId, error: &Error) {
        if let Some(sending) = self.lanes.find(client_id) {
            let wait = asked_wait(error) + sending.backoff.next();
            tracing::debug!(?client_id, %error, ?wait, "a message has to wait");
            self.lanes.rest(client_id, Instant::now() + wait);
        }
    }

    fn settle(&mut self, client_id: ClientId, sent: Sent) {
        if let Some(sending) = self.lanes.settle(client_id) {
            self.keeper.remove(client_id);
            sending.answer(Ok(sent));
        }
    }

    /// Gives a message up, once someone has heard of it.
    fn fail(&mut self, client_id: ClientId, problem: Box<Problem>) {
        let Some(sending) = self.lanes.find(client_id) else { return };
        let conversation = sending.unsent.conversation;
        let awaited = sending.outcome.as_ref().is_some_and(|outcome| !outcome.is_closed());
        let told = self.feed.tell(Event::Failed { conversation, client_id, problem: problem.clone() });
        if !told && !awaited {
            self.lanes.rest(client_id, Instant::now() + UNHEARD);
        } else if let Some(sending) = self.lanes.settle(client_id) {
            self.keeper.remove(client_id);
            sending.answer(Err(Error::Problem(problem)));
        }
    }
}

/// Whether sending the same again can never succeed. A session that ended says nothing about the message.
fn is_permanent(problem: &Problem) -> bool {
    !problem.code.is_retryable() && !matches!(problem.code, ErrorCode::Unauthenticated | ErrorCode::DeviceRevoked)
}
