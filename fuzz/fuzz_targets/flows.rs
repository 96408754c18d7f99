//! Flow files and scripts: each is read or refused with a line; a flow without errors runs within its bounds, the same way twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use subrosa_flow::engine::{self, Act, Facts, Input, KnowledgeResult, OrderResult, Reason, Standing, WebhookResult};
use subrosa_flow::script::{play, read_script};
use subrosa_flow::{FlowVersion, Program, read_flow};
use subrosa_proto::Timestamp;

/// What the customer does, over and over.
const WORDS: [&str; 6] = ["hello", "1", "a@b.de", "2026-12-24", "yes", "purple"];

fuzz_target!(|bytes: &[u8]| {
    let script = read_script(bytes);
    let flow = match read_flow(bytes) {
        Ok((flow, _)) => flow,
        Err(error) => return assert!(error.line >= 1 && !error.what.is_empty()),
    };
    let version = FlowVersion { flow: "fuzz".to_owned(), version: 1 };
    let Ok(program) = Program::new(flow, version) else { return };
    if let Ok(script) = script {
        drop(play(&program, &script));
    }
    let (contact, consents) = ([].into(), [].into());
    let campaign = [].into();
    let facts = Facts { now: Timestamp::from_milliseconds(0), open: true, contact, consents, campaign, forms: false };
    let Some(mut step) = engine::start(&program, "s", &Input::Text("hello".to_owned()), &facts) else { return };
    for words in WORDS.iter().cycle().take(60) {
        let inputs = match &step.session.standing {
            Standing::Over => return,
            Standing::Waiting(_) => vec![Input::Timer(step.session.timer.clone())],
            Standing::Working { effect, .. } => vec![
                Input::Order(effect.clone(), OrderResult::NotFound),
                Input::Webhook(effect.clone(), WebhookResult::Failed),
                Input::Knowledge(effect.clone(), KnowledgeResult::Answered("So.".to_owned())),
            ],
            Standing::Asked(_) => vec![Input::Text((*words).to_owned())],
        };
        for input in inputs {
            let next = engine::resume(&program, &step.session, &input, &facts);
            assert_eq!(next, engine::resume(&program, &step.session, &input, &facts));
            if let Ok(next) = next {
                let too_many =
                    |act: &Act| matches!(act, Act::HandOver(packet) if packet.reason == Reason::TooManyNodes);
                assert!(!next.actions.iter().any(|action| too_many(&action.act)));
                step = next;
            }
        }
    }
});
