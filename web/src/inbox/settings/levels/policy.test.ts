import { describe, expect, it } from 'vitest';

import type { LevelPolicy } from '../../../engine';

import { entered, forWhich, labelsIn, promises, timeOf } from './policy';

const policy: LevelPolicy = {
  name: 'Urgent',
  priorities: ['high', 'urgent'],
  labels: ['vip'],
  first_response: { minutes: 30, hours: 'business' },
  resolution: { minutes: 480, hours: 'always' },
  pauses: true,
};

const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

describe('a policy', () => {
  it('reads as a sentence', () => {
    expect(plain(forWhich(policy))).toBe('Priority Urgent, High · labelled vip');
    expect(forWhich({ ...policy, priorities: [], labels: [] })).toBe('All tickets');
    expect(promises(policy).map(plain)).toEqual([
      'First answer within 30 min, in business hours',
      'Resolution within 8 hr, around the clock',
    ]);
  });

  it('comes back as it was entered', () => {
    for (const time of [policy.first_response, policy.resolution, undefined])
      expect(timeOf(entered(time))).toEqual(time);
    for (const number of ['', '0', '-1', '1.5', 'x'])
      expect(timeOf({ number, unit: 'minutes', hours: 'always' })).toBeUndefined();
  });

  it('takes labels apart', () => {
    expect(labelsIn(' vip, very late,vip,, ')).toEqual(['vip', 'very late']);
  });
});
