import { it, expect } from 'vitest';
import * as m from '../src/paraglide/messages';
it('x', () => {
  expect(m.app_name()).toBe('Subrosa');
});
