//! The signed-in account: its profile, avatar and password.

pub(super) mod change_password;
pub(super) mod change_profile;
pub(super) mod get;
pub(super) mod remove_avatar;
pub(super) mod set_avatar;
