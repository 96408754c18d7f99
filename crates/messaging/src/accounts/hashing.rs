//! Passwords: argon2id, off the runtime's threads, a few at once.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use subrosa_proto::ErrorCode;
use subrosa_proto::limits::PASSWORD_CHARACTERS;
use tokio::sync::Semaphore;

use crate::Error;

/// Hashes passwords. More than `concurrent` wait in line, so that sign-ins can't take all memory and cores.
pub(crate) struct Hasher {
    turns: Arc<Semaphore>,
    /// Places in the line, the ones whose turn it is included.
    line: Arc<Semaphore>,
}

/// How many may be in the line; more are turned away as `overloaded`.
const LINE: usize = 256;

impl Hasher {
    pub(crate) fn new(concurrent: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(concurrent.clamp(1, LINE))), line: Arc::new(Semaphore::new(LINE)) }
    }

    /// The hash of a new password (PHC string format; parameters as the library recommends: 19 MiB, two passes).
    pub(crate) async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String, Error> {
        self.in_turn(move || {
            Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string()).map_err(
                |error| {
                    tracing::error!(%error, "a password could not be hashed");
                    Error::new(ErrorCode::Internal)
                },
            )
        })
        .await?
    }

    /// Whether a password is the one that was hashed. Without a hash it takes as long and is always wrong, so that
    /// an answer's time does not tell whether an account exists.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        self.in_turn(move || {
            let Some(hash) = hash else {
                let _spent = Argon2::default().hash_password_with_salt(password.as_bytes(), &[0; 16]);
                return false;
            };
            PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let busy = || Error::new(ErrorCode::Overloaded);
        let place = Arc::clone(&self.line).try_acquire_owned().map_err(|_| busy())?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| busy())?;
        let hashing = move || {
            let done = work();
            // Here, because a caller who goes away meanwhile must not make room for another before this one is done.
            drop((turn, place));
            done
        };
        tokio::task::spawn_blocking(hashing).await.map_err(|_| busy())
    }
}

/// Checks a password that someone wants to have.
pub(crate) fn check(password: &str, handle: &str) -> Result<(), Error> {
    let wrong = |why: &str| Err(Error::field(ErrorCode::PasswordInvalid, "password", why));
    let characters = password.chars().count();
    if characters < *PASSWORD_CHARACTERS.start() {
        return wrong("it has fewer than 8 characters");
    }
    if characters > *PASSWORD_CHARACTERS.end() {
        return wrong("it has more than 256 characters");
    }
    if password.eq_ignore_ascii_case(handle) {
        return wrong("it is the handle");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn who_goes_away_makes_no_room_before_the_work_is_done() {
        let hasher = Hasher::new(1);
        let (go_on, wait) = mpsc::channel::<()>();
        let (begun, has_begun) = tokio::sync::oneshot::channel::<()>();
        {
            let working = hasher.in_turn(move || {
                drop(begun);
                let _ended = wait.recv();
            });
            tokio::select! {
                _ = working => panic!("it waits"),
                _ = has_begun => {}
            }
        }
        assert_eq!(hasher.turns.available_permits(), 0);
        drop(go_on);
        assert_eq!(hasher.in_turn(|| 7).await.expect("its turn"), 7);
    }

    #[tokio::test]
    async fn a_line_that_is_full_turns_people_away() {
        let hasher = Hasher::new(1);
        let _all = hasher.line.acquire_many(256).await.expect("places");
        assert_eq!(hasher.in_turn(|| ()).await.expect_err("no place").code(), ErrorCode::Overloaded);
    }
}
