import { expect, it } from 'vitest';

import { languagesFor, nextLanguage } from '../../text/languages';
import { blankName, sampleBody } from './said';

it('shows a template with samples in its blanks, and what is not known as it stands', () => {
  const variant = {
    language: 'en',
    text: 'Hello {{customer}}, {{ order.number }} comes on {{day}}',
    choices: ['Thanks, {{agent}}', ' '],
    buttons: [
      { text: 'Track', open: 'https://shop.example/{{order.number}}' },
      { text: '', open: '' },
    ],
  };
  expect(sampleBody(variant, { customer: 'Alex', agent: 'Grace', 'order.number': '1001' })).toEqual({
    v: 1,
    text: 'Hello Alex, 1001 comes on {{day}}',
    choices: [{ id: 'Thanks, {{agent}}', text: 'Thanks, Grace' }],
    buttons: [{ text: 'Track', open: 'https://shop.example/1001' }],
  });
  expect(blankName('order.placed_on')).toBe('order placed on');
});

it('offers languages that no other variant has', () => {
  expect(languagesFor('en', ['en', 'de'])).not.toContain('de');
  expect(languagesFor('sv', ['sv'])[0]).toBe('sv');
  expect(nextLanguage(['en', 'de'], 'de')).toBe('es');
  expect(nextLanguage(['en'], 'ar-EG')).toBe('ar');
});
