//! Keeps what happens findable: in the background, from the logs, exactly once.
//!
//! Each change on a brand's side takes a number of its account, in the order of the commits. So a watermark for each brand says what is
//! found, as a cursor does for a device; old stores and new messages come in by the same way. A step reads what follows, and writes the
//! words together with the watermark, unless another node has moved that in between: then it is done already.
//!
//! Never: work within a send, a step without a bound, all of the writer's time.

mod step;
mod taken;
mod task;

pub(super) use step::step;
