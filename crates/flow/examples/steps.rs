//! How many steps the engine takes a second on one core: the shop's flow, an order looked up from the first word to the last.
//!
//! `cargo run --release -p subrosa-flow --example steps`

use std::error::Error;
use std::time::{Duration, Instant};

use subrosa_flow::engine::{self, Facts, Input, OrderResult, Standing, Step};
use subrosa_flow::{FlowVersion, Program, Scalar, read_flow};
use subrosa_proto::Timestamp;

const FLOW: &str = include_str!("../../../examples/bots/shop.flow.yaml");
const LENGTH: Duration = Duration::from_secs(3);

fn main() -> Result<(), Box<dyn Error>> {
    let read = Instant::now();
    let (flow, _) = read_flow(FLOW.as_bytes())?;
    let nodes = flow.nodes.len();
    let version = FlowVersion { flow: "shop".to_owned(), version: 1 };
    let program = Program::new(flow, version).map_err(|findings| format!("{findings:?}"))?;
    println!("{nodes} nodes read, checked and made ready in {:.1} ms", read.elapsed().as_secs_f64() * 1_000.0);

    let order = [("status".parse()?, Scalar::text("shipped")), ("tracking".parse()?, Scalar::text("JD01"))].into();
    let order = OrderResult::Found(order);
    let facts = Facts {
        now: Timestamp::from_milliseconds(0),
        open: true,
        contact: [].into(),
        consents: [].into(),
        campaign: [].into(),
        forms: false,
    };
    let texts = ["where is my order", "A-1001", "ada@example.com", "no thanks"];
    let (mut steps, mut conversations) = (0_u64, 0_u64);
    let began = Instant::now();
    while began.elapsed() < LENGTH {
        let mut step: Option<Step> = None;
        for text in texts {
            let input = Input::Text(text.to_owned());
            let mut next = match &step {
                None => engine::start(&program, "s", &input, &facts).ok_or("the bot does not begin")?,
                Some(step) => engine::resume(&program, &step.session, &input, &facts)?,
            };
            steps += 1;
            if let Standing::Working { effect, .. } = &next.session.standing {
                let result = Input::Order(effect.clone(), order.clone());
                next = engine::resume(&program, &next.session, &result, &facts)?;
                steps += 1;
            }
            step = Some(next);
        }
        if step.is_none_or(|step| step.session.standing != Standing::Over) {
            return Err("the conversation did not come to its end".into());
        }
        conversations += 1;
    }
    let rate = |count: u64| count as f64 / began.elapsed().as_secs_f64();
    println!(
        "{:.0} steps a second, {:.0} conversations of {} steps",
        rate(steps),
        rate(conversations),
        steps / conversations
    );
    Ok(())
}
