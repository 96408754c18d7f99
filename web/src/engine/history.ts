/**
 * Reads what is not in memory yet: logs from the disk, older events and the rest of the list from the server.
 */
import type { Disk } from './disk';
import type { Rest } from './rest';
import type { World } from './world';
import type { ConversationId, Event, PageRequest } from './wire';

/** Conversations read without being asked for, so that the unread total and the search know what there is. */
const LIST_AHEAD = 500;
const LIST_PAGE = 100;

export class History {
  readonly #logs = new Map<ConversationId, Promise<void>>();
  /** The disk holds logs of an older life of the store. */
  #diskIsOlder = false;
  #listing: Promise<void> | null = null;

  constructor(
    private readonly world: World,
    private readonly disk: Disk | null,
    private readonly rest: Rest,
  ) {}

  /** The world was replaced: what is still being read belongs to the old one. */
  worldReplaced(): void {
    this.#diskIsOlder = true;
  }

  /** Brings into memory what the disk holds of a log. */
  loadLog(id: ConversationId): Promise<void> {
    let loading = this.#logs.get(id);
    if (!loading) this.#logs.set(id, (loading = this.#readLog(id)));
    return loading;
  }

  async #readLog(id: ConversationId): Promise<void> {
    const events = (await this.disk?.events(id).catch(() => [])) ?? [];
    if (!this.#diskIsOlder) this.world.addHistory(id, events);
  }

  /** A page of a log from the server; rejects with ApiError. */
  async readEvents(id: ConversationId, page: PageRequest): Promise<readonly Event[]> {
    const stillValid = this.#sameEpoch();
    const { events } = await this.rest.readEvents(id, page);
    if (stillValid()) this.world.addHistory(id, events);
    return events;
  }

  /** One conversation that is not in the part of the list that is held; rejects with ApiError. */
  async loadConversation(id: ConversationId): Promise<void> {
    const stillValid = this.#sameEpoch();
    const item = await this.rest.conversation(id);
    if (stillValid()) this.world.put(item);
  }

  /** One more page of the list; rejects with ApiError. */
  loadList(): Promise<void> {
    this.#listing ??= this.#readList().finally(() => (this.#listing = null));
    return this.#listing;
  }

  async #readList(): Promise<void> {
    if (!this.world.next) return;
    const stillValid = this.#sameEpoch();
    const page = await this.rest.listConversations(this.world.next, LIST_PAGE);
    if (stillValid()) this.world.addPage(page);
  }

  /** Reads the list ahead while that is wanted; what fails is tried again with the next connection. */
  async readListAhead(wanted: () => boolean): Promise<void> {
    try {
      while (wanted() && this.world.next && this.world.conversations.size < LIST_AHEAD) await this.loadList();
    } catch {
      // No connection, or a busy server.
    }
  }

  #sameEpoch(): () => boolean {
    const before = this.world.position?.epoch;
    return () => this.world.position?.epoch === before;
  }
}
