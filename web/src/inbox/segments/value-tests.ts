/** How a value has to be: the tests that fit each kind, and what they begin with. Pure. */
import type { AttributeKind, AttributeValue, SegmentTest } from '../../engine';

export type TestName =
  | 'known'
  | 'unknown'
  | 'equal'
  | 'one_of'
  | 'contains'
  | 'begins_with'
  | 'less_than'
  | 'at_most'
  | 'more_than'
  | 'at_least'
  | 'in_last_days'
  | 'in_next_days'
  | 'returns_in_days';

export const TESTS: Record<AttributeKind, readonly TestName[]> = {
  text: ['equal', 'one_of', 'contains', 'begins_with', 'known', 'unknown'],
  number: ['equal', 'at_least', 'at_most', 'more_than', 'less_than', 'one_of', 'known', 'unknown'],
  yes_no: ['equal', 'known', 'unknown'],
  date: [
    'in_last_days',
    'in_next_days',
    'returns_in_days',
    'equal',
    'at_least',
    'at_most',
    'more_than',
    'less_than',
    'known',
    'unknown',
  ],
};

const beginnings: Record<AttributeKind, AttributeValue> = { text: '', number: NaN, yes_no: true, date: '' };
const isDay = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

export function testName(is: SegmentTest): TestName {
  if ('known' in is) return is.known ? 'known' : 'unknown';
  return Object.keys(is)[0] as TestName;
}

/** The value that is held against, or the first of several. */
export function valueOf(is: SegmentTest): AttributeValue | undefined {
  const value = Object.values(is)[0] as AttributeValue | AttributeValue[] | undefined;
  return 'known' in is ? undefined : Array.isArray(value) ? value[0] : value;
}

/** What kind of value a test is about: that of a property, which nobody has said. */
export function kindOf(is: SegmentTest): AttributeKind {
  if ('in_last_days' in is || 'in_next_days' in is || 'returns_in_days' in is) return 'date';
  const value = valueOf(is);
  if (typeof value === 'boolean') return 'yes_no';
  if (typeof value === 'number' || value === null) return 'number';
  const isOrdered = 'less_than' in is || 'at_most' in is || 'more_than' in is || 'at_least' in is;
  return isOrdered || ('equal' in is && isDay(value)) ? 'date' : 'text';
}

/** Another test, with the value of the one before where it fits. */
export function testOf(name: TestName, kind: AttributeKind, before?: SegmentTest): SegmentTest {
  const kept = before && !('known' in before) ? valueOf(before) : undefined;
  const days = Number.isInteger(kept) && before && kindOf(before) === 'date' ? Number(kept) : 30;
  const value = fits(kind, kept) ? kept : beginnings[kind];
  const text = typeof value === 'string' ? value : '';
  switch (name) {
    case 'known':
      return { known: true };
    case 'unknown':
      return { known: false };
    case 'one_of':
      return { one_of: value === '' || Number.isNaN(value) ? [] : [value] };
    case 'contains':
      return { contains: text };
    case 'begins_with':
      return { begins_with: text };
    case 'in_last_days':
      return { in_last_days: days };
    case 'in_next_days':
      return { in_next_days: days };
    case 'returns_in_days':
      return { returns_in_days: Math.min(days, 365) };
    case 'equal':
      return { equal: value };
    case 'less_than':
      return { less_than: value };
    case 'at_most':
      return { at_most: value };
    case 'more_than':
      return { more_than: value };
    case 'at_least':
      return { at_least: value };
  }
}

function fits(kind: AttributeKind, value: AttributeValue | undefined): value is AttributeValue {
  if (kind === 'number') return typeof value === 'number';
  if (kind === 'yes_no') return typeof value === 'boolean';
  return kind === 'date' ? isDay(value) : typeof value === 'string';
}

/** Whether all is said. */
export function isTest(is: SegmentTest): boolean {
  if ('known' in is) return true;
  if ('one_of' in is) return is.one_of.length > 0 && is.one_of.every(isSaid);
  if ('in_last_days' in is) return isDays(is.in_last_days);
  if ('in_next_days' in is) return isDays(is.in_next_days);
  if ('returns_in_days' in is) return isDays(is.returns_in_days, 365);
  return isSaid(valueOf(is));
}

function isSaid(value: AttributeValue | undefined): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'boolean' || (typeof value === 'string' && value.trim() !== '');
}

/** Ten years, as the server has it. */
export const isDays = (count: number, most = 3_650): boolean =>
  Number.isInteger(count) && count >= 1 && count <= most;
