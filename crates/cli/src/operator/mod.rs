//! What an operator does at the command line, with or without a running server.
//!
//! A data folder has one user at a time. While a server runs, the command asks it over a socket in the folder
//! (`listener`, `caller`); otherwise the command opens the store itself. Both ways end in `work`.
//!
//! Never: a way around `messaging`; a socket that others than the server's own user can open.

mod caller;
mod listener;
mod request;
mod work;

pub(crate) use caller::{ask, ask_about, is_running, refuse_mistaken};
pub(crate) use listener::OperatorSocket;
pub(crate) use request::{AccountLine, Request};

/// The socket in a data folder.
const SOCKET: &str = "subrosa.sock";
