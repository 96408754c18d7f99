/**
 * The REST routes that the engine uses. The session is a same-origin cookie; every refusal is an ApiError.
 * Never keeps state and never decides what an error means for the session: that is reported.
 */
import { ApiError, endsSession, unreachable } from './api-error';
import { type Watch, upload } from './upload';
import { uuid } from './uuid';
import type {
  AccountId,
  AddedPasskey,
  Brand,
  CampaignId,
  ConversationId,
  ConversationPage,
  ConversationWithEvents,
  CustomerRetention,
  CustomerWait,
  Device,
  DeviceId,
  DeviceList,
  Dispute,
  DisputeId,
  DisputeList,
  DisputeWithHistory,
  EventPage,
  FinishSignOn,
  FoundAccount,
  Me,
  Membership,
  NewBrand,
  NewPasskey,
  NewSecondFactor,
  OpenDispute,
  PageRequest,
  Passkey,
  PasskeyCreation,
  PasskeyId,
  PasskeyList,
  PasskeyRequest,
  PasskeySignIn,
  PasswordChange,
  PlatformSignIn,
  Preference,
  Preferences,
  Problem,
  Profile,
  ProfileChange,
  PromotionBudget,
  RecoveryCodes,
  SecondFactor,
  ServerInfo,
  Session,
  SignIn,
  SignOnBegun,
  SignOnLink,
  SignOnLinks,
  SignUp,
  TakeDisputeStep,
  PromotionWishes,
} from './wire';

export interface Call {
  json?: object;
  bytes?: Blob;
  query?: Record<string, string | number | undefined>;
  /** The call makes something: it carries a key, so that repeating it is safe. */
  creates?: boolean;
  /** Milliseconds that the whole answer may take, where that is more than usual. */
  patience?: number;
}

/** Tries of a call that creates, when no answer came. */
const TRIES = 3;

export class Rest {
  constructor(
    private readonly fetch: typeof globalThis.fetch,
    private readonly origin: string,
    private readonly timeout: number,
    /** Called when the server says that the session is over. */
    private readonly ended: (problem: Problem) => void,
    /** The brand that its member acts for; the person's own account unless said. */
    private readonly brand?: AccountId,
  ) {}

  info = (): Promise<ServerInfo> => this.call('GET', '/v1/info');
  signUp = (json: SignUp): Promise<Session> => this.call('POST', '/v1/accounts', { json, creates: true });
  signIn = (json: SignIn): Promise<Session> => this.call('POST', '/v1/sessions', { json, creates: true });
  platformSignIn = (json: PlatformSignIn): Promise<Session> =>
    this.call('POST', '/v1/sessions/platform', { json, creates: true });
  askForPasskey = (): Promise<PasskeyRequest> => this.call('POST', '/v1/sessions/passkey/challenge');
  /** Not tried again by itself: a challenge is answered once. */
  passkeySignIn = (json: PasskeySignIn): Promise<Session> =>
    this.call('POST', '/v1/sessions/passkey', { json });
  beginSignOn = (brand: string): Promise<SignOnBegun> =>
    this.call('POST', '/v1/sessions/brand/way', { json: { brand } });
  /** Not tried again by itself: each way is gone once. */
  finishSignOn = (json: FinishSignOn): Promise<Session> =>
    this.call('POST', '/v1/sessions/brand', { json, patience: 30_000 });
  signOut = (): Promise<void> => this.call('DELETE', '/v1/sessions/current');

  me = (): Promise<Me> => this.call('GET', '/v1/me');
  changeProfile = (json: ProfileChange): Promise<Me> => this.call('PATCH', '/v1/me', { json });
  setAvatar = (bytes: Blob): Promise<Me> => this.call('PUT', '/v1/me/avatar', { bytes });
  removeAvatar = (): Promise<Me> => this.call('DELETE', '/v1/me/avatar');
  changePassword = (json: PasswordChange): Promise<void> => this.call('PUT', '/v1/me/password', { json });
  secondFactor = (): Promise<SecondFactor> => this.call('GET', '/v1/me/second-factor');
  beginSecondFactor = (password: string): Promise<NewSecondFactor> =>
    this.call('POST', '/v1/me/second-factor', { json: { password } });
  confirmSecondFactor = async (code: string): Promise<string[]> =>
    (await this.call<RecoveryCodes>('POST', '/v1/me/second-factor/confirmation', { json: { code } })).codes;
  newRecoveryCodes = async (code: string): Promise<string[]> =>
    (await this.call<RecoveryCodes>('POST', '/v1/me/second-factor/recovery-codes', { json: { code } })).codes;
  removeSecondFactor = (code: string): Promise<void> =>
    this.call('POST', '/v1/me/second-factor/removal', { json: { code } });
  listPasskeys = async (): Promise<Passkey[]> =>
    (await this.call<PasskeyList>('GET', '/v1/me/passkeys')).passkeys;
  beginPasskey = (password: string | undefined): Promise<PasskeyCreation> =>
    this.call('POST', '/v1/me/passkeys', { json: { password } });
  addPasskey = (json: NewPasskey): Promise<AddedPasskey> =>
    this.call('POST', '/v1/me/passkeys/confirmation', { json });
  renamePasskey = (id: PasskeyId, name: string): Promise<Passkey> =>
    this.call('PATCH', `/v1/me/passkeys/${id}`, { json: { name } });
  removePasskey = (id: PasskeyId, password: string | undefined): Promise<void> =>
    this.call('POST', `/v1/me/passkeys/${id}/removal`, { json: { password } });
  signOnLinks = async (): Promise<SignOnLink[]> =>
    (await this.call<SignOnLinks>('GET', '/v1/me/sign-on')).links;
  beginSignOnLink = (brand: string, password: string | undefined): Promise<SignOnBegun> =>
    this.call('POST', '/v1/me/sign-on', { json: { brand, password } });
  removeSignOnLink = (issuer: string): Promise<void> =>
    this.call('POST', '/v1/me/sign-on/removal', { json: { issuer } });
  promotionBudget = (): Promise<PromotionBudget> => this.call('GET', '/v1/me/promotions');
  setPromotionBudget = (json: PromotionBudget): Promise<PromotionBudget> =>
    this.call('PUT', '/v1/me/promotions', { json });
  listDevices = async (): Promise<Device[]> => (await this.call<DeviceList>('GET', '/v1/me/devices')).devices;
  revokeDevice = (id: DeviceId): Promise<void> => this.call('DELETE', `/v1/me/devices/${id}`);

  findAccount = async (handle: string): Promise<Profile> =>
    (await this.call<FoundAccount>('GET', `/v1/accounts/${encodeURIComponent(handle)}`)).account;
  startConversation = (handle: string): Promise<ConversationWithEvents> =>
    this.call('POST', '/v1/conversations', { json: { handle }, creates: true });
  listConversations = (after: string | undefined, limit: number): Promise<ConversationPage> =>
    this.call('GET', '/v1/conversations', { query: { after, limit } });
  conversation = (id: ConversationId): Promise<ConversationWithEvents> =>
    this.call('GET', `/v1/conversations/${encodeURIComponent(id)}`);
  readEvents = (id: ConversationId, page: PageRequest): Promise<EventPage> =>
    this.call('GET', `/v1/conversations/${encodeURIComponent(id)}/events`, { query: { ...page } });

  disputes = (id: ConversationId): Promise<DisputeList> =>
    this.call('GET', `/v1/conversations/${encodeURIComponent(id)}/disputes`);
  dispute = (id: ConversationId, dispute: DisputeId): Promise<DisputeWithHistory> =>
    this.call('GET', `/v1/conversations/${encodeURIComponent(id)}/disputes/${dispute}`);
  openDispute = (id: ConversationId, json: OpenDispute): Promise<Dispute> =>
    this.call('POST', `/v1/conversations/${encodeURIComponent(id)}/disputes`, { json, creates: true });
  takeDisputeStep = (id: ConversationId, dispute: DisputeId, json: TakeDisputeStep): Promise<Dispute> =>
    this.call('POST', `/v1/conversations/${encodeURIComponent(id)}/disputes/${dispute}/steps`, { json });

  preferences = (id: ConversationId): Promise<Preferences> =>
    this.call('GET', `/v1/conversations/${encodeURIComponent(id)}/preferences`);
  setPreferences = (id: ConversationId, json: PromotionWishes): Promise<Preferences> =>
    this.call('PUT', `/v1/conversations/${encodeURIComponent(id)}/preferences`, { json });
  /** To switch it on, with the text that was shown. */
  setPreference = (id: ConversationId, topic: string, text: string | null): Promise<Preference> =>
    this.call('PUT', `/v1/conversations/${encodeURIComponent(id)}/preferences/${topic}`, {
      json: text === null ? { is_on: false } : { is_on: true, text },
    });

  complain = (id: ConversationId, campaign: CampaignId): Promise<Preferences> =>
    this.call('POST', `/v1/conversations/${encodeURIComponent(id)}/complaints`, { json: { campaign } });

  wait = (id: ConversationId): Promise<CustomerWait> =>
    this.call('GET', `/v1/conversations/${encodeURIComponent(id)}/wait`);

  customerRetention = (id: ConversationId): Promise<CustomerRetention> =>
    this.call('GET', `/v1/conversations/${encodeURIComponent(id)}/retention`);

  memberships = async (): Promise<Membership[]> =>
    (await this.call<{ memberships: Membership[] }>('GET', '/v1/brands')).memberships;
  createBrand = (json: NewBrand): Promise<Brand> => this.call('POST', '/v1/brands', { json, creates: true });
  acceptMembership = (brand: AccountId): Promise<void> => this.call('PUT', `/v1/brands/${brand}/membership`);
  endMembership = (brand: AccountId): Promise<void> => this.call('DELETE', `/v1/brands/${brand}/membership`);

  /** One request; rejects with ApiError. */
  async call<Result>(method: string, path: string, call: Call = {}): Promise<Result> {
    const response = await this.#answer(method, path, call);
    return (response.status === 204 ? undefined : await jsonOf(response)) as Result;
  }

  /** The same where the answer is a text of its own kind, and not JSON. */
  async text(path: string, query: Call['query']): Promise<string> {
    return (await this.#answer('GET', path, { query })).text();
  }

  /** The same where the answer may be long. */
  async blob(path: string, query: Call['query'], patience: number): Promise<Blob> {
    const response = await this.#answer('GET', path, { query, patience });
    return response.blob().catch(() => {
      // It broke off, so it is not whole.
      throw unreachable();
    });
  }

  /** Sends bytes as they are, and says how far they have come. */
  async upload<Result>(path: string, query: Call['query'], bytes: Blob, watch: Watch): Promise<Result> {
    const headers: Record<string, string> = { 'Content-Type': 'application/octet-stream' };
    if (this.brand) headers['Subrosa-Account'] = this.brand;
    const { status, text } = await upload(this.origin + path + queryOf(query), headers, bytes, watch);
    const response = new Response(text, { status });
    if (response.ok) return (await jsonOf(response)) as Result;
    throw await this.#refusal(response);
  }

  async #answer(method: string, path: string, call: Call): Promise<Response> {
    const headers: Record<string, string> = {};
    if (call.json) headers['Content-Type'] = 'application/json';
    if (call.bytes) headers['Content-Type'] = call.bytes.type;
    if (call.creates) headers['Idempotency-Key'] = uuid();
    if (this.brand) headers['Subrosa-Account'] = this.brand;
    const body = call.json ? JSON.stringify(call.json) : call.bytes;
    const request = { method, headers, body, credentials: 'same-origin' } satisfies RequestInit;

    const tries = call.creates ? TRIES : 1;
    const patience = call.patience ?? this.timeout;
    const response = await this.#fetch(path + queryOf(call.query), request, tries, patience);
    if (response.ok) return response;
    throw await this.#refusal(response);
  }

  async #refusal(response: Response): Promise<ApiError> {
    const problem = await problemOf(response);
    if (endsSession(problem)) this.ended(problem);
    return new ApiError(problem);
  }

  async #fetch(path: string, request: RequestInit, tries: number, patience: number): Promise<Response> {
    try {
      return await this.fetch(this.origin + path, { ...request, signal: AbortSignal.timeout(patience) });
    } catch {
      if (tries > 1) return this.#fetch(path, request, tries - 1, patience);
      throw unreachable();
    }
  }
}

function queryOf(values: Call['query']): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values ?? {}))
    if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return text && `?${text}`;
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw unreachable();
  }
}

/** The problem of an answer; one without problem details comes from something between us and the server. */
async function problemOf(response: Response): Promise<Problem> {
  try {
    const problem = (await response.json()) as Partial<Problem>;
    if (typeof problem.code === 'string') return problem as Problem;
  } catch {
    // Not JSON.
  }
  return { ...unreachable().problem, status: response.status };
}
