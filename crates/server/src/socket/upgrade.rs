//! A request that asks to become a WebSocket (RFC 6455, section 4.2).

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::Request;
use axum::http::request::Parts;
use axum::response::Response;
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use subrosa_proto::ErrorCode;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;

use super::line::Line;
use crate::http::Failure;

/// A handshake that is in order; the answer opens the line.
pub(crate) struct Upgrade {
    answer: Response,
    connection: OnUpgrade,
}

impl<S: Sync> FromRequestParts<S> for Upgrade {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let malformed = |why: String| Failure::detailed(ErrorCode::MalformedRequest, why);
        let mut request = Request::new(());
        request.method_mut().clone_from(&parts.method);
        request.headers_mut().clone_from(&parts.headers);
        *request.version_mut() = parts.version;
        let answer = create_response_with_body(&request, Body::empty).map_err(|why| malformed(why.to_string()))?;
        let connection = parts.extensions.remove::<OnUpgrade>();
        let connection = connection.ok_or_else(|| malformed("this connection can't become a socket".to_owned()))?;
        Ok(Self { answer, connection })
    }
}

impl Upgrade {
    /// Answers the request, and runs `session` on the line once it is open.
    pub(super) fn open<F>(self, session: impl FnOnce(Line<TokioIo<Upgraded>>) -> F + Send + 'static) -> Response
    where
        F: Future<Output = ()> + Send,
    {
        let Self { answer, connection } = self;
        tokio::spawn(async move {
            // An error means that the client was gone before its answer.
            if let Ok(upgraded) = connection.await {
                session(Line::over(TokioIo::new(upgraded)).await).await;
            }
        });
        answer
    }
}
