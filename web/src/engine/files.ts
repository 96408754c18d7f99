/**
 * Files of messages: brought to the server before their message, and read by those who see it. What was read is held for a while, because
 * rows of a thread come and go while one scrolls.
 * Never shows a file by the address of the server: a brand's member says with each request for whom they ask, which a picture's element can't.
 */
import type { Rest } from './rest';
import type { Watch } from './upload';
import type { Attachment, ClientId, ConversationId } from './wire';

const MINUTE = 60_000;
/** Pictures held at once. */
const HELD = 60;

export class Files {
  /** The last used are at the end. */
  readonly #held = new Map<string, Promise<string>>();

  constructor(private readonly rest: Pick<Rest, 'blob' | 'upload'>) {}

  /** The same name again gives the first result. */
  upload(
    conversation: ConversationId,
    name: string,
    file: Blob,
    id: ClientId,
    watch: Watch,
  ): Promise<Attachment> {
    return this.rest.upload(pathOf(conversation), { name, client_id: id }, file, watch);
  }

  /** An address within this page by which a file is shown or saved. */
  address(conversation: ConversationId, { id }: Attachment): Promise<string> {
    const held = this.#held.get(id);
    const found = held ?? this.#read(conversation, id);
    this.#held.delete(id);
    this.#held.set(id, found);
    for (const [oldest, address] of this.#held) {
      if (this.#held.size <= HELD) break;
      this.#held.delete(oldest);
      void address.then((it) => URL.revokeObjectURL(it)).catch(() => undefined);
    }
    return found;
  }

  #read(conversation: ConversationId, id: string): Promise<string> {
    const path = `${pathOf(conversation)}/${encodeURIComponent(id)}`;
    const reading = this.rest.blob(path, undefined, MINUTE).then((blob) => URL.createObjectURL(blob));
    // What failed is read again when it is asked for again.
    reading.catch(() => this.#held.delete(id));
    return reading;
  }
}

function pathOf(conversation: ConversationId): string {
  return `/v1/conversations/${encodeURIComponent(conversation)}/attachments`;
}
