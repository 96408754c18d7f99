import { expect, it } from 'vitest';

import { fillWithInstead } from './sample';

it('fills a blank, says what stands instead, or leaves it to be seen', () => {
  const blanks = { customer: 'Alex', brand: '{{customer}}' };
  expect(fillWithInstead('Hi {{ customer }}, {{contact.city|your place }}!', blanks)).toBe(
    'Hi Alex, your place!',
  );
  expect(fillWithInstead('{{brand}} {{contact.tier}} {{contact.tier|}} {{', blanks)).toBe(
    '{{customer}} {{contact.tier}} {{contact.tier|}} {{',
  );
});
