//! A store of real size: one brand, fifty agents, a hundred thousand customers, a million messages, three hundred thousand orders; for trying out how an inbox feels
//! then, and for measuring. Made through the same commands as everything else, many at a time.
//!
//! The same in every run but for ids and moments: who writes what, and how each ticket stands, follows from the customer's number.

mod customer;
mod orders;
mod words;

use std::sync::Arc;

use serde::Serialize;
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_messaging::Messaging;
use subrosa_messaging::accounts::NewPerson;
use subrosa_proto::AccountId;
use subrosa_proto::Timestamp;
use subrosa_proto::brand::{InviteMember, NewBrand, Role};
use tokio::task::JoinSet;

use super::people::PASSWORD;
use super::play::StoryClock;
use crate::failure::Failure;

/// How much there is to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) customers: usize,
    pub(crate) agents: usize,
}

impl Size {
    /// A hundred thousand customers with ten messages each.
    pub(crate) const LARGE: Self = Self { customers: 100_000, agents: 50 };
}

/// What was made.
#[derive(Debug, Serialize)]
pub(crate) struct Made {
    pub(crate) brand: &'static str,
    /// Who can sign in, as the brand's owner.
    pub(crate) handle: &'static str,
    pub(crate) password: &'static str,
    pub(crate) customers: usize,
    pub(crate) messages: usize,
    pub(crate) orders: usize,
}

const BRAND: &str = "emporium";
const OWNER: &str = "olga";
/// Customers whose stories are played at once, and after which the clock goes on.
const AT_ONCE: usize = 400;
/// Seconds between two things that happen: so customers wait for answers, some longer than others. Less than there are between two rounds.
const PACE: i64 = 1;
/// Over how many seconds it all happens.
const SPAN: i64 = 90 * 86_400;

/// Fills an empty store; `done` hears how many customers are ready.
pub(super) async fn fill(
    messaging: &Messaging,
    clock: &StoryClock,
    now: Timestamp,
    size: Size,
    done: impl Fn(usize),
) -> Result<Made, Failure> {
    clock.set(now.plus_seconds(-SPAN));
    clock.go(PACE);
    let agents: Arc<[Actor]> = brand(messaging, size.agents).await?.into();
    let engage = Engage::new(messaging.clone());
    let (mut messages, mut orders) = (0, 0);
    for first in (0..size.customers).step_by(AT_ONCE) {
        let last = (first + AT_ONCE).min(size.customers);
        let share =
            i64::try_from(size.customers - first).unwrap_or(0) * SPAN / i64::try_from(size.customers).unwrap_or(1);
        clock.set(now.plus_seconds(-share));
        let mut playing = JoinSet::new();
        for number in first..last {
            let (messaging, agents) = (messaging.clone(), Arc::clone(&agents));
            let is_recent = size.customers - number <= size.customers / 10;
            playing.spawn(async move { customer::play(&messaging, &agents, BRAND, number, is_recent).await });
        }
        while let Some(played) = playing.join_next().await {
            messages += played.map_err(Failure::new)??;
        }
        orders += orders::tell(&engage, &agents[0], first..last, now).await?;
        done(last);
    }
    clock.go(0);
    clock.set(now);
    Ok(Made { brand: BRAND, handle: OWNER, password: PASSWORD, customers: size.customers, messages, orders })
}

/// Makes the brand; its owner can sign in. All of its members, as those who act for it.
async fn brand(messaging: &Messaging, count: usize) -> Result<Vec<Actor>, Failure> {
    let engage = Engage::new(messaging.clone());
    let owner = person(messaging, OWNER.to_owned(), "Olga Emporium", Some(PASSWORD)).await?;
    let new = NewBrand { handle: BRAND.to_owned(), display_name: "Emporium".to_owned(), bio: String::new() };
    let brand = engage.create_brand(&owner, new).await?.account.id;
    let mut agents = vec![acting(&owner, brand, Role::Owner)?];
    for number in 1..count {
        let handle = format!("agent{number}");
        let agent = person(messaging, handle.clone(), &words::name(number), None).await?;
        engage.invite_member(&agents[0], InviteMember { handle, role: Some(Role::Agent), own_role: None }).await?;
        engage.join_brand(&agent, brand).await?;
        agents.push(acting(&agent, brand, Role::Agent)?);
    }
    Ok(agents)
}

fn acting(actor: &Actor, brand: AccountId, role: Role) -> Result<Actor, Failure> {
    match (actor.account(), actor.device()) {
        (Some(person), Some(device)) => Ok(Actor::Member { brand, held: role.into(), person, device }),
        _ => Err(Failure::new("a member is a person")),
    }
}

/// Someone with an account. Nobody is signed in on the device; it only says who acts.
async fn person(messaging: &Messaging, handle: String, name: &str, password: Option<&str>) -> Result<Actor, Failure> {
    let new = NewPerson {
        handle,
        display_name: Some(name.to_owned()),
        bio: String::new(),
        password: password.map(str::to_owned),
    };
    let account = messaging.create_account(&Actor::Operator, new).await?.id;
    Ok(Actor::Person { account, device: subrosa_proto::DeviceId::new(1) })
}
