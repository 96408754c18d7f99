import { expect, it } from 'vitest';

import { markdownAsHtml } from './markdown';

it('shows headings, lists and links', () => {
  const html = markdownAsHtml('## Costs\n\n- *free*\n- [more](https://shop.example/a?b=1)');
  expect(html).toContain('<h2>Costs</h2>');
  expect(html).toContain('<em>free</em>');
  expect(html).toContain(
    '<a href="https://shop.example/a?b=1" rel="noopener noreferrer nofollow" target="_blank">',
  );
});

it.each([
  ['<script>alert(1)</script>', '&lt;script&gt;'],
  ['<img src=x onerror=alert(1)>', '&lt;img'],
  ['[here](javascript:alert(1))', '[here](javascript:alert(1))'],
  ['[here](data:text/html,x)', '[here](data:text/html,x)'],
  ['[here](/v1/me)', '[here](/v1/me)'],
  ['<https://x.example/"onclick=alert(1)>', '%22onclick'],
])('keeps %s harmless', (text, shown) => {
  const html = markdownAsHtml(text);
  expect(html).toContain(shown);
  expect(html).not.toMatch(/<(?!\/?(?:p|a)[ >])/);
  expect(html).not.toMatch(/<a(?! href="https?:)/);
});

it('shows no picture', () => {
  expect(markdownAsHtml('![a](https://elsewhere.example/pixel.png)')).not.toContain('<img');
});
