//! How the shop works: who answers for what, within what time, and which tickets it keeps an eye on.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::inbox::TicketOrder;
use subrosa_proto::level::{LevelHours, LevelPolicy, LevelTime, ServiceLevels};
use subrosa_proto::team::SaveTeam;
use subrosa_proto::ticket::{Priority, TicketStatus};
use subrosa_proto::view::{Filter, Holder, SaveView};
use subrosa_proto::{AccountId, TeamId};

use crate::failure::Failure;

const HOUR: u32 = 60;

/// Sets it all up, before the first customer writes; the team that returns go to.
pub(super) async fn begin(engage: &Engage, agents: &[Actor; 2]) -> Result<TeamId, Failure> {
    let [owner, _] = agents;
    let everyone: Vec<AccountId> = agents.iter().filter_map(Actor::person).collect();
    engage.set_service_levels(owner, levels()).await?;
    for view in views() {
        engage.create_view(owner, view).await?;
    }
    let team = |name: &str, key: &str, members: Vec<AccountId>| SaveTeam {
        name: name.to_owned(),
        key: key.to_owned(),
        members,
        assignment: None,
    };
    engage.create_team(owner, team("Payments", "payments", owner.person().into_iter().collect())).await?;
    Ok(engage.create_team(owner, team("Returns", "returns", everyone)).await?.id)
}

fn levels() -> ServiceLevels {
    let within = |minutes| Some(LevelTime { minutes, hours: LevelHours::Always });
    let urgent = LevelPolicy {
        name: "Urgent".to_owned(),
        priorities: vec![Priority::Urgent],
        labels: Vec::new(),
        first_response: within(30),
        next_response: within(HOUR),
        resolution: within(24 * HOUR),
        pauses: true,
    };
    let everyone = LevelPolicy {
        name: "Everyone".to_owned(),
        priorities: Vec::new(),
        first_response: within(24 * HOUR),
        next_response: within(24 * HOUR),
        resolution: None,
        ..urgent.clone()
    };
    ServiceLevels { policies: vec![urgent, everyone], warning_percent: 25 }
}

fn views() -> [SaveView; 2] {
    let view = |name: &str, order, of| SaveView { name: name.to_owned(), shared: true, order, filter: Filter::All(of) };
    let open = || Filter::Status(vec![TicketStatus::Open]);
    [
        view("Long waits", TicketOrder::Oldest, vec![open(), Filter::WaitingMinutes(240)]),
        view(
            "Needs someone",
            TicketOrder::Newest,
            vec![
                open(),
                Filter::Any(vec![Filter::Label("damaged".to_owned()), Filter::Assignee(Holder::Nobody)]),
                Filter::HasOrder(true),
            ],
        ),
    ]
}
