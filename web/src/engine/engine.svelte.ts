/**
 * The engine as the interface sees it: one object with reactive fields, from before anyone is signed in until after.
 * What it shows of its client stands in `published`; here is the session around it. The rules are elsewhere.
 */
import type { Client } from './client';
import { type EngineOptions, surroundings } from './options';
import { Published } from './published.svelte';
import { SessionKeeper } from './session';
import { OpenThread, type ThreadHost } from './thread.svelte';
import type { BrandDoor, Engine, Phase } from './types';
import type { AccountId, ConversationId, Me, Problem } from './wire';

class LiveEngine extends Published implements Engine {
  phase = $state<Phase>('starting');
  signedOutBy = $state.raw<Problem | null>(null);
  readonly #session: SessionKeeper;

  constructor(options: EngineOptions) {
    const around = surroundings(options);
    super(around);
    this.#session = new SessionKeeper(around, {
      ...this.hooks(),
      phase: (phase, problem) => this.#phaseChanged(phase, problem),
    });
  }

  protected get client(): Client | null {
    return this.#session.client;
  }

  protected makeThread(id: ConversationId, client: Client, host: ThreadHost): OpenThread {
    return new OpenThread(id, client, host);
  }

  #phaseChanged(phase: Phase, problem: Problem | null): void {
    if (phase === 'signed_out') this.forget();
    this.publishAll();
    this.signedOutBy = problem;
    this.phase = phase;
  }

  // The session.

  start = (): void => this.#session.start();
  stop = async (): Promise<void> => {
    this.silence();
    await this.#session.stop();
  };
  reconnect = (): void => this.#session.reconnect();
  info: Engine['info'] = () => this.#session.rest.info();
  signUp: Engine['signUp'] = (request) => this.#session.enter(() => this.#session.rest.signUp(request));
  signIn: Engine['signIn'] = (request) => this.#session.enter(() => this.#session.rest.signIn(request));
  platformSignIn: Engine['platformSignIn'] = (request) =>
    this.#session.enter(() => this.#session.rest.platformSignIn(request));
  askForPasskey: Engine['askForPasskey'] = () => this.#session.rest.askForPasskey();
  passkeySignIn: Engine['passkeySignIn'] = (request) =>
    this.#session.enter(() => this.#session.rest.passkeySignIn(request));
  beginSignOn: Engine['beginSignOn'] = (brand) => this.#session.rest.beginSignOn(brand);
  finishSignOn: Engine['finishSignOn'] = async (request) => {
    const finish = () => this.#session.rest.finishSignOn(request);
    await (this.phase === 'signed_in' ? finish() : this.#session.enter(finish));
  };
  signOut: Engine['signOut'] = () => this.#session.leave();
  changeProfile: Engine['changeProfile'] = (change) => this.#keepMe(this.#session.rest.changeProfile(change));
  setAvatar: Engine['setAvatar'] = (image) => this.#keepMe(this.#session.rest.setAvatar(image));
  removeAvatar: Engine['removeAvatar'] = () => this.#keepMe(this.#session.rest.removeAvatar());
  changePassword: Engine['changePassword'] = (change) => this.#session.rest.changePassword(change);
  secondFactor: Engine['secondFactor'] = () => this.#session.rest.secondFactor();
  beginSecondFactor: Engine['beginSecondFactor'] = (password) =>
    this.#session.rest.beginSecondFactor(password);
  confirmSecondFactor: Engine['confirmSecondFactor'] = (code) => this.#session.rest.confirmSecondFactor(code);
  newRecoveryCodes: Engine['newRecoveryCodes'] = (code) => this.#session.rest.newRecoveryCodes(code);
  removeSecondFactor: Engine['removeSecondFactor'] = (code) => this.#session.rest.removeSecondFactor(code);
  listPasskeys: Engine['listPasskeys'] = () => this.#session.rest.listPasskeys();
  beginPasskey: Engine['beginPasskey'] = (password) => this.#session.rest.beginPasskey(password);
  addPasskey: Engine['addPasskey'] = (made) => this.#session.rest.addPasskey(made);
  renamePasskey: Engine['renamePasskey'] = (id, name) => this.#session.rest.renamePasskey(id, name);
  removePasskey: Engine['removePasskey'] = (id, password) => this.#session.rest.removePasskey(id, password);
  signOnLinks: Engine['signOnLinks'] = () => this.#session.rest.signOnLinks();
  beginSignOnLink: Engine['beginSignOnLink'] = (brand, password) =>
    this.#session.rest.beginSignOnLink(brand, password);
  removeSignOnLink: Engine['removeSignOnLink'] = (issuer) => this.#session.rest.removeSignOnLink(issuer);
  promotionBudget: Engine['promotionBudget'] = () => this.#session.rest.promotionBudget();
  setPromotionBudget: Engine['setPromotionBudget'] = (budget) =>
    this.#session.rest.setPromotionBudget(budget);
  listDevices: Engine['listDevices'] = () => this.#session.rest.listDevices();
  revokeDevice: Engine['revokeDevice'] = (id) => this.#session.rest.revokeDevice(id);
  findAccount: Engine['findAccount'] = (handle) => this.#session.rest.findAccount(handle);

  disputes: Engine['disputes'] = (id) => this.#session.rest.disputes(id);
  dispute: Engine['dispute'] = (id, dispute) => this.#session.rest.dispute(id, dispute);
  openDispute: Engine['openDispute'] = (id, wanted) => this.#session.rest.openDispute(id, wanted);
  takeDisputeStep: Engine['takeDisputeStep'] = (id, dispute, wanted) =>
    this.#session.rest.takeDisputeStep(id, dispute, wanted);

  preferences: Engine['preferences'] = (id) => this.#session.rest.preferences(id);
  setPreferences: Engine['setPreferences'] = (id, wanted) => this.#session.rest.setPreferences(id, wanted);
  complain: Engine['complain'] = (id, campaign) => this.#session.rest.complain(id, campaign);
  wait: Engine['wait'] = (id) => this.#session.rest.wait(id);
  retention: Engine['retention'] = (id) => this.#session.rest.customerRetention(id);
  setPreference: Engine['setPreference'] = (id, topic, text) =>
    this.#session.rest.setPreference(id, topic, text);

  async #keepMe(changing: Promise<Me>): Promise<void> {
    const me = await changing;
    this.client?.world.setMe(me);
    this.flush();
  }

  // Brands.

  memberships: Engine['memberships'] = () => this.#session.rest.memberships();
  createBrand: Engine['createBrand'] = (brand) => this.#session.rest.createBrand(brand);
  acceptMembership: Engine['acceptMembership'] = (brand) => this.#session.rest.acceptMembership(brand);
  endMembership: Engine['endMembership'] = (brand) => this.#session.rest.endMembership(brand);

  doorTo(brand: AccountId): BrandDoor | null {
    const { who } = this.#session;
    if (!who) return null;
    return {
      around: this.around,
      who: { account: brand, device: who.device, member: who.account },
      keeps: (keeps) => this.#session.keepsOf(brand, keeps),
    };
  }

  async startConversation(handle: string): Promise<ConversationId> {
    const item = await this.#session.rest.startConversation(handle);
    this.client?.world.put(item);
    this.flush();
    return item.conversation.id;
  }
}

/** The one engine of a page. */
export function createEngine(options: EngineOptions = {}): Engine {
  return new LiveEngine(options);
}
