import { expect, it } from 'vitest';

import { fillIn } from './variables';

const blanks = { customer: 'Ada', agent: 'Grace' };

it.each([
  ['Hello {{customer}}, this is {{agent}}.', 'Hello Ada, this is Grace.'],
  ['{{ customer }} {{customer}}', 'Ada Ada'],
  ['{{order}} {customer} {{ }}', '{{order}} {customer} {{ }}'],
  ['{{toString}}', '{{toString}}'],
])('%s', (text, filled) => {
  expect(fillIn(text, blanks)).toBe(filled);
});

it('takes a name as it is, whatever stands in it', () => {
  expect(fillIn('{{customer}}', { ...blanks, customer: '$& {{agent}}' })).toBe('$& {{agent}}');
});
