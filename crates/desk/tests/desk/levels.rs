//! The clocks of service levels: by hand, and by any course of a ticket.

use proptest::prelude::*;
use subrosa_desk::hours::Hours;
use subrosa_desk::levels::Levels;
use subrosa_desk::{Now, bot_wrote, change, customer_wrote, member_wrote, wake};
use subrosa_proto::hours::{BusinessHours, Opening, Weekday};
use subrosa_proto::journal::Happening;
use subrosa_proto::level::{LevelClock, LevelHours, LevelPolicy, LevelTarget, LevelTime, Promise, ServiceLevels};
use subrosa_proto::ticket::{Priority, Thread, TicketChange, TicketStatus};
use subrosa_proto::{AccountId, TicketId, Timestamp};

const ANNA: AccountId = AccountId::new(7);
const BOT: AccountId = AccountId::new(8);
const MINUTE: i64 = 60_000;

fn time(minutes: u32, hours: LevelHours) -> Option<LevelTime> {
    Some(LevelTime { minutes, hours })
}

fn policy(name: &str, hours: LevelHours, minutes: u32) -> LevelPolicy {
    LevelPolicy {
        name: name.to_owned(),
        priorities: Vec::new(),
        labels: Vec::new(),
        first_response: time(minutes, hours),
        next_response: time(2 * minutes, hours),
        resolution: time(8 * minutes, hours),
        pauses: true,
    }
}

/// From nine to five on weekdays.
fn weekdays(zone: &str) -> Hours {
    let opening = |day| Opening { day, opens: "09:00".to_owned(), closes: "17:00".to_owned() };
    let openings = Weekday::ALL[..5].iter().map(|day| opening(*day)).collect();
    Hours::of(&BusinessHours { zone: zone.to_owned(), openings, holidays: Vec::new() }).expect("good hours")
}

fn levels(policies: Vec<LevelPolicy>) -> Levels {
    Levels::new(ServiceLevels { policies, warning_percent: 25 }, weekdays("Europe/Berlin"))
}

fn at(text: &str) -> Timestamp {
    Timestamp::from_microseconds(text.parse::<jiff::Timestamp>().expect("a moment").as_microsecond())
}

fn after(from: Timestamp, minutes: i64) -> Timestamp {
    from.plus_seconds(60 * minutes)
}

/// A conversation whose brand keeps these levels.
struct Course {
    levels: Levels,
    thread: Thread,
    seq: i64,
    told: Vec<(Timestamp, Happening)>,
}

impl Course {
    fn new(levels: Levels) -> Self {
        Self { levels, thread: Thread::default(), seq: 0, told: Vec::new() }
    }

    fn deed(&mut self, at: Timestamp, by: (Option<AccountId>, bool), deed: impl FnOnce(&mut Thread, Now)) {
        let before = self.thread.ticket.clone();
        self.seq += 1;
        deed(&mut self.thread, Now { at, seq: self.seq, fresh: TicketId::new(self.seq) });
        let Some(ticket) = &mut self.thread.ticket else { return };
        let told = self.levels.follow(before.as_ref(), ticket, by, at);
        self.told.extend(told.into_iter().map(|what| (at, what)));
    }

    fn customer(&mut self, at: Timestamp) {
        self.deed(at, (None, false), |thread, now| drop(customer_wrote(thread, now, 3_600)));
    }

    fn member(&mut self, at: Timestamp) {
        self.deed(at, (Some(ANNA), true), |thread, now| drop(member_wrote(thread, ANNA, now)));
    }

    fn bot(&mut self, at: Timestamp) {
        self.deed(at, (Some(BOT), false), |thread, now| drop(bot_wrote(thread, now.seq)));
    }

    fn look(&mut self, at: Timestamp) {
        self.deed(at, (None, false), |_, _| {});
    }

    fn wake(&mut self, at: Timestamp) {
        self.deed(at, (None, false), |thread, now| drop(wake(thread, now.at)));
    }

    fn change(&mut self, at: Timestamp, wanted: &TicketChange) {
        self.deed(at, (Some(ANNA), false), |thread, now| drop(change(thread, wanted, now.at)));
    }

    fn to(&mut self, at: Timestamp, status: TicketStatus) {
        self.change(at, &TicketChange { status: Some(status), ..TicketChange::default() });
    }

    fn clock(&self, target: LevelTarget) -> Option<LevelClock> {
        let promise = self.thread.ticket.as_ref().and_then(|ticket| ticket.promise.as_ref());
        promise.and_then(|promise| promise.clocks.iter().copied().find(|clock| clock.target == target))
    }

    fn due(&self, target: LevelTarget) -> Option<Timestamp> {
        self.clock(target).and_then(|clock| clock.due_at)
    }

    /// What was told, in short.
    fn told(&self) -> Vec<String> {
        let short = |(at, what): &(Timestamp, Happening)| {
            let minute = at.milliseconds().rem_euclid(60 * MINUTE) / MINUTE;
            match what {
                Happening::DueSoon { target, .. } => format!("{minute} soon {target:?}"),
                Happening::Breached { target, policy, .. } => format!("{minute} breached {target:?} {policy}"),
                Happening::Kept { target, policy, .. } => format!("{minute} kept {target:?} {policy}"),
                other => format!("{minute} {other:?}"),
            }
        };
        self.told.iter().map(short).collect()
    }
}

// A Monday at ten in Berlin.
const MONDAY: &str = "2026-11-02T09:00:00Z";

#[test]
fn an_answer_in_time_keeps_the_promise_and_the_next_wait_begins_another() {
    let mut course = Course::new(levels(vec![policy("All", LevelHours::Always, 30)]));
    let begin = at(MONDAY);
    course.customer(begin);
    assert_eq!(course.due(LevelTarget::FirstResponse), Some(after(begin, 30)));
    course.look(after(begin, 21));
    assert_eq!(course.told(), [] as [&str; 0]);
    // A quarter of half an hour is left.
    course.look(begin.plus_seconds(22 * 60 + 30));
    course.look(after(begin, 23));
    course.member(after(begin, 25));
    assert_eq!(course.due(LevelTarget::FirstResponse), None);
    course.customer(after(begin, 40));
    assert_eq!(course.due(LevelTarget::NextResponse), Some(after(begin, 100)));
    course.to(after(begin, 41), TicketStatus::Resolved);
    assert_eq!(course.thread.ticket.as_ref().expect("a ticket").promise, None);
    assert_eq!(course.told(), ["22 soon FirstResponse", "25 kept FirstResponse All", "41 kept Resolution All"]);
}

#[test]
fn what_is_due_is_told_once_and_a_late_answer_keeps_nothing() {
    let mut course = Course::new(levels(vec![policy("All", LevelHours::Always, 30)]));
    let begin = at(MONDAY);
    course.customer(begin);
    // Nobody looked in time: the answer itself finds that it is late.
    course.member(after(begin, 31));
    course.look(after(begin, 32));
    assert_eq!(course.told(), ["31 breached FirstResponse All"]);
    assert_eq!(course.due(LevelTarget::FirstResponse), None);
}

#[test]
fn a_bot_keeps_nothing_and_ends_the_wait() {
    let mut course = Course::new(levels(vec![policy("All", LevelHours::Always, 30)]));
    let begin = at(MONDAY);
    course.customer(begin);
    course.bot(after(begin, 1));
    assert_eq!((course.due(LevelTarget::FirstResponse), course.told().len()), (None, 0));
    course.customer(after(begin, 20));
    assert_eq!(course.due(LevelTarget::FirstResponse), Some(after(begin, 50)), "no person has answered yet");
}

#[test]
fn the_first_policy_that_fits_holds_and_another_takes_what_has_passed() {
    let urgent = LevelPolicy { priorities: vec![Priority::Urgent], ..policy("Urgent", LevelHours::Always, 10) };
    let vip = LevelPolicy { labels: vec!["vip".to_owned()], ..policy("Vip", LevelHours::Always, 20) };
    let mut course = Course::new(levels(vec![urgent, vip, policy("All", LevelHours::Always, 60)]));
    let begin = at(MONDAY);
    course.customer(begin);
    assert_eq!(course.due(LevelTarget::FirstResponse), Some(after(begin, 60)));
    course.change(after(begin, 5), &TicketChange { add_labels: vec!["vip".to_owned()], ..TicketChange::default() });
    assert_eq!(course.due(LevelTarget::FirstResponse), Some(after(begin, 20)));
    let urgent = TicketChange { priority: Some(Priority::Urgent), ..TicketChange::default() };
    course.change(after(begin, 12), &urgent);
    // Ten minutes had passed already.
    assert_eq!(course.due(LevelTarget::FirstResponse), Some(after(begin, 12)));
    course.look(after(begin, 12));
    let normal = TicketChange { priority: Some(Priority::Normal), ..TicketChange::default() };
    course.change(after(begin, 13), &normal);
    assert!(course.clock(LevelTarget::FirstResponse).expect("a clock").is_breached, "it stays breached");
    course.member(after(begin, 14));
    assert_eq!(course.told(), ["12 breached FirstResponse Urgent"]);
}

#[test]
fn what_is_promised_no_more_is_never_breached() {
    let mut course = Course::new(levels(vec![policy("All", LevelHours::Always, 30)]));
    let begin = at(MONDAY);
    course.customer(begin);
    course.levels = levels(Vec::new());
    course.look(after(begin, 40));
    assert_eq!((course.thread.ticket.as_ref().expect("a ticket").promise.clone(), course.told().len()), (None, 0));
}

#[test]
fn business_hours_pass_over_nights_and_weekends() {
    let mut course = Course::new(levels(vec![policy("All", LevelHours::Business, 60)]));
    // Half an hour before closing on a Friday.
    course.customer(at("2026-11-06T15:30:00Z"));
    assert_eq!(course.due(LevelTarget::FirstResponse), Some(at("2026-11-09T08:30:00Z")));
    assert_eq!(course.due(LevelTarget::Resolution), Some(at("2026-11-09T15:30:00Z")));
}

#[test]
fn a_night_in_which_clocks_are_set_is_as_long_as_it_is() {
    let hours = |zone| {
        let opening = |day| Opening { day, opens: "00:00".to_owned(), closes: "06:00".to_owned() };
        let openings = Weekday::ALL.iter().map(|day| opening(*day)).collect();
        Hours::of(&BusinessHours { zone, openings, holidays: Vec::new() }).expect("good hours")
    };
    let all = ServiceLevels { policies: vec![policy("All", LevelHours::Business, 6 * 60)], warning_percent: 25 };
    let mut course = Course::new(Levels::new(all, hours("Europe/Berlin".to_owned())));
    // From midnight on: an hour is left out, so one of the next night is needed.
    course.customer(at("2026-03-28T23:00:00Z"));
    assert_eq!(course.due(LevelTarget::FirstResponse), Some(at("2026-03-29T23:00:00Z")));
}

#[test]
fn a_clock_rests_while_the_ticket_is_put_aside() {
    let mut course = Course::new(levels(vec![policy("All", LevelHours::Always, 30)]));
    let begin = at(MONDAY);
    course.customer(begin);
    course.to(after(begin, 10), TicketStatus::Pending);
    assert_eq!(course.due(LevelTarget::FirstResponse), None);
    assert_eq!(course.clock(LevelTarget::FirstResponse).map(|clock| clock.left), Some(20 * MINUTE));
    course.look(after(begin, 500));
    course.to(after(begin, 600), TicketStatus::Open);
    assert_eq!(course.due(LevelTarget::FirstResponse), Some(after(begin, 620)));
    let until = after(begin, 700);
    let snooze =
        TicketChange { status: Some(TicketStatus::Snoozed), snoozed_until: Some(until), ..TicketChange::default() };
    course.change(after(begin, 605), &snooze);
    course.wake(after(begin, 701));
    assert_eq!(course.due(LevelTarget::FirstResponse), Some(after(begin, 716)));
    assert_eq!(course.told(), [] as [&str; 0]);
}

#[test]
fn unless_the_policy_says_otherwise() {
    let goes_on = LevelPolicy { pauses: false, ..policy("All", LevelHours::Always, 30) };
    let mut course = Course::new(levels(vec![goes_on]));
    let begin = at(MONDAY);
    course.customer(begin);
    course.to(after(begin, 10), TicketStatus::Pending);
    assert_eq!(course.due(LevelTarget::FirstResponse), Some(after(begin, 30)));
}

#[derive(Debug, Clone)]
enum Step {
    Customer,
    Member,
    Bot,
    Look,
    Wake,
    To(TicketStatus),
    Priority(Priority),
}

fn step() -> impl Strategy<Value = Step> {
    let status = proptest::sample::select(vec![
        TicketStatus::Open,
        TicketStatus::Pending,
        TicketStatus::Snoozed,
        TicketStatus::Resolved,
    ]);
    let priority = proptest::sample::select(vec![Priority::Normal, Priority::Urgent]);
    prop_oneof![
        3 => Just(Step::Customer),
        2 => Just(Step::Member),
        1 => Just(Step::Bot),
        3 => Just(Step::Look),
        1 => Just(Step::Wake),
        3 => status.prop_map(Step::To),
        1 => priority.prop_map(Step::Priority),
    ]
}

fn any_levels() -> impl Strategy<Value = Levels> {
    let hours = proptest::sample::select(vec![LevelHours::Always, LevelHours::Business]);
    let zone = proptest::sample::select(vec!["Europe/Berlin", "Australia/Lord_Howe", "America/New_York"]);
    (hours, zone, 1..400_u32, 1..400_u32, any::<bool>()).prop_map(|(hours, zone, urgent, all, pauses)| {
        let urgent = LevelPolicy { priorities: vec![Priority::Urgent], ..policy("Urgent", hours, urgent) };
        let all = LevelPolicy { pauses, ..policy("All", LevelHours::Business, all) };
        Levels::new(ServiceLevels { policies: vec![urgent, all], warning_percent: 25 }, weekdays(zone))
    })
}

proptest! {
    /// Whatever happens to a ticket, a clock tells of its end once, never goes back, and is due exactly where it says.
    #[test]
    fn clocks_of_any_course(levels in any_levels(), steps in proptest::collection::vec((step(), 0..900_i64), 1..60)) {
        let mut course = Course::new(levels);
        // Around the night in which Berlin sets its clocks back.
        let mut now = at("2026-10-23T12:00:00Z");
        for (step, minutes) in steps {
            now = after(now, minutes);
            let before: Vec<LevelClock> =
                LevelTarget::ALL.iter().filter_map(|target| course.clock(*target)).collect();
            let told = course.told.len();
            match step {
                Step::Customer => course.customer(now),
                Step::Member => course.member(now),
                Step::Bot => course.bot(now),
                Step::Look => course.look(now),
                Step::Wake => course.wake(now),
                Step::To(status) => course.to(now, status),
                Step::Priority(to) => course.change(now, &TicketChange { priority: Some(to), ..TicketChange::default() }),
            }
            for clock in &before {
                let about = |what: &Happening| match what {
                    Happening::Breached { target, .. } | Happening::Kept { target, .. } => *target == clock.target,
                    _ => false,
                };
                let ends = course.told[told..].iter().filter(|(_, what)| about(what)).count();
                let is_late = clock.due_at.is_some_and(|due| due <= now);
                prop_assert!(ends <= usize::from(!clock.is_breached), "told once");
                if is_late && !clock.is_breached {
                    prop_assert!(
                        course.told[told..].iter().any(|(_, what)| {
                            matches!(what, Happening::Breached { target, .. } if *target == clock.target)
                        }),
                        "what is due is breached by whatever happens first",
                    );
                }
                if let Some(later) = course.clock(clock.target).filter(|later| later.minutes == clock.minutes) {
                    prop_assert!(later.left <= clock.left || ends > 0, "no time is given back");
                    prop_assert!(!clock.is_breached || later.is_breached || ends > 0, "what is breached stays so");
                }
            }
            let again = course.told.len();
            let promise = course.thread.ticket.as_ref().and_then(|ticket| ticket.promise.clone());
            let rang = promise.as_ref().and_then(Promise::rings_at).is_some_and(|rings| rings <= now);
            if !rang {
                course.look(now);
                prop_assert_eq!(course.told.len(), again, "doing it again does nothing");
                prop_assert_eq!(course.thread.ticket.as_ref().and_then(|ticket| ticket.promise.clone()), promise);
            }
        }
    }

    /// However often a clock rests, all the time in which it ran together is the target's.
    #[test]
    fn resting_and_going_on_loses_nothing(
        hours in proptest::sample::select(vec![LevelHours::Always, LevelHours::Business]),
        pauses in proptest::collection::vec((1..300_i64, 1..3_000_i64), 0..8),
    ) {
        let open = weekdays("Europe/Berlin");
        let mut course = Course::new(levels(vec![policy("All", hours, 3_000)]));
        let mut now = at("2026-10-23T12:00:00Z");
        course.customer(now);
        let passes = |from: Timestamp, to: Timestamp| match hours {
            LevelHours::Always => to.microseconds() - from.microseconds(),
            LevelHours::Business => open.business_time(from, to),
        };
        let mut ran = 0;
        for (runs, rests) in pauses {
            let stops = after(now, runs);
            ran += passes(now, stops);
            course.to(stops, TicketStatus::Pending);
            now = after(stops, rests);
            course.to(now, TicketStatus::Open);
        }
        let due = course.due(LevelTarget::FirstResponse).expect("it runs");
        prop_assert_eq!(ran + passes(now, due), 3_000 * MINUTE * 1_000);
    }
}
