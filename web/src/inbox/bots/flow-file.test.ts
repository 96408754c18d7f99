import { describe, expect, it } from 'vitest';

import { MOST_CHARACTERS, nameIn, readExample, readFlowFile } from './flow-file';

describe('a flow file', () => {
  it('is read as it stands', async () => {
    expect(await readFlowFile(new Blob(['v: 1\nname: „Rosen“ 🌹\n']))).toBe('v: 1\nname: „Rosen“ 🌹\n');
    expect(await readFlowFile(new Blob(['🌹'.repeat(MOST_CHARACTERS)]))).not.toBeNull();
  });

  it('is none when it is too long, no text, or a program', async () => {
    expect(await readFlowFile(new Blob(['a'.repeat(MOST_CHARACTERS + 1)]))).toBeNull();
    expect(await readFlowFile(new Blob(['a'.repeat(4 * MOST_CHARACTERS + 1)]))).toBeNull();
    expect(await readFlowFile(new Blob([new Uint8Array([0x76, 0xff, 0xfe])]))).toBeNull();
    expect(await readFlowFile(new Blob(['v: 1\0']))).toBeNull();
  });

  it('gives the bot its name', async () => {
    expect(nameIn('v: 1\nname: First help\n')).toBe('First help');
    expect(nameIn('name: "Quoted"  \n')).toBe('Quoted');
    expect(nameIn('nodes:\n  name: no\n')).toBe('');
    expect(nameIn(await readExample())).toBe('Corner shop');
  });
});
