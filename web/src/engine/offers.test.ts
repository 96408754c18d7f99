import { describe, expect, it } from 'vitest';

import { mayOffer, offerIn, openMessage, openOffers, type Place } from './offers';
import { Scene, shown } from './testing/scene';
import { until } from './testing/until';
import type { Message, Thread } from './types';
import type { Body, DisputeCard } from './wire';

const shop = { id: 'shop', handle: 'shop', display_name: 'Shop', bio: '', kind: 'brand' } as const;
const ada = { id: 'ada', handle: 'ada', display_name: 'Ada', bio: '' };
const atShop: Place = { kind: 'business', peer: shop };
const choices = [
  { id: 'order', text: 'Where is my order?' },
  { id: 'hours', text: 'When are you open?' },
];
const buttons = [{ id: 'again', text: 'Start again' }];

function message(seq: number | null, author: string, more: Partial<Body> = {}): Message {
  const mine = author === 'me';
  const body = { v: 1, text: 'words', ...more };
  return { key: `${seq}`, seq, id: null, author, mine, at: 0, body, pending: null, problem: null };
}

describe('what a message may offer', () => {
  it('is a brand’s alone', () => {
    const offering = message(1, 'shop', { choices });
    expect(mayOffer(offering, atShop)).toBe(true);
    expect(mayOffer(offering, { kind: 'business', peer: { ...shop, kind: 'verified_brand' } })).toBe(true);
    // From a person, in whatever the conversation is said to be.
    expect(mayOffer(message(1, 'ada', { choices }), { kind: 'direct', peer: ada })).toBe(false);
    expect(mayOffer(message(1, 'ada', { choices }), { kind: 'business', peer: ada })).toBe(false);
    expect(mayOffer(offering, { kind: 'direct', peer: shop })).toBe(false);
    expect(mayOffer(message(1, 'me', { choices }), atShop)).toBe(false);
    expect(mayOffer({ ...offering, body: { ...offering.body, v: 2 } }, atShop)).toBe(false);
  });

  it('is seen on the brand’s own side, of what the brand wrote', () => {
    const brandsSide: Place = { kind: 'business', peer: ada, thread: { epoch: 1, journal: 0 } };
    expect(mayOffer(message(1, 'me', { choices }), brandsSide)).toBe(true);
    expect(mayOffer(message(1, 'ada', { choices }), brandsSide)).toBe(false);
    expect(openMessage([message(1, 'me', { choices })], brandsSide)).toBeNull();
  });

  it('is open at the newest message only, until the customer writes', () => {
    const first = message(1, 'shop', { choices });
    expect(openMessage([first], atShop)).toBe(first);
    expect(openMessage([first, message(2, 'shop')], atShop)).toBeNull();
    expect(openMessage([first, message(null, 'me')], atShop)).toBeNull();
    expect(openMessage([first, { ...message(null, 'me'), pending: 'failed' }], atShop)).toBe(first);
    expect(openMessage([], atShop)).toBeNull();
  });

  it('is found by its id, in cards too', () => {
    const body = {
      choices,
      buttons,
      cards: [{ title: 'Roses', buttons: [{ id: 'buy', text: 'Buy' }] }],
    };
    expect(offerIn(message(1, 'shop', body), 'order')).toEqual({ ...choices[0], lasting: false });
    expect(offerIn(message(1, 'shop', body), 'again')).toEqual({ ...buttons[0], lasting: true });
    expect(offerIn(message(1, 'shop', body), 'buy')).toEqual({ id: 'buy', text: 'Buy', lasting: true });
    expect(offerIn(message(1, 'shop', body), 'gone')).toBeNull();
  });
});

describe('tapping what a brand offers', () => {
  async function offered(more: Partial<Body>): Promise<{ scene: Scene; thread: Thread }> {
    const scene = await Scene.begin();
    scene.adaIsBrand();
    scene.hear('What can I do?', more);
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    await until(() => shown(thread).join() === 'What can I do?');
    return { scene, thread };
  }
  const bodies = (scene: Scene) => scene.server.store.events(scene.conversation).map(({ body }) => body);

  it('answers with its words, once, also when it is tapped twice', async () => {
    const { scene, thread } = await offered({ choices });
    thread.choose(1, 'order');
    thread.choose(1, 'order');
    thread.choose(1, 'hours');
    expect(shown(thread)).toEqual(['What can I do?', 'Where is my order?']);
    await until(() => bodies(scene).length === 2);
    expect(bodies(scene)[1]).toEqual({ v: 1, text: 'Where is my order?', chosen: { seq: 1, id: 'order' } });
    await until(() => thread.messages.every(({ seq }) => seq !== null));
    thread.choose(1, 'order');
    thread.choose(1, 'hours');
    expect(shown(thread)).toHaveLength(2);
  });

  it('leaves what is being written', async () => {
    const { thread } = await offered({ choices });
    thread.setDraft('Actually, I');
    thread.choose(1, 'order');
    expect(thread.draft).toBe('Actually, I');
  });

  it('waits without a connection, through a reload, and arrives once', async () => {
    const scene = await Scene.begin();
    scene.adaIsBrand();
    scene.hear('What can I do?', { choices });
    const before = await scene.live();
    const thread = before.openThread(scene.conversation);
    await until(() => thread.messages.length === 1);
    scene.browser.offline = true;
    scene.server.cut();
    await until(() => before.status === 'offline');
    thread.choose(1, 'hours');
    await before.stop();

    const after = scene.browser.open();
    await until(() => after.ready);
    const again = after.openThread(scene.conversation);
    await until(() => shown(again).length === 2);
    again.choose(1, 'hours');
    again.choose(1, 'order');
    expect(shown(again)).toEqual(['What can I do?', 'When are you open?']);
    scene.server.fault = (command) => (command === 'send_message' ? 'cut_after' : null);
    scene.browser.offline = false;
    await until(() => bodies(scene).length === 2);
    scene.server.fault = () => null;
    await until(() => again.messages.every(({ seq }) => seq !== null));
    expect(bodies(scene)).toHaveLength(2);
    expect(bodies(scene)[1]?.chosen).toEqual({ seq: 1, id: 'hours' });
  });

  it('does nothing for a choice whose time is over, and for what was never offered', async () => {
    const { scene, thread } = await offered({ choices });
    thread.choose(1, 'gone');
    thread.choose(7, 'order');
    scene.hear('Anything else?');
    await until(() => thread.messages.length === 2);
    thread.choose(1, 'order');
    expect(shown(thread)).toEqual(['What can I do?', 'Anything else?']);
  });

  it('takes a button again once the brand has answered', async () => {
    const { scene, thread } = await offered({ buttons });
    thread.choose(1, 'again');
    thread.choose(1, 'again');
    await until(() => bodies(scene).length === 2);
    scene.hear('Here you are');
    await until(() => thread.messages.length === 3);
    thread.choose(1, 'again');
    await until(() => bodies(scene).length === 4);
    expect(bodies(scene).map(({ text }) => text)).toEqual([
      'What can I do?',
      'Start again',
      'Here you are',
      'Start again',
    ]);
  });

  it('sends a tap that was refused again, under its name, when it is tapped again', async () => {
    const { scene, thread } = await offered({ choices });
    let refused = false;
    scene.server.fault = (command) => {
      if (command !== 'send_message' || refused) return null;
      refused = true;
      return 'forbidden';
    };
    thread.choose(1, 'order');
    await until(() => thread.messages.at(-1)?.pending === 'failed');
    const key = thread.messages.at(-1)?.key;
    thread.choose(1, 'order');
    await until(() => bodies(scene).length === 2);
    await until(() => thread.messages.length === 2 && thread.messages.at(-1)?.seq === 2);
    expect(thread.messages.at(-1)?.key).toBe(key);
  });

  it('never answers for a person', async () => {
    const scene = await Scene.begin();
    scene.hear('Tap me', { choices, buttons });
    const engine = await scene.live();
    const thread = engine.openThread(scene.conversation);
    await until(() => thread.messages.length === 1);
    thread.choose(1, 'order');
    thread.choose(1, 'again');
    expect(thread.messages).toHaveLength(1);
  });
});

describe('offers in disputes', () => {
  const offer = { number: 1, remedy: { voucher: { code: 'A' } }, until: 9 };
  const card = (seq: number, id: string, deed: DisputeCard['deed'], state: DisputeCard['state']) =>
    message(seq, 'shop', { dispute: { id, number: 1, step: seq, deed, state } });
  const offered = (seq: number, id: string) => card(seq, id, { kind: 'offered', offer }, 'offered');

  it('are open where the newest card says so, and each by the newest offer', () => {
    const open = (...messages: Message[]) => [...openOffers(messages)];
    expect(open(message(1, 'ada'))).toEqual([]);
    expect(open(offered(1, 'a'), offered(2, 'b'))).toEqual(['1', '2']);
    // Words change nothing.
    expect(open(offered(1, 'a'), card(2, 'a', { kind: 'stated' }, 'offered'))).toEqual(['1']);
    expect(open(offered(1, 'a'), card(2, 'a', { kind: 'declined', offer: 1 }, 'waiting_for_brand'))).toEqual(
      [],
    );
    const again = card(2, 'a', { kind: 'lapsed', offer: 1 }, 'waiting_for_brand');
    expect(open(offered(1, 'a'), again, offered(3, 'a'))).toEqual(['3']);
  });
});
