//! The client's one task: opens sessions, one after the other, until it is told to stop or its token is refused.
//!
//! Lifecycle: started by the builder; ended by [`Client::close`](crate::Client::close), by the drop of the last
//! handle, or by the server's refusal.
//!
//! Never: waiting for the application. A full queue to it makes the feed fall behind, nothing more.

use subrosa_proto::ErrorCode;

use super::service::Service;
use super::session::End;
use super::waiting::Request;
use crate::http::asked_wait;
use crate::{Error, Status};

impl Service {
    /// Runs until the end.
    pub(crate) async fn run(mut self) {
        let error = self.sessions().await;
        self.requests.close();
        self.waiting.end(&error);
        while let Some(request) = self.requests.recv().await {
            if let Request::Command(command) | Request::Watch(_, command) = request {
                self.waiting.command(command);
            }
        }
        self.waiting.end(&error);
        self.say(Status::Ended(error));
    }

    /// One session after the other; returns why there is no other.
    async fn sessions(&mut self) -> Error {
        let stop = self.stop.clone();
        loop {
            self.say(Status::Connecting);
            let Some(opened) = stop.run_until_cancelled(self.opener.open()).await else { return Error::Closed };
            let end = match opened {
                Ok(link) => self.session(link).await,
                Err(error) => End::Lost { wait: asked_wait(&error), error },
            };
            self.waiting.interrupted();
            self.lanes.interrupted();
            let wait = match end {
                End::Stopped => return Error::Closed,
                End::Behind => self.backoff.next(),
                End::Lost { error, .. } if is_final(&error) => return error,
                End::Lost { error, wait } => {
                    let retry_in = wait + self.backoff.next();
                    tracing::debug!(%error, ?retry_in, "the connection is gone");
                    self.say(Status::Waiting { error, retry_in });
                    retry_in
                }
            };
            if stop.run_until_cancelled(tokio::time::sleep(wait)).await.is_none() {
                return Error::Closed;
            }
        }
    }
}

/// Whether connecting again can't help: the account has to be signed in anew.
fn is_final(error: &Error) -> bool {
    let code = error.code();
    matches!(error, Error::Token)
        || matches!(code, Some(ErrorCode::Unauthenticated | ErrorCode::DeviceRevoked | ErrorCode::AccountDisabled))
}
