//! How many values of an attribute would fit another kind: looked at before anything is changed.

use subrosa_access::{Actor, ManageAttributes, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::contact::{AttributeFit, AttributeKind, UnfitValue};
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::{Tx, attributes, contact_values, conversations};

use super::{check_name, value};
use crate::Engage;

/// Values that are read at a time.
const STEP: u32 = 2_000;
/// Values that are shown of those that do not fit.
const EXAMPLES: usize = 5;

impl Engage {
    /// How the values of an attribute would fit a kind, with a few of those that would not. Changes nothing.
    ///
    /// # Errors
    /// `not_found`, `invalid_parameter`, `forbidden`.
    pub async fn attribute_fit(&self, actor: &Actor, name: String, kind: AttributeKind) -> Result<AttributeFit, Error> {
        let brand = permit::<ManageAttributes>(actor, &Subject::Own)?.account()?;
        check_name("attribute", &name)?;
        let read = self.messaging.db().read(async move |tx| {
            let known = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
            if !known.iter().any(|attribute| attribute.name == name) {
                return Err(Error::new(ErrorCode::NotFound));
            }
            let mut fit = fit(tx, brand, &name, kind).await?;
            name_customers(tx, brand, &mut fit.examples).await?;
            Ok(fit)
        });
        read.await
    }
}

/// Looks at each value that is kept.
pub(super) async fn fit(
    tx: &mut Tx<'_>,
    brand: AccountId,
    name: &str,
    kind: AttributeKind,
) -> Result<AttributeFit, Error> {
    let mut fit = AttributeFit { values: 0, unfit: 0, examples: Vec::new() };
    let mut after = ConversationId::new(0);
    loop {
        let page = contact_values::of_attribute(tx, brand, name, after, STEP).await?;
        let is_last = page.len() < usize::try_from(STEP).unwrap_or(usize::MAX);
        for (contact, kept) in page {
            after = contact;
            fit.values += 1;
            if value::read(kind, &kept).is_none() {
                fit.unfit += 1;
                if fit.examples.len() < EXAMPLES {
                    fit.examples.push(UnfitValue { conversation: contact, customer: None, value: kept });
                }
            }
        }
        if is_last {
            return Ok(fit);
        }
    }
}

/// Says whose the examples are.
async fn name_customers(tx: &mut Tx<'_>, brand: AccountId, examples: &mut [UnfitValue]) -> Result<(), Error> {
    let contacts: Vec<ConversationId> = examples.iter().map(|one| one.conversation).collect();
    for state in conversations::find_many(tx, &contacts).await?.into_iter().flatten() {
        let customer = state.members.iter().find(|member| member.profile.id != brand);
        if let Some(example) = examples.iter_mut().find(|one| one.conversation == state.id) {
            example.customer = customer.map(|customer| customer.profile.clone());
        }
    }
    Ok(())
}
