import { describe, expect, it } from 'vitest';

import { placeOf } from './place';

describe('where an offer leads', () => {
  it('names the host', () => {
    expect(placeOf('https://parcels.example.com/t/7?a=b#c')?.host).toBe('parcels.example.com');
    expect(placeOf('https://shop.example:8443/')?.host).toBe('shop.example:8443');
  });

  it('spells out letters that look like others', () => {
    expect(placeOf('https://раypal.example/')?.host).toMatch(/^xn--/);
  });

  it('is nowhere for what must not be opened', () => {
    const refused = [
      'http://shop.example/',
      'javascript:alert(1)',
      'data:text/html,hi',
      'https://bank.example@evil.example/',
      'https://shop.example/\u202egnp.exe',
      'https://',
      '/relative',
    ];
    for (const address of refused) expect(placeOf(address), address).toBeNull();
  });
});
