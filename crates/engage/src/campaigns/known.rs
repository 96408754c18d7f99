//! What a campaign knows of those to whom it speaks, and what it says to them.
//!
//! Never: a value that is read for blanks again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use subrosa_campaign::{VOUCHER, asks_voucher, names, render, text_for};
use subrosa_desk::zone::Zone;
use subrosa_flow::percent_encoded;
use subrosa_messaging::Error;
use subrosa_proto::body::{SealedBody, Voice};
use subrosa_proto::campaign::Campaign;
use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::contact::AttributeKind;
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::promotion::PromotionCard;
use subrosa_proto::template::TemplateVariant;
use subrosa_proto::voucher::SAMPLE_VOUCHER;
use subrosa_proto::{AccountId, Body, ConversationId, VoucherPoolId};
use subrosa_store::{Tx, accounts, attributes, contact_orders, contact_preferences, contact_values};

use super::tracked::Tracked;
use super::{audience, zone_of};
use crate::attributes::value;
use crate::orders::facts as facts_of_order;
use crate::orders::page::FIRST;

/// The attribute of a contact that says which language they read, unless they chose one.
const LANGUAGE: &str = "language";
/// The one that says by which clocks they live.
const TIME_ZONE: &str = "time_zone";

/// A campaign that is about to speak.
pub(super) struct Speaker {
    brand: AccountId,
    campaign: Campaign,
    card: PromotionCard,
    brand_name: String,
    /// The brand's attributes, those that are asked for.
    kinds: HashMap<String, AttributeKind>,
    /// Where the brand is.
    pub(super) zone: Zone,
    asks_names: bool,
    asks_orders: bool,
    /// Links that are counted; none while it is only tried.
    tracked: Option<Tracked>,
}

/// One contact, as far as the campaign asks for it.
pub(super) struct Person {
    contact: ConversationId,
    values: BTreeMap<String, String>,
    language: Option<String>,
    /// What the clocks show where they are.
    pub(super) zone: Zone,
    /// How many days they want between two promotions of the brand.
    pub(super) rest_days: i64,
}

/// Which of its messages a campaign says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// Its own in a variant, from 1.
    Variant(u32),
    /// One of its journey's, from 1.
    Message(u32),
}

impl Words {
    /// Those of a delivery to somebody who is not held out.
    pub(super) const fn of(message: u32, variant: u32) -> Self {
        if message == 0 { Self::Variant(variant) } else { Self::Message(message) }
    }

    /// As a delivery has it: 0 for the campaign's own.
    const fn message(self) -> u32 {
        match self {
            Self::Variant(_) => 0,
            Self::Message(message) => message,
        }
    }
}

/// What it says to one.
pub(super) struct Said {
    pub(super) language: String,
    pub(super) body: Body,
    pub(super) missing: Vec<String>,
}

impl Speaker {
    /// Nothing where the brand has no such topic any more.
    pub(super) async fn of(tx: &mut Tx<'_>, brand: AccountId, campaign: &Campaign) -> Result<Option<Self>, Error> {
        let Some(label) = audience::label(tx, brand, &campaign.topic).await? else { return Ok(None) };
        let mut asked: BTreeSet<&str> = BTreeSet::new();
        let messages = campaign.journey.iter().flat_map(|journey| &journey.messages);
        let of_messages = messages.flat_map(|message| &message.texts);
        for text in campaign.variants.iter().flat_map(|variant| &variant.texts).chain(of_messages) {
            asked.extend(names(text));
        }
        let is_asked = |name: &str| {
            matches!(name, LANGUAGE | TIME_ZONE)
                || asked.iter().any(|blank| blank.strip_prefix("contact.").is_some_and(|of| of == name))
        };
        let defined = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
        let kinds = defined.into_iter().filter(|one| is_asked(&one.name)).map(|one| (one.name, one.kind)).collect();
        let brand_name = accounts::display_names(tx, &[brand]).await?.pop().flatten().unwrap_or_default();
        let card = PromotionCard { campaign: campaign.id, topic: campaign.topic.clone(), label };
        Ok(Some(Self {
            brand,
            card,
            brand_name,
            kinds,
            zone: zone_of(tx, brand).await?,
            asks_names: asked.contains("customer"),
            asks_orders: asked.iter().any(|blank| blank.starts_with("order.")),
            campaign: campaign.clone(),
            tracked: None,
        }))
    }

    /// The same, who counts who opens its links.
    pub(super) fn counting(self, tracked: Tracked) -> Self {
        Self { tracked: Some(tracked), ..self }
    }

    /// What is known of some contacts, one for each.
    pub(super) async fn known(
        &self,
        tx: &mut Tx<'_>,
        people: &[(ConversationId, AccountId)],
    ) -> Result<Vec<Person>, Error> {
        let contacts: Vec<ConversationId> = people.iter().map(|(contact, _)| *contact).collect();
        let accounts: Vec<AccountId> = people.iter().map(|(_, account)| *account).collect();
        let kept = if self.kinds.is_empty() {
            vec![Vec::new(); people.len()]
        } else {
            contact_values::of_contacts(tx, self.brand, &contacts).await?
        };
        let names =
            if self.asks_names { accounts::display_names(tx, &accounts).await? } else { vec![None; people.len()] };
        let wanted = contact_preferences::find_many(tx, &contacts).await?;
        let mut known = Vec::with_capacity(people.len());
        for (((contact, kept), name), wanted) in contacts.into_iter().zip(kept).zip(names).zip(wanted) {
            let mut values = BTreeMap::new();
            for (name, kept) in kept {
                let fits = self.kinds.get(&name).and_then(|kind| value::scalar(*kind, &kept));
                if let Some(fits) = fits {
                    values.insert(format!("contact.{name}"), fits.to_string());
                }
            }
            values.extend(name.map(|name| ("customer".to_owned(), name)));
            if self.asks_orders {
                self.add_order(tx, contact, &mut values).await?;
            }
            let of = |name: &str| values.get(&format!("contact.{name}")).cloned();
            let zone = of(TIME_ZONE).and_then(|name| Zone::named(&name)).unwrap_or_else(|| self.zone.clone());
            let language = wanted.language.or_else(|| of(LANGUAGE));
            known.push(Person { contact, language, zone, values, rest_days: wanted.frequency.days() });
        }
        Ok(known)
    }

    async fn add_order(
        &self,
        tx: &mut Tx<'_>,
        contact: ConversationId,
        values: &mut BTreeMap<String, String>,
    ) -> Result<(), Error> {
        let newest = contact_orders::newest(tx, (self.brand, contact), FIRST, 1).await?;
        if let Some(order) = newest.first() {
            let facts = facts_of_order::facts(order);
            values.extend(facts.iter().map(|(name, value)| (format!("order.{name}"), value.to_string())));
        }
        Ok(())
    }

    /// The text for one; nothing where there is no such variant or message.
    fn text(&self, person: &Person, words: Words) -> Option<&TemplateVariant> {
        let place = |number: u32| usize::try_from(number).ok()?.checked_sub(1);
        let texts = match words {
            Words::Variant(variant) => &self.campaign.variants.get(place(variant)?)?.texts,
            Words::Message(message) => &self.campaign.journey.as_ref()?.messages.get(place(message)?)?.texts,
        };
        text_for(texts, person.language.as_deref(), &self.campaign.fallback)
    }

    /// The pool out of which one gets a code with it.
    pub(super) fn pool(&self, person: &Person, words: Words) -> Option<VoucherPoolId> {
        self.campaign.vouchers.filter(|_| self.text(person, words).is_some_and(asks_voucher))
    }

    /// What is said to one, with a sample for a voucher; nothing where there is no such variant or message.
    pub(super) fn say(&self, person: &Person, words: Words) -> Option<Said> {
        self.say_with(person, words, SAMPLE_VOUCHER)
    }

    fn say_with(&self, person: &Person, words: Words, code: &str) -> Option<Said> {
        let text = self.text(person, words)?;
        let value = |name: &str| match name {
            VOUCHER => Some(code),
            "brand" => Some(self.brand_name.as_str()),
            _ => person.values.get(name).map(String::as_str).filter(|value| !value.trim().is_empty()),
        };
        let short = |link: &str| self.tracked.as_ref()?.short(person.contact, words.message(), link);
        let made = render(text, self.card.clone(), value, percent_encoded, short);
        Some(Said { language: text.language.clone(), body: made.body, missing: made.missing })
    }

    /// The same, as it would be sent.
    ///
    /// # Errors
    /// Why there is nothing to send.
    pub(super) fn seal(&self, person: &Person, words: Words) -> Result<SealedBody, SkipReason> {
        self.seal_with(person, words, SAMPLE_VOUCHER)
    }

    /// The same with this code, ready to be sent.
    ///
    /// # Errors
    /// Why there is nothing to send.
    pub(super) fn seal_with(&self, person: &Person, words: Words, code: &str) -> Result<SealedBody, SkipReason> {
        let said = self.say_with(person, words, code).ok_or(SkipReason::Unsendable)?;
        if !said.missing.is_empty() {
            return Err(SkipReason::NoValue);
        }
        SealedBody::from_body(&said.body, Voice::Promotion).map_err(|_| SkipReason::Unsendable)
    }
}
