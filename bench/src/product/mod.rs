//! The product's figures, each measured at a client of the real server.

pub(crate) mod bots;
pub(crate) mod campaigns;
pub(crate) mod catch_up;
pub(crate) mod first;
pub(crate) mod idle;
pub(crate) mod inbox;
pub(crate) mod latency;
pub(crate) mod page;
pub(crate) mod ready;
pub(crate) mod segments;
pub(crate) mod throughput;
pub(crate) mod tracking;

use subrosa_client::Token;
use subrosa_client::raw::{Dialer, Reader, Writer, frame};

use crate::Failure;

/// Opens a socket and reads until the present is reached.
///
/// # Errors
/// When the server refuses.
pub(crate) async fn open(dialer: &Dialer, token: &Token) -> Result<(Writer, Reader), Failure> {
    let (mut writer, mut reader) = dialer.open(token).await?;
    writer.feed(frame("hello", None, &serde_json::json!({}))?).await?;
    writer.flush().await?;
    while let Some(frame) = reader.next().await? {
        if frame.kind() == "caught_up" {
            return Ok((writer, reader));
        }
    }
    Err("the server hung up".into())
}
