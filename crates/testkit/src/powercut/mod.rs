//! Power cuts, simulated: a recording of everything the real server did to its files is played up to some moment, and a
//! folder is made of what may lie on the disk then: all that was synced, and any part of what was not.
//!
//! `recorder` loads the recording layer into the server, `recording` reads its log, `disk` knows what is durable, and
//! `image` draws what else survived.
//!
//! Never: an image that a disk keeping the contract of fsync could not hold.

pub mod disk;
pub mod image;
pub mod recorder;
pub mod recording;

pub use disk::Disk;
pub use image::Survivors;
pub use recorder::Recorder;
pub use recording::Recording;
