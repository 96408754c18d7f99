import { describe, expect, it } from 'vitest';

import { findLinks } from './links';
import { segmentsOf } from './segments';

const links = (text: string) => findLinks(text).map(({ start, end }) => text.slice(start, end));

describe('links', () => {
  it.each([
    ['see https://example.org/a?b=c#d now', ['https://example.org/a?b=c#d']],
    ['(https://example.org/a_(b)).', ['https://example.org/a_(b)']],
    [
      'Read http://example.org, then “https://example.com/x”!',
      ['http://example.org', 'https://example.com/x'],
    ],
    ['HTTPS://EXAMPLE.ORG', ['HTTPS://EXAMPLE.ORG']],
    ['https://müller.example/straße', ['https://müller.example/straße']],
    ['اقرأ https://example.org/مرحبا،', ['https://example.org/مرحبا']],
    ['https://example.org/a\nhttps://example.org/b', ['https://example.org/a', 'https://example.org/b']],
  ])('are found in %j', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.org',
    'example.org',
    'https://',
    'xhttps://example.org',
    'https://bank.example@evil.example/',
    'https://exam\u200bple.org',
    'https://example.org/\u202egpj.exe',
  ])('are not made of %j', (text) => {
    expect(links(text)).toEqual([]);
  });

  it('take linear time', () => {
    expect(links('https://a.example/' + ')'.repeat(10_000))).toEqual(['https://a.example/']);
  });
});

describe('segments', () => {
  it('keep every character', () => {
    const text = 'a https://example.org b https://example.com/?q=(x) c';
    expect(
      segmentsOf({ v: 1, text })
        .map((segment) => segment.text)
        .join(''),
    ).toBe(text);
  });

  it('count entities in Unicode characters', () => {
    const body = {
      v: 1,
      text: '👩‍👧 bold https://x.example',
      entities: [{ kind: 'bold' as const, offset: 4, length: 4 }],
    };
    expect(segmentsOf(body)).toEqual([
      { kind: 'plain', text: '👩‍👧 ' },
      { kind: 'bold', text: 'bold' },
      { kind: 'plain', text: ' ' },
      { kind: 'link', text: 'https://x.example', href: 'https://x.example/' },
    ]);
  });

  it('show a link entity that leads nowhere safe as text', () => {
    const body = { v: 1, text: 'javascript:1', entities: [{ kind: 'link' as const, offset: 0, length: 12 }] };
    expect(segmentsOf(body)).toEqual([{ kind: 'plain', text: 'javascript:1' }]);
  });
});
