//! Let a shop tell orders, or give it another secret.

use subrosa_access::{Actor, ManageShops, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::SHOP_SECRET_CHARACTERS;
use subrosa_proto::shop::{SaveShop, Shop, ShopKind};
use subrosa_store::shops::{self, KnownShop};

use super::shop;
use crate::Engage;

impl Engage {
    /// Keeps the secret with which a shop signs its webhooks, in place of an older one; it never comes back out.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn save_shop(&self, actor: &Actor, kind: ShopKind, request: SaveShop) -> Result<Shop, Error> {
        let brand = permit::<ManageShops>(actor, &Subject::Own)?.account()?;
        let secret = request.secret;
        let is_plain = secret.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') && secret.trim() == secret;
        if !is_plain || !SHOP_SECRET_CHARACTERS.contains(&secret.len()) {
            let (least, most) = (SHOP_SECRET_CHARACTERS.start(), SHOP_SECRET_CHARACTERS.end());
            let detail = format!("{least} to {most} letters, digits and marks of ASCII");
            return Err(Error::field(ErrorCode::InvalidParameter, "secret", detail));
        }
        let now = self.messaging.now();
        let deed = self.deed(actor, brand, AuditDeed::ShopSaved).about(kind.word());
        let saved = self.messaging.db().write(async move |tx| {
            shops::save(tx, (brand, kind), &secret, now).await?;
            deed.note(tx).await
        });
        saved.await?;
        Ok(shop(brand, KnownShop { kind, since: now, taken: None, refused: None }))
    }
}
