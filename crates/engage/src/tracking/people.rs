//! Whom calls mean.

use std::collections::{HashMap, HashSet};

use subrosa_messaging::Error;
use subrosa_proto::AccountId;
use subrosa_proto::contact::IdentityKind;
use subrosa_store::visitors::{self, Subject, VisitorKind};
use subrosa_store::{Tx, identities};
use subrosa_track::{Call, What, Who};

use crate::Engage;

/// A call, and its place in the request.
pub(super) type Placed = (u32, Call);

/// A name of someone.
pub(super) type Name = (VisitorKind, String);

/// All who are meant by the calls of a request.
pub(super) struct People {
    brand: AccountId,
    known: HashMap<Name, Subject>,
    /// Names that this request brings.
    fresh: HashSet<Name>,
    /// Subjects that have become others.
    joined: HashMap<Subject, Subject>,
    pub(super) has_moves: bool,
}

/// Whether it is a contact's number. Those of visitors are below zero.
pub(super) const fn is_contact(subject: Subject) -> bool {
    subject.number() > 0
}

impl People {
    /// Looks for everyone who is named.
    pub(super) async fn find(tx: &mut Tx<'_>, brand: AccountId, calls: &[Placed]) -> Result<Self, Error> {
        let mut names: HashSet<Name> = HashSet::new();
        for (_, call) in calls {
            let Who { user, anonymous } = &call.who;
            names.extend(user.iter().map(|user| (VisitorKind::User, user.clone())));
            names.extend(anonymous.iter().map(|anonymous| (VisitorKind::Anonymous, anonymous.clone())));
            if let What::Same(previous) = &call.what {
                names.extend([VisitorKind::User, VisitorKind::Anonymous].map(|kind| (kind, previous.clone())));
            }
        }
        let names: Vec<Name> = names.into_iter().collect();
        let asked: Vec<(VisitorKind, &str)> = names.iter().map(|(kind, name)| (*kind, name.as_str())).collect();
        let visitors = visitors::find(tx, brand, &asked).await?;
        let users: Vec<&str> =
            names.iter().filter(|(kind, _)| *kind == VisitorKind::User).map(|(_, name)| name.as_str()).collect();
        let proved: Vec<(IdentityKind, &str)> = users.iter().map(|user| (IdentityKind::ExternalId, *user)).collect();
        let proved = identities::proved(tx, brand, &proved).await?;
        let contacts: HashMap<String, Subject> =
            users.into_iter().zip(proved).filter_map(|(user, contact)| Some((user.to_owned(), contact?))).collect();
        let known = names.into_iter().zip(visitors).filter_map(|((kind, name), visitor)| {
            let contact = if kind == VisitorKind::User { contacts.get(&name).copied() } else { None };
            Some(((kind, name), contact.or(visitor)?))
        });
        let known = known.collect();
        Ok(Self { brand, known, fresh: HashSet::new(), joined: HashMap::new(), has_moves: false })
    }

    /// Whom a name means, as far as is known.
    pub(super) fn known(&self, kind: VisitorKind, name: &str) -> Option<Subject> {
        self.known.get(&(kind, name.to_owned())).map(|subject| self.last(*subject))
    }

    /// Whom a name means; somebody new, where nobody is known by it.
    pub(super) fn named(&mut self, engage: &Engage, kind: VisitorKind, name: &str) -> Subject {
        if let Some(subject) = self.known(kind, name) {
            return subject;
        }
        let subject = Subject::new(-engage.messaging.next_id());
        self.set(kind, name, subject);
        subject
    }

    /// Whom a call means: its user, if it says one.
    pub(super) fn of(&mut self, engage: &Engage, who: &Who) -> Subject {
        match (&who.user, &who.anonymous) {
            (Some(user), _) => self.named(engage, VisitorKind::User, user),
            (None, anonymous) => self.named(engage, VisitorKind::Anonymous, anonymous.as_deref().unwrap_or_default()),
        }
    }

    /// Keeps that a name which nobody had means someone.
    pub(super) fn set(&mut self, kind: VisitorKind, name: &str, subject: Subject) {
        self.known.insert((kind, name.to_owned()), subject);
        self.fresh.insert((kind, name.to_owned()));
    }

    /// What has become of a subject.
    pub(super) fn last(&self, subject: Subject) -> Subject {
        let mut last = subject;
        while let Some(next) = self.joined.get(&last) {
            last = *next;
        }
        last
    }

    /// Whether it is known who uses a browser. That is said once: one that many people use does not make one person of them.
    pub(super) async fn is_someone(&mut self, tx: &mut Tx<'_>, browser: Subject) -> Result<bool, Error> {
        self.save(tx).await?;
        Ok(is_contact(browser) || visitors::has_user(tx, self.brand, browser).await?)
    }

    /// Makes two one, where one of them at least is no contact; a contact stays what it is.
    pub(super) async fn join(
        &mut self,
        tx: &mut Tx<'_>,
        engage: &Engage,
        one: Subject,
        other: Subject,
    ) -> Result<(), Error> {
        let (one, other) = (self.last(one), self.last(other));
        let (from, into) = match (is_contact(one), is_contact(other)) {
            _ if one == other => return Ok(()),
            (true, true) => return Ok(()),
            (true, false) => (other, one),
            (false, _) => (one, other),
        };
        self.save(tx).await?;
        self.has_moves |= engage.messaging.join_visitor(tx, self.brand, (from, into)).await?;
        self.joined.insert(from, into);
        Ok(())
    }

    /// Notes that someone is a contact, which was written down already.
    pub(super) fn became(&mut self, visitor: Subject, contact: Subject, is_left: bool) {
        self.joined.insert(visitor, contact);
        self.has_moves |= is_left;
    }

    /// Writes the names down that this request brings.
    pub(super) async fn save(&mut self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let fresh = std::mem::take(&mut self.fresh);
        let mut rows: Vec<(VisitorKind, &str, Subject)> = Vec::with_capacity(fresh.len());
        for (kind, name) in &fresh {
            if let Some(subject) = self.known(*kind, name) {
                rows.push((*kind, name, subject));
            }
        }
        Ok(visitors::insert_many(tx, self.brand, &rows).await?)
    }
}
