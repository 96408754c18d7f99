/**
 * For tests: a server, a person with a browser, and someone to write to.
 */
import { onTestFinished } from 'vitest';

import type { Timing } from '../timing';
import type { Engine, Thread } from '../types';
import type { Body } from '../wire';
import { TestBrowser } from './browser';
import { TestServer } from './server';
import { until } from './until';

export const ME = 'acc_me';
export const ADA = 'acc_ada';

export class Scene {
  readonly server = new TestServer();
  readonly browser = new TestBrowser(() => this.server.origin);
  readonly conversation: string;
  readonly device: string;

  private constructor() {
    const { store } = this.server;
    store.person('me');
    store.person('ada');
    this.conversation = store.start(ME, ADA);
    const { cookie, device } = this.server.signIn(ME);
    this.browser.cookie = cookie;
    this.device = device;
  }

  static async begin(): Promise<Scene> {
    const scene = new Scene();
    await scene.server.start();
    onTestFinished(async () => {
      await scene.browser.close();
      await scene.server.stop();
    });
    return scene;
  }

  /** A tab that is signed in and has caught up. */
  async live(timing?: Partial<Timing>): Promise<Engine> {
    const engine = this.browser.open(timing);
    await until(() => engine.status === 'live');
    return engine;
  }

  /** Ada is a brand from now on. Said before anyone signs in. */
  adaIsBrand(): void {
    this.server.store.brand('ada');
  }

  /** Ada writes. */
  hear(text: string, more: Partial<Body> = {}): void {
    this.server.store.send(this.conversation, ADA, `ada-${Math.random()}`, { v: 1, text, ...more });
  }

  /** The texts that the server has. */
  texts(conversation = this.conversation): string[] {
    return this.server.store.events(conversation).map((event) => event.body.text);
  }
}

/** The texts that a thread shows. */
export function shown(thread: Thread): string[] {
  return thread.messages.map((message) => message.body.text);
}
