/**
 * The files that were chosen for a message and not sent yet: each is brought to the server at once, while one still writes. They outlive the
 * composer, so that whoever looks at another conversation finds them again, and not a reload: the page remembers that there were some.
 */
import {
  ApiError,
  asApiError,
  uuid,
  type Attachment,
  type ClientId,
  type Problem,
  type Thread,
} from '../engine';

/** As the server counts; see `limits.rs`. */
export const MOST_FILES = 10;
export const MOST_BYTES = 10 * 1024 * 1024;

type Way = Pick<Thread, 'id' | 'upload'>;

/** A file on its way. */
export class Chosen {
  readonly key: ClientId = uuid();
  /** Between 0 and 1. */
  share = $state(0);
  attachment = $state.raw<Attachment | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** Shows a picture before it has come anywhere. */
  readonly preview: string | null;
  #stop = new AbortController();

  constructor(
    readonly name: string,
    readonly bytes: number,
    private readonly file: Blob | null,
    private readonly way: Way,
  ) {
    this.preview = file?.type.startsWith('image/') ? URL.createObjectURL(file) : null;
  }

  /** Brings it to the server; again after a failure. */
  async bring(): Promise<void> {
    if (!this.file || this.attachment) return;
    const stop = (this.#stop = new AbortController());
    this.problem = null;
    this.share = 0;
    const watch = { progress: (share: number) => (this.share = share), signal: stop.signal };
    try {
      if (this.bytes > MOST_BYTES) throw tooLarge();
      const attachment = await this.way.upload(this.name, this.file, this.key, watch);
      if (!stop.signal.aborted) this.attachment = attachment;
    } catch (thrown) {
      if (!stop.signal.aborted) this.problem = asApiError(thrown).problem;
    }
  }

  /** Gives up on it. */
  drop(): void {
    this.#stop.abort();
    if (this.preview) URL.revokeObjectURL(this.preview);
  }

  /** One that is there already, of a message that was taken back. */
  static there(attachment: Attachment, way: Way): Chosen {
    const chosen = new Chosen(attachment.name, attachment.bytes, null, way);
    chosen.attachment = attachment;
    return chosen;
  }
}

/** Those of one conversation. */
export class ChosenFiles {
  all = $state.raw<readonly Chosen[]>([]);
  /** More were chosen than go with a message. */
  tooMany = $state(false);
  /** A reload lost some. */
  lost = $state(false);

  constructor(private readonly way: Way) {
    this.lost = sessionStorage.getItem(this.#mark) !== null;
    sessionStorage.removeItem(this.#mark);
  }

  get #mark(): string {
    return `files-${this.way.id}`;
  }

  /** Whether all have come, and none failed. */
  get ready(): boolean {
    return this.all.every((one) => one.attachment !== null);
  }

  add(wanted: readonly File[]): void {
    const room = MOST_FILES - this.all.length;
    this.tooMany = wanted.length > room;
    this.lost = false;
    const added = wanted.slice(0, room).map((file) => new Chosen(nameOf(file), file.size, file, this.way));
    this.#set([...this.all, ...added]);
    for (const one of added) void one.bring();
  }

  /** Those of a message that is written anew. */
  putBack(attachments: readonly Attachment[]): void {
    const held = this.all.map((one) => one.attachment?.id);
    const back = attachments.filter(({ id }) => !held.includes(id)).map((one) => Chosen.there(one, this.way));
    this.#set([...this.all, ...back].slice(0, MOST_FILES));
  }

  remove(one: Chosen): void {
    one.drop();
    this.tooMany = false;
    this.#set(this.all.filter((other) => other !== one));
  }

  /** What the message says, which is about to be sent. */
  take(): Attachment[] {
    const taken = this.all.flatMap(({ attachment }) => attachment ?? []);
    for (const one of this.all) one.drop();
    this.tooMany = false;
    this.#set([]);
    return taken;
  }

  #set(all: readonly Chosen[]): void {
    this.all = all;
    if (all.length > 0) sessionStorage.setItem(this.#mark, '1');
    else sessionStorage.removeItem(this.#mark);
  }
}

const byConversation: Partial<Record<string, ChosenFiles>> = {};

/** The chosen files of a thread, the same as long as the page lives. */
export function chosenFilesOf(way: Way): ChosenFiles {
  return (byConversation[way.id] ??= new ChosenFiles(way));
}

/** What came by pasting has no name of its own, and some names can't be a file's. */
function nameOf({ name }: File): string {
  const fitting = name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\]/gu, '_')
    .trim()
    .slice(-150);
  return /[^.]/.test(fitting) ? fitting : 'file';
}

function tooLarge(): ApiError {
  return new ApiError({ type: '', title: '', hint: '', status: 413, code: 'payload_too_large' });
}
