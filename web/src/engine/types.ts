/**
 * What the interface sees of the engine. Every `readonly` field here is reactive (Svelte runes): read it in markup,
 * `$derived` or `$effect` and it stays current. Arrays and objects are never changed in place: a changed message or
 * conversation is a new object, an unchanged one the same, so `{#each … (key)}` does the least work.
 */
import type { ApiError } from './api-error';
import type { SignedIn } from './signed-in';
import type { Watch } from './upload';
import type { Surroundings } from './options';
import type {
  AccountId,
  AddedPasskey,
  Attachment,
  Body,
  Brand,
  CampaignId,
  ClientId,
  Conversation,
  ConversationId,
  CustomerRetention,
  CustomerWait,
  Device,
  DeviceId,
  Dispute,
  DisputeId,
  DisputeList,
  DisputeWithHistory,
  EventId,
  FinishSignOn,
  Me,
  Membership,
  NewBrand,
  NewPasskey,
  NewSecondFactor,
  OpenDispute,
  Passkey,
  PasskeyCreation,
  PasskeyId,
  PasskeyRequest,
  PasskeySignIn,
  PasswordChange,
  PlatformSignIn,
  Preference,
  Preferences,
  Presence,
  Problem,
  Profile,
  ProfileChange,
  PromotionBudget,
  SecondFactor,
  ServerInfo,
  SignIn,
  SignOnBegun,
  SignOnLink,
  SignUp,
  TakeDisputeStep,
  Timestamp,
  PromotionWishes,
} from './wire';

/** `starting` until it is known whether someone is signed in. */
export type Phase = 'starting' | 'signed_out' | 'signed_in';

/** `connecting`: a try is under way. `offline`: waiting for the next try. `live`: everything is here. */
export type Status = 'offline' | 'connecting' | 'catching_up' | 'live';

/** Where one's own message is on its way. */
export type Delivery = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** One message of a thread: an event of the log, or one that still waits in the outbox. */
export interface Message {
  /** Unique in the thread, and the same before and after the server took the message. */
  readonly key: string;
  /** Its place in the conversation; null while it has none. */
  readonly seq: number | null;
  readonly id: EventId | null;
  readonly author: AccountId;
  readonly mine: boolean;
  readonly at: Timestamp;
  /** A body with `v` above 1 needs a newer app: say so instead of showing it. */
  readonly body: Body;
  /** Its state in the outbox; null once it is part of the log. Use `deliveryOf` for what to show. */
  readonly pending: 'queued' | 'sending' | 'sent' | 'failed' | null;
  /** Why it failed. */
  readonly problem: Problem | null;
}

/** A conversation as the list shows it. What was read and written here counts at once, before the server knows. */
export interface ConversationView extends Omit<Conversation, 'number' | 'draft'> {
  /** The newest message, waiting ones included; null before the first. */
  readonly last: Message | null;
  /** Words begun and not sent; empty without. */
  readonly draft: string;
}

/** One conversation opened for reading: a window without holes on its log, newest last. */
export interface Thread {
  readonly id: ConversationId;
  /** Null until it is known. */
  readonly conversation: ConversationView | null;
  /** True when there is no such conversation, or it is not one's own. */
  readonly missing: boolean;
  readonly messages: readonly Message[];
  /** The window begins with the first message ever. */
  readonly atStart: boolean;
  /** The window ends with the newest message; waiting messages show only then. */
  readonly atNewest: boolean;
  /** What is being read from the server now. */
  readonly loading: 'older' | 'newer' | 'around' | null;
  /** Why the last reading failed; cleared by the next. It is tried again by itself when the connection is back. */
  readonly problem: ApiError | null;
  /** The composer's text: bind it one way and report changes by `setDraft`. Other devices' words appear here when nothing is being typed. */
  readonly draft: string;
  /** The other person is writing. */
  readonly typing: boolean;

  /** Extends the window, or waits for the loading under way; does nothing when there is nothing more. Never rejects. */
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Moves the window to a message, loading what is around it. Resolves when it is in `messages`. Never rejects. */
  goTo(seq: number): Promise<void>;
  goToNewest(): Promise<void>;

  /** Puts a message into the outbox and shows it at once; clears the draft and moves the window to the newest. */
  send(text: string, attachments?: readonly Attachment[]): void;
  /** Brings a file to the server, for a message that is sent afterwards. The same name for it again gives the first result. Rejects with ApiError. */
  upload(name: string, file: Blob, id: ClientId, watch: Watch): Promise<Attachment>;
  /** An address within this page by which a file of a message is shown or saved. Rejects with ApiError. */
  fileAddress(attachment: Attachment): Promise<string>;
  /**
   * Answers with something that a brand's message offers, by the message's `seq` and the offer's id. Does nothing when it is no
   * longer offered, or was tapped already and not answered yet. What is being written stays.
   */
  choose(seq: number, id: string): void;
  /** Sends a failed message again, after those sent since. */
  retry(key: string): void;
  /** Removes a failed message. */
  discard(key: string): void;
  /** Keeps the words being written, here and on the other devices; also tells the other person that someone is writing. */
  setDraft(text: string): void;
  /** Everything up to this message was seen. Call as often as you like. */
  markRead(seq: number): void;
  /** Call when the thread is no longer shown. */
  close(): void;
}

/** A message found by searching. */
export interface FoundMessage {
  readonly conversation: ConversationView;
  readonly message: Message;
}

export interface SearchResult {
  /** By name or handle, newest activity first. */
  readonly conversations: readonly ConversationView[];
  /** By text, newest first. */
  readonly messages: readonly FoundMessage[];
}

/** What opens a brand's inbox for the person who is signed in. */
export interface BrandDoor {
  readonly around: Surroundings;
  readonly who: Required<SignedIn>;
  /** Says whether something of the brand is kept in this browser: it goes when the person signs out. */
  keeps(keeps: boolean): void;
}

export interface Engine {
  readonly phase: Phase;
  /** Why the server ended the session (device revoked, account disabled); null after an ordinary sign-out. */
  readonly signedOutBy: Problem | null;
  readonly status: Status;
  /** The local time of the next try while offline; null otherwise. */
  readonly retryAt: number | null;
  readonly me: Me | null;
  /** Newest activity first. */
  readonly conversations: readonly ConversationView[];
  /** False until the list was loaded once, from this device or the server. */
  readonly ready: boolean;
  readonly hasMoreConversations: boolean;
  readonly unreadTotal: number;
  /** Messages not yet taken by the server, failed ones included: warn before signing out. */
  readonly waiting: number;
  readonly failed: number;
  /** The browser refuses to store (full, or private): messages are sent, but do not survive a reload. */
  readonly storageTrouble: boolean;

  /** Reactive per argument. */
  conversation(id: ConversationId): ConversationView | undefined;
  typing(id: ConversationId): boolean;
  /** Undefined while unknown or not connected. Only of accounts passed to `watch`. */
  presence(account: AccountId): Presence | undefined;
  /** Now by the server's clock, for relative times. Not reactive. */
  now(): Timestamp;
  avatarUrl(profile: Profile): string | null;

  /** Opens the connection and whatever this device holds. Call once. */
  start(): void;
  /** Ends everything, for tests and hot reload. */
  stop(): Promise<void>;
  /** Tries to connect now instead of at `retryAt`. */
  reconnect(): void;

  // All of these reject with ApiError.
  info(): Promise<ServerInfo>;
  signUp(request: SignUp): Promise<void>;
  signIn(request: SignIn): Promise<void>;
  platformSignIn(request: PlatformSignIn): Promise<void>;
  /** What a passkey is to sign. */
  askForPasskey(): Promise<PasskeyRequest>;
  passkeySignIn(request: PasskeySignIn): Promise<void>;
  /** The way to the identity provider of a brand, by its handle. */
  beginSignOn(brand: string): Promise<SignOnBegun>;
  /** Back from it. Who is signed in already is signed in anew, which the app finds out when it starts. */
  finishSignOn(request: FinishSignOn): Promise<void>;
  /** Wipes everything this browser holds of the account, in all tabs. Never rejects: without a connection the server is told later. */
  signOut(): Promise<void>;
  changeProfile(change: ProfileChange): Promise<void>;
  setAvatar(image: Blob): Promise<void>;
  removeAvatar(): Promise<void>;
  changePassword(change: PasswordChange): Promise<void>;
  secondFactor(): Promise<SecondFactor>;
  /** A secret for an app, which comes into force with the first code. */
  beginSecondFactor(password: string): Promise<NewSecondFactor>;
  /** Recovery codes, shown once. */
  confirmSecondFactor(code: string): Promise<string[]>;
  newRecoveryCodes(code: string): Promise<string[]>;
  removeSecondFactor(code: string): Promise<void>;
  listPasskeys(): Promise<Passkey[]>;
  /** What the browser makes a passkey by; the password where there is one. */
  beginPasskey(password: string | undefined): Promise<PasskeyCreation>;
  addPasskey(made: NewPasskey): Promise<AddedPasskey>;
  renamePasskey(id: PasskeyId, name: string): Promise<Passkey>;
  removePasskey(id: PasskeyId, password: string | undefined): Promise<void>;
  signOnLinks(): Promise<SignOnLink[]>;
  beginSignOnLink(brand: string, password: string | undefined): Promise<SignOnBegun>;
  removeSignOnLink(issuer: string): Promise<void>;
  /** How many promotions the person wants. */
  promotionBudget(): Promise<PromotionBudget>;
  setPromotionBudget(budget: PromotionBudget): Promise<PromotionBudget>;
  listDevices(): Promise<Device[]>;
  revokeDevice(id: DeviceId): Promise<void>;
  findAccount(handle: string): Promise<Profile>;
  /** The disputes of a conversation with a brand, and the orders that one can be about. */
  disputes(id: ConversationId): Promise<DisputeList>;
  dispute(id: ConversationId, dispute: DisputeId): Promise<DisputeWithHistory>;
  openDispute(id: ConversationId, wanted: OpenDispute): Promise<Dispute>;
  takeDisputeStep(id: ConversationId, dispute: DisputeId, wanted: TakeDisputeStep): Promise<Dispute>;

  /** The brands that the person works for, or is invited to. */
  /** What one hears of from the brand in a conversation. */
  preferences(id: ConversationId): Promise<Preferences>;
  /** How it is to write, whatever was said before. */
  setPreferences(id: ConversationId, wanted: PromotionWishes): Promise<Preferences>;
  /** Says that a promotion is unwanted: all that one agreed to hear of from the brand ends. */
  complain(id: ConversationId, campaign: CampaignId): Promise<Preferences>;
  /** How the wait for a person stands, in a conversation with a brand. */
  wait(id: ConversationId): Promise<CustomerWait>;
  /** For how long the brand in a conversation keeps what is said. */
  retention(id: ConversationId): Promise<CustomerRetention>;
  /** Switches a topic on with the text that was shown, or off with null. */
  setPreference(id: ConversationId, topic: string, text: string | null): Promise<Preference>;

  memberships(): Promise<Membership[]>;
  createBrand(brand: NewBrand): Promise<Brand>;
  acceptMembership(brand: AccountId): Promise<void>;
  /** Declines an invitation, or works for the brand no more. */
  endMembership(brand: AccountId): Promise<void>;
  /** Null while no one is signed in. */
  doorTo(brand: AccountId): BrandDoor | null;
  /** Begins, or finds, the conversation with a person. */
  startConversation(handle: string): Promise<ConversationId>;
  loadMoreConversations(): Promise<void>;

  /** The same object while it is open; `close` it when it is no longer shown. */
  openThread(id: ConversationId): Thread;
  /** The accounts whose presence is on screen; replaces those said before. */
  watch(accounts: readonly AccountId[]): void;
  /** Searches what this device holds; the server never searches people's conversations. */
  search(query: string): Promise<SearchResult>;
  /** Called for each message of the other person that arrives while connected; returns how to stop. */
  onMessage(listener: (conversation: ConversationView, message: Message) => void): () => void;
}
