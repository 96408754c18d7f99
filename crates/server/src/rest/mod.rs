//! The REST routes under `/v1`, one file per endpoint: its description, then its handler.
//!
//! Never: a rule. A handler hands what the extractors made of the request to one method of messaging or engage and returns the answer.

mod accounts;
mod attachments;
mod attributes;
mod audit;
mod avatars;
mod bots;
mod brands;
mod campaigns;
mod closing;
mod consents;
mod contacts;
mod conversations;
mod custom_events;
mod desk;
mod devices;
mod disputes;
mod followed;
mod hours;
mod inbox;
mod info;
mod knowledge;
mod levels;
mod me;
mod messages;
mod model;
mod orders;
mod passkeys;
mod preferences;
mod presence;
mod problems;
mod promotions;
mod replies;
mod reports;
mod retention;
mod roles;
mod rules;
mod scheduled;
mod search;
mod second_factor;
mod segments;
mod sessions;
mod shops;
mod sign_on;
mod sources;
mod suppressions;
mod surveys;
mod sync;
mod tables;
mod teams;
mod templates;
mod topics;
mod tracking;
mod views;
mod vouchers;
mod waits;
mod webhooks;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;

/// All of them, each with its description.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(info::get::handle))
        .routes(routes!(accounts::sign_up::handle))
        .routes(routes!(accounts::find::handle))
        .routes(routes!(sessions::sign_in::handle))
        .routes(routes!(sessions::sign_in_by_platform::handle))
        .routes(routes!(sessions::ask_for_passkey::handle))
        .routes(routes!(sessions::sign_in_by_passkey::handle))
        .routes(routes!(sign_on::begin::handle))
        .routes(routes!(sign_on::finish::handle))
        .routes(routes!(sessions::sign_out::handle))
        .routes(routes!(me::get::handle))
        .routes(routes!(me::change_profile::handle))
        .routes(routes!(me::set_avatar::handle))
        .routes(routes!(me::remove_avatar::handle))
        .routes(routes!(me::change_password::handle))
        .routes(routes!(second_factor::get::handle))
        .routes(routes!(second_factor::begin::handle))
        .routes(routes!(second_factor::confirm::handle))
        .routes(routes!(second_factor::new_recovery_codes::handle))
        .routes(routes!(second_factor::remove::handle))
        .routes(routes!(passkeys::list::handle))
        .routes(routes!(passkeys::begin::handle))
        .routes(routes!(passkeys::add::handle))
        .routes(routes!(passkeys::rename::handle))
        .routes(routes!(passkeys::remove::handle))
        .routes(routes!(sign_on::links::handle))
        .routes(routes!(sign_on::begin_link::handle))
        .routes(routes!(sign_on::remove_link::handle))
        .routes(routes!(devices::list::handle))
        .routes(routes!(devices::revoke::handle))
        .routes(routes!(avatars::get::handle))
        .routes(routes!(conversations::start::handle))
        .routes(routes!(conversations::list::handle))
        .routes(routes!(conversations::get::handle))
        .routes(routes!(conversations::mark_read::handle))
        .routes(routes!(conversations::save_draft::handle))
        .routes(routes!(conversations::typing::handle))
        .routes(routes!(messages::send::handle))
        .routes(routes!(messages::read::handle))
        .routes(routes!(attachments::upload::handle))
        .routes(routes!(attachments::get::handle))
        .routes(routes!(presence::get::handle))
        .routes(routes!(sync::snapshot::handle))
        .routes(routes!(sync::poll::handle))
        .routes(routes!(sync::ack::handle))
        .routes(routes!(brands::create::handle))
        .routes(routes!(brands::list::handle))
        .routes(routes!(brands::join::handle))
        .routes(routes!(brands::leave::handle))
        .routes(routes!(brands::get::handle))
        .routes(routes!(brands::change::handle))
        .routes(routes!(brands::delete::handle))
        .routes(routes!(brands::members::handle))
        .routes(routes!(brands::invite::handle))
        .routes(routes!(brands::change_member::handle))
        .routes(routes!(brands::remove_member::handle))
        .routes(routes!(sign_on::get::handle))
        .routes(routes!(sign_on::save::handle))
        .routes(routes!(sign_on::remove::handle))
        .routes(routes!(roles::list::handle))
        .routes(routes!(roles::create::handle))
        .routes(routes!(roles::replace::handle))
        .routes(routes!(roles::remove::handle))
        .routes(routes!(teams::list::handle))
        .routes(routes!(teams::create::handle))
        .routes(routes!(teams::replace::handle))
        .routes(routes!(teams::remove::handle))
        .routes(routes!(teams::set_availability::handle))
        .routes(routes!(teams::assignment::handle))
        .routes(routes!(teams::set_assignment::handle))
        .routes(routes!(inbox::list::handle))
        .routes(routes!(inbox::count::handle))
        .routes(routes!(inbox::change_many::handle))
        .routes(routes!(inbox::labels::handle))
        .routes(routes!(desk::change_ticket::handle))
        .routes(routes!(desk::tickets::handle))
        .routes(routes!(desk::write_note::handle))
        .routes(routes!(desk::read_journal::handle))
        .routes(routes!(desk::attend::handle))
        .routes(routes!(desk::place_in_queue::handle))
        .routes(routes!(followed::list::handle))
        .routes(routes!(followed::follow::handle))
        .routes(routes!(followed::unfollow::handle))
        .routes(routes!(scheduled::list::handle))
        .routes(routes!(scheduled::schedule::handle))
        .routes(routes!(scheduled::change::handle))
        .routes(routes!(scheduled::send::handle))
        .routes(routes!(scheduled::cancel::handle))
        .routes(routes!(desk::hand_over::handle))
        .routes(routes!(disputes::list::handle))
        .routes(routes!(disputes::open::handle))
        .routes(routes!(disputes::get::handle))
        .routes(routes!(disputes::step::handle))
        .routes(routes!(disputes::decide::handle))
        .routes(routes!(bots::list::handle))
        .routes(routes!(bots::create::handle))
        .routes(routes!(bots::remove::handle))
        .routes(routes!(bots::versions::handle))
        .routes(routes!(bots::publish::handle))
        .routes(routes!(bots::version::handle))
        .routes(routes!(bots::set_live::handle))
        .routes(routes!(bots::set_own::handle))
        .routes(routes!(bots::report::handle))
        .routes(routes!(bots::tokens::handle))
        .routes(routes!(bots::make_token::handle))
        .routes(routes!(bots::revoke_token::handle))
        .routes(routes!(bots::check::handle))
        .routes(routes!(bots::simulate::handle))
        .routes(routes!(replies::list::handle))
        .routes(routes!(replies::create::handle))
        .routes(routes!(replies::replace::handle))
        .routes(routes!(replies::remove::handle))
        .routes(routes!(templates::list::handle))
        .routes(routes!(templates::save::handle))
        .routes(routes!(templates::remove::handle))
        .routes(routes!(templates::preview::handle))
        .routes(routes!(templates::send::handle))
        .routes(routes!(rules::list::handle))
        .routes(routes!(rules::create::handle))
        .routes(routes!(rules::order::handle))
        .routes(routes!(rules::runs::handle))
        .routes(routes!(rules::backtest::handle))
        .routes(routes!(rules::replace::handle))
        .routes(routes!(rules::remove::handle))
        .routes(routes!(views::list::handle))
        .routes(routes!(views::create::handle))
        .routes(routes!(views::order::handle))
        .routes(routes!(views::replace::handle))
        .routes(routes!(views::remove::handle))
        .routes(routes!(views::count::handle))
        .routes(routes!(views::count_filtered::handle))
        .routes(routes!(attributes::list::handle))
        .routes(routes!(attributes::save::handle))
        .routes(routes!(attributes::fit::handle))
        .routes(routes!(attributes::remove::handle))
        .routes(routes!(contacts::get::handle))
        .routes(routes!(contacts::change::handle))
        .routes(routes!(contacts::orders::handle))
        .routes(routes!(contacts::verify_order::handle))
        .routes(routes!(contacts::merge::handle))
        .routes(routes!(contacts::unmerge::handle))
        .routes(routes!(contacts::timeline::handle))
        .routes(routes!(topics::list::handle))
        .routes(routes!(topics::save::handle))
        .routes(routes!(consents::list::handle))
        .routes(routes!(consents::record::handle))
        .routes(routes!(preferences::get::handle, preferences::replace::handle))
        .routes(routes!(preferences::set::handle))
        .routes(routes!(preferences::complain::handle))
        .routes(routes!(custom_events::save::handle))
        .routes(routes!(orders::save::handle))
        .routes(routes!(audit::list::handle))
        .routes(routes!(shops::list::handle))
        .routes(routes!(shops::save::handle))
        .routes(routes!(shops::remove::handle))
        .routes(routes!(shops::tell::handle))
        .routes(routes!(campaigns::list::handle))
        .routes(routes!(campaigns::create::handle))
        .routes(routes!(campaigns::get_settings::handle))
        .routes(routes!(campaigns::set_settings::handle))
        .routes(routes!(campaigns::get::handle))
        .routes(routes!(campaigns::replace::handle))
        .routes(routes!(campaigns::remove::handle))
        .routes(routes!(campaigns::preview::handle))
        .routes(routes!(campaigns::test::handle))
        .routes(routes!(campaigns::dry_run::handle))
        .routes(routes!(campaigns::moved::handle))
        .routes(routes!(campaigns::approve::handle))
        .routes(routes!(campaigns::progress::handle))
        .routes(routes!(campaigns::report::handle))
        .routes(routes!(campaigns::export::handle))
        .routes(routes!(vouchers::list::handle))
        .routes(routes!(vouchers::create::handle))
        .routes(routes!(vouchers::remove::handle))
        .routes(routes!(vouchers::add::handle))
        .routes(routes!(vouchers::clear::handle))
        .routes(routes!(suppressions::list::handle))
        .routes(routes!(suppressions::add::handle))
        .routes(routes!(suppressions::add_many::handle))
        .routes(routes!(suppressions::export::handle))
        .routes(routes!(suppressions::remove::handle))
        .routes(routes!(promotions::get::handle))
        .routes(routes!(promotions::set::handle))
        .routes(routes!(segments::list::handle))
        .routes(routes!(segments::create::handle))
        .routes(routes!(segments::count::handle))
        .routes(routes!(segments::explain::handle))
        .routes(routes!(segments::replace::handle))
        .routes(routes!(segments::remove::handle))
        .routes(routes!(segments::make_list::handle))
        .routes(routes!(segments::contacts::handle))
        .routes(routes!(segments::change_list::handle))
        .routes(routes!(segments::moves::handle))
        .routes(routes!(sources::list::handle))
        .routes(routes!(sources::create::handle))
        .routes(routes!(sources::replace::handle))
        .routes(routes!(sources::remove::handle))
        .routes(routes!(tracking::calls::identify::handle))
        .routes(routes!(tracking::calls::track::handle))
        .routes(routes!(tracking::calls::page::handle))
        .routes(routes!(tracking::calls::screen::handle))
        .routes(routes!(tracking::calls::group::handle))
        .routes(routes!(tracking::calls::alias::handle))
        .routes(routes!(tracking::batch::handle))
        .routes(routes!(tables::look::handle))
        .routes(routes!(tables::import::handle))
        .routes(routes!(tables::export::handle))
        .routes(routes!(webhooks::list::handle))
        .routes(routes!(webhooks::create::handle))
        .routes(routes!(webhooks::replace::handle))
        .routes(routes!(webhooks::remove::handle))
        .routes(routes!(webhooks::test::handle))
        .routes(routes!(webhooks::deliveries::handle))
        .routes(routes!(webhooks::resend::handle))
        .routes(routes!(hours::get::handle))
        .routes(routes!(hours::set::handle))
        .routes(routes!(closing::get::handle))
        .routes(routes!(closing::set::handle))
        .routes(routes!(retention::get::handle))
        .routes(routes!(retention::set::handle))
        .routes(routes!(retention::preview::handle))
        .routes(routes!(retention::told::handle))
        .routes(routes!(waits::get::handle))
        .routes(routes!(waits::set::handle))
        .routes(routes!(waits::stands::handle))
        .routes(routes!(model::get::handle))
        .routes(routes!(model::set::handle))
        .routes(routes!(model::draft::handle))
        .routes(routes!(model::translate::handle))
        .routes(routes!(levels::get::handle))
        .routes(routes!(levels::set::handle))
        .routes(routes!(surveys::get::handle))
        .routes(routes!(surveys::set::handle))
        .routes(routes!(reports::overview::handle))
        .routes(routes!(reports::members::handle))
        .routes(routes!(reports::labels::handle))
        .routes(routes!(reports::levels::handle))
        .routes(routes!(reports::tickets::handle))
        .routes(routes!(reports::export::handle))
        .routes(routes!(knowledge::list::handle))
        .routes(routes!(knowledge::create::handle))
        .routes(routes!(knowledge::import::handle))
        .routes(routes!(knowledge::get::handle))
        .routes(routes!(knowledge::replace::handle))
        .routes(routes!(knowledge::remove::handle))
        .routes(routes!(knowledge::versions::handle))
        .routes(routes!(knowledge::publish::handle))
        .routes(routes!(knowledge::withdraw::handle))
        .routes(routes!(knowledge::ask::handle))
        .routes(routes!(knowledge::unanswered::handle))
        .routes(routes!(knowledge::dismiss::handle))
        .routes(routes!(search::find::handle))
}
