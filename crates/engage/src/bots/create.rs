//! Make a bot.

use subrosa_access::{Actor, ManageBots, Subject, permit};
use subrosa_messaging::Error;
use subrosa_messaging::accounts::shown;
use subrosa_proto::account::{AccountKind, Profile};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::bot::{Bot, NewBot};
use subrosa_proto::brand::Role;
use subrosa_proto::limits::{BRAND_BOTS, BRAND_MEMBERS};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::accounts::NewAccount;
use subrosa_store::{Tx, accounts, bots, brand_members};

use super::own::check;
use crate::Engage;

impl Engage {
    /// Makes a bot without a version; it is a member of the brand from now on.
    ///
    /// # Errors
    /// `text_invalid`, `forbidden`, `too_many_requests`; `invalid_parameter` when the brand has as many bots or members as it can.
    pub async fn create_bot(&self, actor: &Actor, request: NewBot) -> Result<Bot, Error> {
        let permit = permit::<ManageBots>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        let display_name = shown::name_in("name", &request.name)?;
        if let Some(own) = &request.own {
            check(own)?;
        }
        self.messaging.check_starts(permit.person()?)?;
        let deed = self.deed(actor, brand, AuditDeed::BotMade).about(&display_name);
        let new = Bot { own: request.own, ..self.new_bot(display_name) };
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                insert(tx, brand, &new).await?;
                deed.note(tx).await?;
                Ok(new)
            })
            .await
    }

    /// A bot of this name that is nowhere yet.
    pub(super) fn new_bot(&self, display_name: String) -> Bot {
        let id = AccountId::new(self.messaging.next_id());
        // Nobody writes to a bot, so its handle need only be its own.
        let handle = format!("bot_{}", id.to_string().trim_start_matches("acc_"));
        let (avatar, disabled, kind, bio) = (None, false, AccountKind::Bot, String::new());
        let account = Profile { id, handle, display_name, bio, avatar, disabled, kind };
        Bot { account, live: None, newest: 0, created_at: self.messaging.now(), own: None }
    }
}

/// Adds a bot to a brand whose account is locked.
pub(super) async fn insert(tx: &mut Tx<'_>, brand: AccountId, bot: &Bot) -> Result<(), Error> {
    let full = |what: &str, most: u32| {
        Error::field(ErrorCode::InvalidParameter, "name", format!("a brand has at most {most} {what}"))
    };
    let is_full = |count: usize, most: u32| count >= usize::try_from(most).unwrap_or(usize::MAX);
    if is_full(bots::list(tx, brand, BRAND_BOTS).await?.len(), BRAND_BOTS) {
        return Err(full("bots", BRAND_BOTS));
    }
    if is_full(brand_members::list(tx, brand, bot.created_at, BRAND_MEMBERS).await?.len(), BRAND_MEMBERS) {
        return Err(full("members", BRAND_MEMBERS));
    }
    let Bot { account, created_at, .. } = bot;
    let new = NewAccount {
        id: account.id,
        handle: &account.handle,
        display_name: &account.display_name,
        bio: "",
        password_hash: None,
        platform: None,
        kind: account.kind,
        created_at: *created_at,
    };
    accounts::insert(tx, &new).await?;
    brand_members::insert(tx, brand, account.id, Role::Bot, (*created_at, Some(*created_at))).await?;
    bots::insert(tx, brand, account.id, *created_at).await?;
    if bot.own.is_some() {
        bots::set_own(tx, brand, account.id, bot.own).await?;
    }
    Ok(())
}
