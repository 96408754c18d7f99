/**
 * The wire: what travels between this client and the server, written after `crates/proto`.
 * Never logic; only shapes.
 */

export type AccountId = string;
export type DeviceId = string;
export type ConversationId = string;
export type EventId = string;
/** A UUID: the permanent name of one send. */
export type ClientId = string;
/** Milliseconds since 1970-01-01T00:00:00Z by the server's clock. */
export type Timestamp = number;
/** `epoch.number`: how far a client has seen its account's changes. */
export type Cursor = string;

export interface Profile {
  id: AccountId;
  handle: string;
  display_name: string;
  bio: string;
  avatar?: string;
  disabled?: boolean;
}

export interface Me extends Profile {
  created_at: Timestamp;
  has_password: boolean;
}

export interface ProfileChange {
  display_name?: string;
  bio?: string;
}

export interface SignUp {
  handle: string;
  password: string;
  display_name?: string;
  invite?: string;
  device_name?: string;
}

export interface SignIn {
  handle: string;
  password: string;
  device_name?: string;
}

export interface PlatformSignIn {
  token: string;
  device_name?: string;
}

export interface PasswordChange {
  current: string;
  new: string;
}

export interface Session {
  token: string;
  account: Profile;
  device: DeviceId;
}

export interface Device {
  id: DeviceId;
  name: string;
  created_at: Timestamp;
  last_seen_at: Timestamp;
  current: boolean;
}

export interface ServerInfo {
  name: string;
  version: string;
  sign_up: 'open' | 'invite' | 'closed';
  platform_sign_in: boolean;
}

export type EntityKind = 'link' | 'mention' | 'bold' | 'italic' | 'code';

/** A marked part of the text; offset and length count Unicode scalar values. */
export interface Entity {
  kind: EntityKind;
  offset: number;
  length: number;
}

/** What a message says. A higher `v` than 1 needs a newer app to show. */
export interface Body {
  v: number;
  text: string;
  entities?: Entity[];
}

/** One entry of a conversation's log. Kinds other than `message` are skipped by clients that do not know them. */
export interface Event {
  seq: number;
  id: EventId;
  kind: string;
  author: AccountId;
  client_id: ClientId;
  at: Timestamp;
  body: Body;
}

export interface EventPage {
  events: Event[];
  head: number;
}

export interface PageRequest {
  before?: number;
  after?: number;
  around?: number;
  limit?: number;
}

export interface Sent {
  seq: number;
  id: EventId;
  at: Timestamp;
}

export interface Draft {
  text: string;
  at: Timestamp;
}

/** A conversation as this member sees it: of two states the one with the higher `number` holds. */
export interface Conversation {
  id: ConversationId;
  kind: string;
  number: number;
  peer: Profile;
  head: number;
  activity: Timestamp;
  unread: number;
  read: number;
  peer_read: number;
  peer_delivered: number;
  draft?: Draft;
}

export interface ConversationWithEvents {
  conversation: Conversation;
  events: Event[];
}

export interface ConversationPage {
  conversations: ConversationWithEvents[];
  next?: string;
}

export interface Snapshot extends ConversationPage {
  cursor: Cursor;
  me: Me;
}

/** One change: the whole present state of one object. */
export type Entry = { previous: number; number: number } & (ConversationWithEvents | { me: Me });

export interface Presence {
  account: AccountId;
  online: boolean;
  last_seen?: Timestamp;
}

export type ErrorCode =
  | 'malformed_request'
  | 'invalid_parameter'
  | 'invalid_cursor'
  | 'unauthenticated'
  | 'sign_in_failed'
  | 'platform_token_invalid'
  | 'forbidden'
  | 'cross_site'
  | 'sign_up_closed'
  | 'invite_required'
  | 'account_disabled'
  | 'not_found'
  | 'recipient_unavailable'
  | 'method_not_allowed'
  | 'handle_taken'
  | 'client_id_conflict'
  | 'self_conversation'
  | 'handle_invalid'
  | 'password_invalid'
  | 'text_invalid'
  | 'body_invalid'
  | 'image_invalid'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'too_many_requests'
  | 'internal'
  | 'overloaded'
  | 'storage_full'
  | 'storage_unavailable'
  | 'draining'
  | 'device_revoked'
  /** Made by this client when no answer came; never sent by a server. */
  | 'unreachable';

/** An error as it travels: problem details (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  hint: string;
  detail?: string;
  field?: string;
  retry_after?: number;
}

export interface ClientFrame {
  type: string;
  id?: number;
  params?: object;
}

export type ServerFrame =
  | { type: 'welcome'; account: AccountId; device: DeviceId; now: Timestamp }
  | ({ type: 'snapshot' } & Snapshot)
  | ({ type: 'entry' } & Entry)
  | { type: 'caught_up'; cursor: Cursor }
  | { type: 'reply'; id: number; result?: unknown; error?: Problem }
  | { type: 'error'; error: Problem }
  | { type: 'typing'; conversation: ConversationId; account: AccountId }
  | ({ type: 'presence' } & Presence)
  | { type: 'bye'; error: Problem; reconnect_after?: number | null };
