/**
 * Messages on their way to the disk. A page that is left drops what its database has not confirmed, so each message is also written here, which
 * takes effect at once, until the database has it.
 *
 * One key of the browser's storage for each sign-in. Never keeps what the database keeps, and never fails: a storage that is full or forbidden
 * leaves a message as safe as the database makes it.
 */
import type { Surroundings } from './options';
import type { ClientId } from './wire';

type Row = { client_id: ClientId };

export class WriteAhead<T extends Row> {
  readonly #key: string;

  constructor(
    private readonly storage: Surroundings['storage'],
    name: string,
  ) {
    this.#key = `subrosa.unkept.${name}`;
  }

  rows(): T[] {
    try {
      return JSON.parse(this.storage.getItem(this.#key) ?? '[]') as T[];
    } catch {
      return [];
    }
  }

  put(row: T): void {
    this.#write([...this.rows(), row]);
  }

  remove(clientId: ClientId): void {
    this.#write(this.rows().filter((row) => row.client_id !== clientId));
  }

  clear(): void {
    this.#write([]);
  }

  #write(rows: T[]): void {
    try {
      if (rows.length > 0) this.storage.setItem(this.#key, JSON.stringify(rows));
      else this.storage.removeItem(this.#key);
    } catch {
      // As the head of this file says.
    }
  }
}
