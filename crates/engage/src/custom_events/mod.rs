//! What customers do elsewhere, as a brand's own systems tell it.
//!
//! Never: an event twice, or changed; nothing that someone who is not known yet did.

mod check;
mod save;
mod whose;
