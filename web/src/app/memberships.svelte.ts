/** The brands that one works for, and those that ask. Read when the connection comes, and after each change. */
import type { Membership } from '../engine';

import { engine } from './engine';

class Memberships {
  all: readonly Membership[] = $state.raw([]);
  #loading: Promise<void> | null = null;

  get joined(): readonly Membership[] {
    return this.all.filter(({ invited }) => !invited);
  }

  get invitations(): readonly Membership[] {
    return this.all.filter(({ invited }) => invited);
  }

  /** Rejects with ApiError. */
  load(): Promise<void> {
    this.#loading ??= engine
      .memberships()
      .then((all) => void (this.all = all))
      .finally(() => (this.#loading = null));
    return this.#loading;
  }

  /** The membership of a brand by its handle or id, as far as it was accepted; rejects with ApiError. */
  async find(name: string): Promise<Membership | undefined> {
    const wanted = name.toLowerCase();
    const search = () =>
      this.joined.find(({ brand }) => brand.id === name || brand.handle.toLowerCase() === wanted);
    if (!search()) await this.load();
    return search();
  }

  async accept({ brand }: Membership): Promise<void> {
    await engine.acceptMembership(brand.id);
    await this.load();
  }

  /** Declines an invitation, or works for the brand no more. */
  async end({ brand }: Membership): Promise<void> {
    await engine.endMembership(brand.id);
    await this.load();
  }

  clear(): void {
    this.all = [];
  }
}

export const memberships = new Memberships();
