//! Teams, what is theirs, and who is at work.

use subrosa_proto::DeviceId;
use subrosa_proto::brand::Role;
use subrosa_proto::team::{AssignmentRule, Followed, Team};
use subrosa_proto::ticket::{Priority, Thread, Ticket, TicketStatus};
use subrosa_proto::{AccountId, ConversationId, TeamId, TicketId, Timestamp};
use subrosa_store::assignment::Worker;
use subrosa_store::bot_threads::BotThread;
use subrosa_store::devices::NewDevice;
use subrosa_store::tickets::Saved;
use subrosa_store::{
    Db, Error, assignment, availability, bot_threads, brand_members, devices, followers, teams, threads, tickets,
};

use crate::people::{ADA, GRACE, LINUS, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    teams_have_names_keys_and_members,
    a_team_has_a_list_and_a_count,
    who_waited_longest_stands_first,
    members_are_at_work_while_they_are_seen,
    who_could_be_given_what_waits_is_found,
    what_members_follow_is_theirs,
);

const RETURNS: TeamId = TeamId::new(1);
const SALES: TeamId = TeamId::new(2);

fn team(id: TeamId, name: &str, members: &[AccountId]) -> Team {
    Team { id, name: name.to_owned(), key: name.to_lowercase(), members: members.to_vec(), assignment: None }
}

async fn teams_have_names_keys_and_members(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        teams::insert(tx, SHOP, &team(SALES, "Sales", &[])).await?;
        teams::insert(tx, SHOP, &team(RETURNS, "Returns", &[GRACE, LINUS])).await?;
        assert_eq!(teams::count(tx, SHOP).await?, 2);
        assert_eq!(
            teams::list(tx, SHOP, 9).await?,
            [team(RETURNS, "Returns", &[GRACE, LINUS]), team(SALES, "Sales", &[])]
        );
        assert_eq!(teams::find(tx, SHOP, RETURNS).await?.as_deref(), Some("Returns"));
        assert_eq!(teams::find(tx, ADA, RETURNS).await?, None, "another's");
        assert_eq!(teams::find_like(tx, SHOP, "Returns", "elsewhere").await?, [RETURNS]);
        assert_eq!(teams::find_like(tx, SHOP, "Elsewhere", "sales").await?, [SALES]);
        let held = teams::hold(tx, &[(RETURNS, SHOP), (SALES, ADA), (TeamId::new(9), SHOP)]).await?;
        assert_eq!(held, [(RETURNS, SHOP)]);
        let called = teams::find_by_keys(tx, &[(SHOP, "sales"), (SHOP, "sal"), (ADA, "sales")]).await?;
        assert_eq!(called.into_iter().collect::<Vec<_>>(), [((SHOP, "sales".to_owned()), SALES)]);

        assert!(teams::update(tx, SHOP, &team(RETURNS, "Refunds", &[GRACE])).await?);
        assert!(!teams::update(tx, ADA, &team(RETURNS, "Mine", &[])).await?);
        teams::drop_member(tx, ADA, GRACE).await?;
        assert_eq!(teams::list(tx, SHOP, 1).await?, [team(RETURNS, "Refunds", &[GRACE])]);
        teams::drop_member(tx, SHOP, GRACE).await?;
        assert_eq!(teams::list(tx, SHOP, 1).await?, [team(RETURNS, "Refunds", &[])]);
        assert!(!teams::remove(tx, ADA, RETURNS).await?);
        assert!(teams::remove(tx, SHOP, RETURNS).await?);
        assert_eq!(teams::list(tx, SHOP, 9).await?, [team(SALES, "Sales", &[])]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
    let twice = db.write(async |tx| teams::insert(tx, SHOP, &team(RETURNS, "Sales", &[])).await).await;
    assert!(matches!(twice, Err(Error::Conflict)));
}

fn ticket(id: i64, team: Option<TeamId>, queued_at: Option<i64>) -> Ticket {
    Ticket {
        id: TicketId::new(id),
        ordinal: id,
        status: TicketStatus::Open,
        snoozed_until: None,
        assignee: queued_at.is_none().then_some(GRACE),
        team,
        queued_at: queued_at.map(at),
        quiet_since: None,
        priority: Priority::Normal,
        labels: Vec::new(),
        opened_at: at(id),
        opened_seq: 1,
        waiting_since: None,
        first_response_at: None,
        resolved_at: None,
        promise: None,
    }
}

async fn keep(db: &Db, all: Vec<Ticket>) {
    db.write(async move |tx| {
        let saved: Vec<_> = all
            .iter()
            .map(|ticket| Saved {
                brand: SHOP,
                conversation: ConversationId::new(ticket.id.number()),
                ticket,
                activity: at(ticket.id.number()),
                stirred_at: at(ticket.id.number()),
            })
            .collect();
        tickets::save_many(tx, &saved).await
    })
    .await
    .expect("writes");
}

async fn a_team_has_a_list_and_a_count(db: &Db) {
    with_a_shop(db).await;
    let resolved = Ticket { status: TicketStatus::Resolved, ..ticket(4, Some(RETURNS), None) };
    let of = |id, team| ticket(id, team, None);
    keep(db, vec![of(1, Some(RETURNS)), of(2, None), of(3, Some(RETURNS)), resolved, of(5, Some(SALES))]).await;
    db.read(async |tx| {
        let open = (SHOP, TicketStatus::Open);
        let (first, last) = (Timestamp::from_microseconds(i64::MAX), Timestamp::from_microseconds(0));
        let ids = |listed: Vec<tickets::Listed>| listed.iter().map(|one| one.ticket.id.number()).collect::<Vec<_>>();
        let newest = tickets::newest_of_team(tx, open, RETURNS, (first, TicketId::new(i64::MAX)), 9).await?;
        assert_eq!(ids(newest), [3, 1]);
        let oldest = tickets::oldest_of_team(tx, open, RETURNS, (last, TicketId::new(0)), 9).await?;
        assert_eq!(ids(oldest), [1, 3]);
        let counts = tickets::count_of_teams(tx, SHOP, &[RETURNS, SALES, TeamId::new(9)], 9).await?;
        assert_eq!(counts, [(RETURNS, 2), (SALES, 1)]);
        assert_eq!(tickets::count_of_teams(tx, SHOP, &[RETURNS], 1).await?, [(RETURNS, 1)]);
        let mut left = tickets::of_team(tx, SHOP, RETURNS, 9).await?;
        left.sort_unstable();
        assert_eq!(left, [ConversationId::new(1), ConversationId::new(3)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
}

async fn who_waited_longest_stands_first(db: &Db) {
    with_a_shop(db).await;
    let waiting = |id, team, since| ticket(id, team, Some(since));
    let all = vec![
        waiting(1, None, 30),
        waiting(2, None, 10),
        waiting(3, Some(RETURNS), 20),
        waiting(4, None, 10),
        ticket(5, None, None),
    ];
    keep(db, all.clone()).await;
    db.read(async move |tx| {
        let mut places = Vec::new();
        for ticket in &all {
            places.push(tickets::place_in_queue(tx, SHOP, ticket).await?);
        }
        assert_eq!(places, [Some(2), Some(0), Some(0), Some(1), None]);
        let wanted: Vec<_> = all.iter().rev().map(|ticket| (SHOP, ticket)).collect();
        places.reverse();
        assert_eq!(tickets::places_in_queue(tx, &wanted).await?, places);
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
}

async fn members_are_at_work_while_they_are_seen(db: &Db) {
    with_a_shop(db).await;
    keep(db, vec![ticket(1, None, None)]).await;
    let phone = DeviceId::new(7);
    db.write(async move |tx| {
        let device = NewDevice {
            id: phone,
            account: GRACE,
            name: "phone",
            token_hash: b"token",
            request_key: None,
            address_key: None,
            created_at: at(1),
        };
        devices::insert(tx, &device).await?;
        brand_members::insert(tx, SHOP, LINUS, Role::Agent, (at(5), None)).await?;
        brand_members::set_capacity(tx, SHOP, GRACE, Some(4)).await?;
        let seen = async |tx: &mut subrosa_store::Tx<'_>, since| {
            let members = brand_members::list(tx, SHOP, at(since), 9).await?;
            Ok::<_, Error>(
                members.iter().map(|one| (one.available, one.away, one.load, one.capacity)).collect::<Vec<_>>(),
            )
        };
        let linus = (false, false, 0, None);
        assert_eq!(seen(tx, 0).await?, [(false, false, 1, Some(4)), linus], "nobody was ever seen");
        // Who is no member, or a device that is not known, is not noted.
        availability::see_many(tx, &[(ADA, phone), (SHOP, phone), (SHOP, DeviceId::new(8))], at(20)).await?;
        assert_eq!(seen(tx, 20).await?, [(true, false, 1, Some(4)), linus]);
        assert_eq!(seen(tx, 21).await?, [(false, false, 1, Some(4)), linus], "not for too long");
        availability::set_away(tx, SHOP, GRACE, true, at(30)).await?;
        availability::see_many(tx, &[(SHOP, phone)], at(40)).await?;
        assert_eq!(
            seen(tx, 40).await?,
            [(false, true, 1, Some(4)), linus],
            "being seen does not bring back who is away"
        );
        availability::set_away(tx, SHOP, GRACE, false, at(50)).await?;
        assert_eq!(seen(tx, 50).await?, [(true, false, 1, Some(4)), linus]);
        availability::remove(tx, SHOP, GRACE).await?;
        assert_eq!(seen(tx, 0).await?, [(false, false, 1, Some(4)), linus]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn who_could_be_given_what_waits_is_found(db: &Db) {
    with_a_shop(db).await;
    let mine = ticket(5, None, None);
    let labelled = Ticket { labels: vec!["es".to_owned(), "late".to_owned()], ..ticket(3, Some(RETURNS), Some(10)) };
    keep(db, vec![ticket(1, None, Some(30)), ticket(2, None, Some(20)), labelled, ticket(4, None, Some(1)), mine])
        .await;
    db.write(async move |tx| {
        // A bot is at the fourth.
        let at_it = BotThread { wanted: 1, ..BotThread::new(ConversationId::new(4), SHOP) };
        bot_threads::save_many(tx, &[&at_it]).await?;
        assert_eq!(assignment::rule(tx, SHOP).await?, AssignmentRule::ByHand);
        assert_eq!(assignment::brands_with_waiting(tx, 9).await?, []);
        let by_skill = Team { assignment: Some(AssignmentRule::BySkill), ..team(RETURNS, "Returns", &[GRACE]) };
        teams::insert(tx, SHOP, &by_skill).await?;
        assignment::refresh(tx, SHOP).await?;
        assert_eq!(teams::list(tx, SHOP, 9).await?, std::slice::from_ref(&by_skill));
        assert_eq!(assignment::brands_with_waiting(tx, 9).await?, [SHOP]);
        teams::update(tx, SHOP, &Team { assignment: None, ..by_skill }).await?;
        assignment::refresh(tx, SHOP).await?;
        assert_eq!(assignment::brands_with_waiting(tx, 9).await?, []);
        assignment::set_rule(tx, SHOP, AssignmentRule::LeastLoad).await?;
        assert_eq!(assignment::rule(tx, SHOP).await?, AssignmentRule::LeastLoad);
        assert_eq!(assignment::brands_with_waiting(tx, 9).await?, [SHOP]);

        let waiting = assignment::waiting(tx, SHOP, &[None, Some(RETURNS)], 9).await?;
        let found: Vec<_> = waiting.iter().map(|one| (one.conversation.number(), one.team, one.labels.len())).collect();
        assert_eq!(found, [(3, Some(RETURNS), 2), (2, None, 0), (1, None, 0)]);
        let limited = assignment::waiting(tx, SHOP, &[None], 1).await?;
        assert_eq!(limited.iter().map(|one| one.conversation.number()).collect::<Vec<_>>(), [2]);

        assignment::lock(tx, &[SHOP]).await?;
        brand_members::insert(tx, SHOP, LINUS, Role::Analyst, (at(5), Some(at(5)))).await?;
        brand_members::set_capacity(tx, SHOP, GRACE, Some(4)).await?;
        brand_members::set_skills(tx, SHOP, GRACE, &["es".to_owned(), "fr".to_owned()]).await?;
        availability::set_away(tx, SHOP, GRACE, false, at(50)).await?;
        assignment::set_turns(tx, SHOP, &[(GRACE, 3)]).await?;
        let grace = Worker {
            member: GRACE,
            available: true,
            load: 1,
            capacity: Some(4),
            skills: vec!["es".to_owned(), "fr".to_owned()],
            turn: 3,
        };
        assert_eq!(assignment::workers(tx, SHOP, at(50)).await?, std::slice::from_ref(&grace));
        assignment::forget(tx, SHOP, GRACE).await?;
        let gone = Worker { available: false, turn: 0, ..grace };
        assert_eq!(assignment::workers(tx, SHOP, at(51)).await?, [gone]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_members_follow_is_theirs(db: &Db) {
    with_a_shop(db).await;
    db.write(async move |tx| {
        let ticket = Ticket { status: TicketStatus::Resolved, ..ticket(1, None, None) };
        let saved = Saved { brand: SHOP, conversation: ORDER, ticket: &ticket, activity: at(6), stirred_at: at(6) };
        tickets::save_many(tx, &[saved]).await?;
        let thread = Thread { epoch: 1, journal: 1, ticket: Some(ticket.clone()), ..Thread::default() };
        threads::update_many(tx, &[(ORDER, &thread)]).await?;
        let (grace, linus) = ((SHOP, GRACE), (SHOP, LINUS));
        followers::save(tx, grace, ORDER, 1).await?;
        followers::save(tx, grace, TALK, 7).await?;
        followers::save(tx, linus, ORDER, 2).await?;
        followers::save(tx, grace, ORDER, 3).await?;
        let mut both = [Followed { conversation: ORDER, seen: 3 }, Followed { conversation: TALK, seen: 7 }];
        both.sort_unstable_by_key(|one| one.conversation);
        assert_eq!(followers::list(tx, grace, 9).await?, both);
        let first = (Timestamp::from_microseconds(i64::MAX), TicketId::new(i64::MAX));
        let found = followers::newest(tx, grace, first, 9).await?;
        assert_eq!(found, [tickets::Listed { ticket, conversation: ORDER, activity: at(6) }]);
        assert_eq!(followers::newest(tx, grace, (at(6), TicketId::new(1)), 9).await?, []);
        followers::remove(tx, grace, TALK).await?;
        assert_eq!(followers::list(tx, grace, 9).await?, [Followed { conversation: ORDER, seen: 3 }]);
        followers::remove_all(tx, SHOP, GRACE).await?;
        assert_eq!(followers::list(tx, grace, 9).await?, []);
        assert_eq!(followers::list(tx, linus, 9).await?, [Followed { conversation: ORDER, seen: 2 }]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
