//! Signing in and out, one's own account, its devices, and other people's profiles.

use bytes::Bytes;
use reqwest::Method;
use subrosa_proto::DeviceId;
use subrosa_proto::account::{
    DeviceList, Me, PasswordChange, PlatformSignIn, ProfileChange, ServerInfo, Session, SignIn, SignUp,
};
use subrosa_proto::sync::FoundAccount;

use super::{Http, content_type};
use crate::Error;

/// Signing in, and the account. Each fails as [`Error`] says.
impl Http {
    /// What a client needs to know before anyone signs in.
    pub async fn info(&self) -> Result<ServerInfo, Error> {
        self.json(self.get(&["info"])).await
    }

    /// Makes an account and signs it in.
    pub async fn sign_up(&self, sign_up: &SignUp) -> Result<Session, Error> {
        self.json(self.create(&["accounts"], sign_up)).await
    }

    /// Signs in with a password.
    pub async fn sign_in(&self, sign_in: &SignIn) -> Result<Session, Error> {
        self.json(self.create(&["sessions"], sign_in)).await
    }

    /// Signs in with a token of the host platform.
    pub async fn sign_in_from_platform(&self, sign_in: &PlatformSignIn) -> Result<Session, Error> {
        self.json(self.create(&["sessions", "platform"], sign_in)).await
    }

    /// Ends this device's session; the token is worth nothing afterwards.
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.done(self.delete(&["sessions", "current"])).await
    }

    /// The signed-in account.
    pub async fn me(&self) -> Result<Me, Error> {
        self.json(self.get(&["me"])).await
    }

    /// Changes one's own name or bio.
    pub async fn change_profile(&self, change: &ProfileChange) -> Result<Me, Error> {
        self.json(self.request(Method::PATCH, &["me"]).json(change)).await
    }

    /// Sets one's own picture from the bytes of an image of type `kind`, for example `image/png`.
    pub async fn set_avatar(&self, kind: &str, image: impl Into<Bytes>) -> Result<Me, Error> {
        let request = self.request(Method::PUT, &["me", "avatar"]).headers(content_type(kind)?);
        self.json(request.body(image.into())).await
    }

    /// Removes one's own picture.
    pub async fn remove_avatar(&self) -> Result<Me, Error> {
        self.json(self.delete(&["me", "avatar"])).await
    }

    /// Changes the password; every other device is signed out.
    pub async fn change_password(&self, change: &PasswordChange) -> Result<(), Error> {
        self.done(self.put(&["me", "password"], change)).await
    }

    /// The devices that are signed in to this account.
    pub async fn devices(&self) -> Result<DeviceList, Error> {
        self.json(self.get(&["me", "devices"])).await
    }

    /// Signs a device out.
    pub async fn revoke_device(&self, device: DeviceId) -> Result<(), Error> {
        self.done(self.delete(&["me", "devices", &device.to_string()])).await
    }

    /// Finds an account by its handle.
    pub async fn find_account(&self, handle: &str) -> Result<FoundAccount, Error> {
        self.json(self.get(&["accounts", handle])).await
    }

    /// The bytes of a picture, by the hash in a profile.
    pub async fn avatar(&self, hash: &str) -> Result<Bytes, Error> {
        self.bytes(self.get(&["avatars", hash])).await
    }
}
