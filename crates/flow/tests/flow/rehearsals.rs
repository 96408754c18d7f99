//! A conversation made up as it goes: what each move leads to, and what stops it.

use serde_json::json;
use subrosa_flow::engine::{Act, KnowledgeResult, OrderResult, Standing, WebhookResult};
use subrosa_flow::rehearsal::{Move, Rehearsal, Situation, Stopped, Turn, rehearse};
use subrosa_flow::{Name, Scalar};

use crate::flows::{flow, program, ready};

const NODES: &str = "\
first: { say: { text: 'Hello {{ contact.name }}', quick_replies: [{ text: Order, then: number }, { text: Person, then: person }] } }
number: { ask: { text: Number?, into: number, then: look, otherwise: person } }
look: { look_up_order: { number: number, second: { email: number }, found: found, not_found: pause, throttled: person } }
found: { say: { text: 'It is {{ order.status }}', then: call } }
call: { webhook: { url: 'https://example.com/{{ number }}', save: { points: points }, then: told, fallback: person } }
told: { say: { text: '{{ points }} points', then: know } }
know: { answer: { question: 'Points?', answered: over, unknown: person } }
pause: { wait: { for: 5m, then: over } }
over: { end: {} }
person: { hand_over: { team: care } }";
const VARIABLES: &str =
    "variables: { number: { kind: text }, points: { kind: number } }\nmenu: [{ text: Help, then: person }]\n";

fn played(moves: &[Move]) -> Rehearsal {
    let contact = [("name".parse().expect("a name"), Scalar::text("Ada"))].into();
    rehearse(&program(VARIABLES, NODES), Situation { open: true, contact }, moves)
}

fn text(text: &str) -> Move {
    Move::Text(text.to_owned())
}

fn tap(id: &str, text: &str) -> Move {
    Move::Choose { id: id.to_owned(), text: text.to_owned() }
}

fn said(turn: &Turn) -> Vec<(&str, &str)> {
    let messages = turn.actions.iter().filter_map(|action| match &action.act {
        Act::Say(message) => Some((action.node.as_ref()?.as_str(), message.text.as_str())),
        _ => None,
    });
    messages.collect()
}

fn walked(turn: &Turn) -> Vec<&str> {
    turn.walked.iter().map(Name::as_str).collect()
}

#[test]
fn each_move_leads_on_from_the_ones_before() {
    let order = [("status".parse().expect("a name"), Scalar::text("sent"))].into();
    let moves = [
        text("hi"),
        tap("first.quick_replies.0", "Order"),
        text("A-1"),
        Move::Order(OrderResult::Found(order)),
        Move::Webhook(WebhookResult::Answered { status: 200, body: json!({"points": 12}) }),
        Move::Knowledge(KnowledgeResult::Answered("Points are points.".to_owned())),
    ];
    let all = played(&moves);
    assert_eq!(all.stopped, None);
    assert_eq!(
        all.turns.iter().map(walked).collect::<Vec<_>>(),
        [vec!["first"], vec!["number"], vec!["look"], vec!["found", "call"], vec!["told", "know"], vec!["over"],]
    );
    assert_eq!(said(&all.turns[0]), [("first", "Hello Ada")]);
    assert_eq!(said(&all.turns[4]), [("told", "12 points")]);
    assert_eq!(said(&all.turns[5]), [("know", "Points are points.")], "what the knowledge says is said by who asked");
    assert_eq!((all.standing, all.effect, all.rings_in), (Some(Standing::Over), None, None));
    // One taken back is one left out.
    let fewer = played(&moves[..3]);
    assert_eq!(fewer.turns, all.turns[..3]);
    assert!(fewer.effect.is_some() && fewer.rings_in == Some(60));
    assert_eq!(fewer.variables.values().map(ToString::to_string).collect::<Vec<_>>(), ["A-1"]);
}

#[test]
fn what_leads_nowhere_stops_it() {
    let stops = |moves: &[Move]| {
        let played = played(moves);
        (played.turns.len(), played.stopped)
    };
    assert_eq!(stops(&[Move::Wait]), (0, Some(Stopped::NothingComes)));
    assert_eq!(stops(&[text("hi"), Move::Order(OrderResult::NotFound)]), (1, Some(Stopped::NotAwaited)));
    let asked = [text("hi"), text("Order"), text("A-1")];
    let with = |one: Move| [asked.to_vec(), vec![one]].concat();
    assert_eq!(stops(&with(text("hello?"))), (3, Some(Stopped::Busy)));
    assert_eq!(stops(&with(Move::Webhook(WebhookResult::Failed))), (3, Some(Stopped::NotAwaited)));
    assert_eq!(stops(&[text("hi"), text("Person"), text("hello?")]), (2, Some(Stopped::WithPeople)));
    let mut silent = flow("", "first: { end: {} }");
    silent.triggers.always = false;
    let silent = rehearse(&ready(silent), Situation::default(), &[text("tulips")]);
    assert_eq!((silent.stopped, silent.standing), (Some(Stopped::StartsNothing), None));
}

#[test]
fn time_passes_when_it_is_let() {
    let all = played(&[text("hi"), text("Order"), text("A-1"), Move::Order(OrderResult::NotFound), Move::Wait]);
    assert_eq!(all.turns.iter().flat_map(walked).collect::<Vec<_>>(), ["first", "number", "look", "pause", "over"]);
    // A result that never comes.
    let late = played(&[text("hi"), text("Order"), text("A-1"), Move::Wait]);
    assert_eq!(walked(&late.turns[3]), ["person"]);
    // What stands in the menu begins it, too; so do the words of what was offered by someone else.
    assert_eq!(walked(&played(&[tap(":menu.0", "Help")]).turns[0]), ["person"]);
    assert_eq!(walked(&played(&[tap("gone.buttons.0", "Hello")]).turns[0]), ["first"]);
}
