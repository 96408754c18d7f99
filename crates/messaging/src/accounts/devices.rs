//! The devices of an account: see them, sign them out.

use subrosa_access::{Actor, ManageOwnDevices, Permit, Subject, permit};
use subrosa_proto::account::{Device, DeviceList};
use subrosa_proto::{DeviceId, ErrorCode};
use subrosa_store::devices;

use super::revocation;
use crate::{Error, Messaging};

impl Messaging {
    /// The devices that are signed in to the actor's account.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn list_devices(&self, actor: &Actor) -> Result<DeviceList, Error> {
        let permit = permit::<ManageOwnDevices>(actor, &Subject::Own)?;
        let (account, current) = (permit.account()?, permit.device()?);
        let found = self.core.db.read(async move |tx| devices::list(tx, account).await).await.map_err(Error::from)?;
        let devices = found
            .into_iter()
            .map(|device| Device {
                id: device.id,
                name: device.name,
                created_at: device.created_at,
                last_seen_at: device.last_seen_at,
                current: device.id == current,
            })
            .collect();
        Ok(DeviceList { devices })
    }

    /// Signs one of the account's devices out; its sessions end at once.
    ///
    /// # Errors
    /// `not_found` when the account has no such device.
    pub async fn revoke_device(&self, actor: &Actor, device: DeviceId) -> Result<(), Error> {
        let permit = permit::<ManageOwnDevices>(actor, &Subject::Own)?;
        self.revoke(&permit, device).await
    }

    pub(crate) async fn revoke(&self, permit: &Permit<ManageOwnDevices>, device: DeviceId) -> Result<(), Error> {
        let account = permit.account()?;
        let removed = self.core.db.write(async move |tx| devices::remove(tx, account, device).await).await;
        if !removed.map_err(Error::from)? {
            return Err(Error::new(ErrorCode::NotFound));
        }
        revocation::revoke(&self.core, account, &[device]).await;
        Ok(())
    }
}
