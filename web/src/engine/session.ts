/**
 * From starting to signing out: finds out who is signed in, opens and closes the client for it, and keeps all tabs in
 * step. Never leaves anything of an ended session behind.
 */
import { ApiError, asApiError, endsSession } from './api-error';
import { Client, type ClientHooks } from './client';
import { Disk, diskName } from './disk';
import type { Surroundings } from './options';
import { watchPage } from './page';
import { Rest } from './rest';
import { SessionNote } from './session-note';
import type { SignedIn } from './signed-in';
import { backoff } from './timing';
import type { Phase } from './types';
import type { AccountId, DeviceId, Problem, Session } from './wire';

export interface SessionHooks extends Omit<ClientHooks, 'ended' | 'replaced'> {
  phase(phase: Phase, problem: Problem | null): void;
}

export class SessionKeeper {
  client: Client | null = null;
  /** Whose client is open, or being opened. */
  #who: SignedIn | null = null;
  readonly rest: Rest;
  readonly #note: SessionNote;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  /** Tells the server of a signing out; signing in waits for it, so that it never ends the new session. */
  #leaving: Promise<void> = Promise.resolve();
  #stopWatching = (): void => undefined;

  constructor(
    private readonly around: Surroundings,
    private readonly hooks: SessionHooks,
  ) {
    this.rest = new Rest(around.fetch, around.origin, around.timing.request, (problem) =>
      this.#refused(problem),
    );
    this.#note = new SessionNote(around, (news) => {
      if (news.kind === 'signed_in') void this.#changeTo(this.#note.read());
      else void this.#end(news.problem);
    });
  }

  address(path: string): string {
    return this.around.origin + path;
  }

  start(): void {
    this.#stopWatching = watchPage({
      online: () => this.reconnect(),
      shown: () => this.reconnect(),
      offline: () => this.client?.connection.networkGone(),
      left: () => this.client?.flush(),
    });
    this.#begin();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#retry);
    this.#stopWatching();
    this.#note.close();
    await this.client?.stop();
  }

  /** Tries now what waits for its next try. */
  reconnect(): void {
    if (this.client) this.client.connection.nudge();
    else if (this.#retry !== undefined) this.#begin();
  }

  #begin(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    const held = this.#note.read();
    if (this.#note.leaving) this.#leaving = this.#tellLeaving();
    else if (held) void this.#open(held);
    else void this.#discover();
  }

  #later(): void {
    const { reconnectFirst, reconnectMost } = this.around.timing;
    const wait = backoff(this.#tries++, reconnectFirst, reconnectMost, this.around.random);
    this.#retry = setTimeout(() => this.#begin(), wait);
    this.hooks.status('offline', Date.now() + wait);
  }

  /** There may be a cookie although this browser holds nothing, for example after its storage was cleared. */
  async #discover(): Promise<void> {
    this.hooks.status('connecting', null);
    try {
      const me = await this.rest.me();
      const device = (await this.rest.listDevices()).find((one) => one.current)?.id;
      if (!device) throw new Error('the list of devices does not name this one');
      await this.#adopt({ account: me.id, device });
    } catch (thrown) {
      const { problem } = asApiError(thrown);
      if (endsSession(problem)) this.#setPhase('signed_out', null);
      else if (problem.code === 'account_disabled') this.#setPhase('signed_out', problem);
      else this.#later();
    }
  }

  /** Signs in or up, and opens the client. */
  async enter(ask: () => Promise<Session>): Promise<void> {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    await this.#leaving;
    const session = await ask();
    await this.#adopt({ account: session.account.id, device: session.device });
    this.#note.tell({ kind: 'signed_in' });
  }

  async #adopt(who: SignedIn): Promise<void> {
    this.#note.write(who);
    await this.#open(who);
  }

  async #open(who: SignedIn): Promise<void> {
    this.#who = who;
    // What an ended client still says is no longer heard.
    const current = () => this.#who === who;
    const heard =
      <A extends unknown[]>(hook: (...values: A) => void) =>
      (...values: A) => {
        if (current()) hook(...values);
      };
    const { hooks } = this;
    const client = await Client.open(who, this.rest, this.around, {
      changed: heard(hooks.changed),
      me: heard(hooks.me),
      typing: heard(hooks.typing),
      presence: heard(hooks.presence),
      status: heard(hooks.status),
      incoming: heard(hooks.incoming),
      storageTrouble: heard(hooks.storageTrouble),
      ended: heard((problem) => void this.#finish(problem)),
      replaced: heard((by) => void this.#replace(by)),
    });
    if (!current()) return client.stop();
    this.client = client;
    this.#setPhase('signed_in', null);
    client.start();
  }

  /** Another tab signed in. */
  async #changeTo(who: SignedIn | null): Promise<void> {
    if (!who || this.#who?.device === who.device) return;
    await this.#end(null);
    await this.#open(who);
  }

  /** The cookie belongs to another sign-in than what this tab shows. */
  async #replace(by: SignedIn): Promise<void> {
    const before = this.#who;
    await this.#end(null);
    if (before) await this.#wipe(before.device);
    await this.#adopt(by);
    this.#note.tell({ kind: 'signed_in' });
  }

  #refused(problem: Problem): void {
    if (this.#who) void this.#finish(problem);
  }

  /** Signs out: first here, then at the server. */
  async leave(): Promise<void> {
    this.#note.leaving = true;
    await this.#finish(null);
    this.#leaving = this.#tellLeaving();
    await this.#leaving;
  }

  async #tellLeaving(): Promise<void> {
    this.#setPhase('signed_out', null);
    try {
      await this.rest.signOut();
      this.#note.leaving = false;
    } catch (thrown) {
      if (thrown instanceof ApiError && !thrown.retryable) this.#note.leaving = false;
      else this.#later();
    }
  }

  /** The session is over: nothing of it stays, in no tab. */
  async #finish(problem: Problem | null): Promise<void> {
    const device = this.#who?.device;
    this.#note.clear();
    this.#note.tell({ kind: 'signed_out', problem });
    await this.#end(problem);
    if (device) await this.#wipe(device);
  }

  /** Removes what this browser holds: of the person, and of the brands that they work for. */
  async #wipe(device: DeviceId): Promise<void> {
    const { brands } = this.#note;
    this.#note.brands = [];
    const names = [device, ...brands.map((brand) => diskName(device, brand))];
    await Promise.all(names.map((name) => Disk.wipe(name, this.around.storage)));
  }

  /** Who is signed in; null before and after. */
  get who(): SignedIn | null {
    return this.#who;
  }

  /** Something of a brand is about to be kept here, or no more. */
  keepsOf(brand: AccountId, keeps: boolean): void {
    const others = this.#note.brands.filter((one) => one !== brand);
    this.#note.brands = keeps ? [...others, brand] : others;
  }

  async #end(problem: Problem | null): Promise<void> {
    const { client } = this;
    this.client = null;
    this.#who = null;
    this.#setPhase('signed_out', problem);
    await client?.stop();
  }

  #setPhase(phase: Phase, problem: Problem | null): void {
    if (phase !== 'starting') this.#tries = 0;
    this.hooks.phase(phase, problem);
  }
}
