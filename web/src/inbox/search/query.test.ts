import { describe, expect, it } from 'vitest';

import { chipsOf, groupsOf, partsOf, without } from './query';

describe('chips', () => {
  it('are the filters of a query, and nothing else', () => {
    const query = 'refund from:customer label:"very late" https://a.b is: #12 no#3 LABEL:x';
    expect(chipsOf(query).map(({ text }) => text)).toEqual([
      'from:customer',
      'label:"very late"',
      '#12',
      'LABEL:x',
    ]);
  });

  it('are removed with the space beside them', () => {
    const query = 'refund is:open  parcel';
    const [chip] = chipsOf(query);
    expect(chip && without(query, chip)).toBe('refund parcel');
    const only = chipsOf('is:open')[0];
    expect(only && without('is:open', only)).toBe('');
  });
});

describe('parts', () => {
  it('are told apart by characters', () => {
    expect(partsOf('🙂🙂 großartig!', [{ offset: 3, length: 9 }])).toEqual([
      { text: '🙂🙂 ', marked: false },
      { text: 'großartig', marked: true },
      { text: '!', marked: false },
    ]);
    expect(partsOf('all', [{ offset: 0, length: 3 }])).toEqual([{ text: 'all', marked: true }]);
    expect(partsOf('', [])).toEqual([]);
  });
});

it('texts stand together by their conversations, in the order of the first', () => {
  const texts = ['b', 'a', 'b'].map((conversation, seq) => ({ conversation, seq }));
  expect(groupsOf(texts).map(({ id, texts }) => [id, texts.map(({ seq }) => seq)])).toEqual([
    ['b', [0, 2]],
    ['a', [1]],
  ]);
});
