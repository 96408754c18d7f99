import { describe, expect, it } from 'vitest';

import type { Attachment } from '../engine';

import { saidIn } from './said';
import { sizeOf } from './size';

const pdf: Attachment = { id: 'att_1', name: 'invoice.pdf', media_type: 'application/pdf', bytes: 7 };
const photo: Attachment = { ...pdf, id: 'att_2', name: 'lamp.jpg', width: 4, height: 3 };

describe('what a message with files says in a line', () => {
  it('is its words, or what the files are', () => {
    const said = (text: string, ...attachments: Attachment[]) => saidIn({ v: 1, text, attachments });
    expect(said('See this', photo)).toBe('See this');
    expect(said('', photo)).toBe('Photo');
    expect(said('', photo, photo)).toBe('2 photos');
    expect(said('', photo, pdf)).toBe('Photo, invoice.pdf');
    expect(saidIn({ v: 1, text: 'a\nb' })).toBe('a b');
  });

  it('has sizes that people read', () => {
    expect([21, 999_000, 1_500_000, 10_485_760].map(sizeOf)).toEqual(['0.1 kB', '999 kB', '1.5 MB', '10 MB']);
  });
});
