//! The first message of a new pair, from beginning the conversation to the acknowledgement; and a sign-in.

use std::path::Path;
use std::time::Instant;

use argon2::Argon2;
use subrosa_client::Http;
use subrosa_proto::account::{SignIn, SignUp};

use crate::Failure;
use crate::node::Node;
use crate::people::{Workshop, message};

/// Milliseconds of the first message of each of `count` new pairs, by someone who has `conversations` already.
///
/// # Errors
/// When the server fails.
pub(crate) async fn first_messages(folder: &Path, conversations: usize, count: usize) -> Result<Vec<f64>, Failure> {
    let workshop = Workshop::open(folder)?;
    let ada = workshop.person("ada").await?;
    workshop.acquaint(vec![ada.clone()], conversations).await?;
    for index in 0..count {
        workshop.person(&format!("friend{index}")).await?;
    }
    workshop.close(folder).await;
    let node = Node::start(folder).await?;
    let http = Http::new(&node.url())?.with_token(ada.token.clone());
    http.me().await?;
    let mut all = Vec::new();
    for index in 0..count {
        let begun = Instant::now();
        let started = http.start_conversation(&format!("friend{index}")).await?;
        http.send_message(started.conversation.id, &message()).await?;
        all.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    Ok(all)
}

/// Milliseconds of sign-ins.
pub(crate) struct SignIns {
    pub(crate) whole: Vec<f64>,
    /// Without hashing the password, which is most of it: the same hash, made right behind each, taken off.
    pub(crate) argon2_apart: Vec<f64>,
}

/// Signs in again and again.
///
/// # Errors
/// When the server fails.
pub(crate) async fn sign_ins(folder: &Path, count: usize) -> Result<SignIns, Failure> {
    let node = Node::start(folder).await?;
    let http = Http::new(&node.url())?;
    let (handle, password) = ("signs.in".to_owned(), "a long enough password".to_owned());
    let sign_up = SignUp {
        handle: handle.clone(),
        password: password.clone(),
        display_name: None,
        invite: None,
        device_name: None,
    };
    http.sign_up(&sign_up).await?;
    let mut all = SignIns { whole: Vec::new(), argon2_apart: Vec::new() };
    for _ in 0..count {
        let sign_in =
            SignIn { handle: handle.clone(), password: password.clone(), code: None, passkey: None, device_name: None };
        let begun = Instant::now();
        http.sign_in(&sign_in).await?;
        let whole = begun.elapsed().as_secs_f64() * 1e3;
        let begun = Instant::now();
        let mut hash = [0; 32];
        // The server's parameters are the library's own.
        let hashed = Argon2::default().hash_password_into(password.as_bytes(), b"sixteen bytes of", &mut hash);
        hashed.map_err(|error| error.to_string())?;
        all.whole.push(whole);
        all.argon2_apart.push(whole - begun.elapsed().as_secs_f64() * 1e3);
    }
    Ok(all)
}
