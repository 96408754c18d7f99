import { expect, it } from 'vitest';

import { programName } from './attribute-words';

it('makes names for programs', () => {
  expect(programName('Birthday')).toBe('birthday');
  expect(programName('Größe (in cm)')).toBe('gro_e_in_cm');
  expect(programName('2nd address')).toBe('nd_address');
  expect(programName('الفئة')).toBe('');
  expect(programName('x'.repeat(60))).toHaveLength(40);
});
