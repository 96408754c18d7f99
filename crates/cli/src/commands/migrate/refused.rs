//! What stands in the way of a move, and what to do about it.

use subrosa_store::Error;
use subrosa_store::copy::{CopyError, Place};

use crate::failure::Failure;
use crate::parts;

pub(super) fn explain(error: CopyError, to: Place) -> Failure {
    let from = match to {
        Place::Folder => Place::Postgresql,
        Place::Postgresql => Place::Folder,
    };
    let hint = match (&error, to) {
        (CopyError::Source(cause), _) => return on(from, cause.clone()).about("the store to move"),
        (CopyError::Target(cause), _) => return on(to, cause.clone()).about("the place to move it to"),
        (CopyError::Served, _) => "stop every server and every other command that uses it, then run this again",
        (CopyError::Filled(_), Place::Folder) => {
            "name another folder with --data, or move its subrosa.db away; nothing was changed"
        }
        (CopyError::Filled(_), Place::Postgresql) => {
            "name an empty database in `postgres.url`; `createdb` makes one; nothing was changed"
        }
        (CopyError::OtherCopy, Place::Folder) => {
            "if that move was given up, remove the folder's subrosa.db, which never was whole, and run this again"
        }
        (CopyError::OtherCopy, Place::Postgresql) => {
            "if that move was given up, make the database anew with `dropdb` and `createdb`, it never was whole, and run this again"
        }
        (CopyError::MovedElsewhere, _) => {
            "serve it there, or run this with that place again if it did not come to its end; if that place was given up, \
             `subrosa new-epoch` takes this store into use again, and then it can be moved"
        }
        (CopyError::Raced, _) => "let that one come to its end; or stop it, and run this again",
        (CopyError::Differs { .. }, Place::Folder) => {
            "one of them was changed meanwhile: remove the folder's subrosa.db and run this again; \
             the store in PostgreSQL can be served as before"
        }
        (CopyError::Differs { .. }, Place::Postgresql) => {
            "one of them was changed meanwhile: make the database anew with `dropdb` and `createdb` and run this again; \
             the store in the folder can be served as before"
        }
    };
    Failure::new(error).hint(hint)
}

fn on(place: Place, error: Error) -> Failure {
    match place {
        Place::Folder => error.into(),
        Place::Postgresql => parts::not_connected(error),
    }
}
