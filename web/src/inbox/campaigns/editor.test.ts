import { expect, it } from 'vitest';

import type { Campaign, SaveCampaign } from '../../engine';

import { CampaignEditor } from './editor.svelte';
import { beginForm } from './form';

/** Keeps what it is told, with names trimmed, and counts how often. */
function server() {
  let saves = 0;
  const keep = (id: string, json: SaveCampaign): Promise<Campaign> => {
    saves += 1;
    const counts = { sent: 0, opted_out: 0, complained: 0 };
    const times = { created_at: 1, changed_at: saves, changed_by: 'acc_1' };
    return Promise.resolve({ id, ...json, ...counts, ...times, state: 'draft' });
  };
  return {
    rest: { add: (json: SaveCampaign) => keep('cmp_1', json), change: keep },
    saves: () => saves,
  };
}

it('saves what is new once, and asks nothing where nothing changed', async () => {
  const { rest, saves } = server();
  const editor = new CampaignEditor((id) => `one ${id}`, rest, null, beginForm('en', 'offers'));
  editor.change({ name: ' Spring ' });
  expect(editor.changed).toBe(true);
  expect((await editor.save()).name).toBe('Spring');
  expect([editor.changed, editor.form.name, saves()]).toEqual([false, 'Spring', 1]);
  await editor.save();
  expect(saves()).toBe(1);
});

it('keeps what is written while it is being saved', async () => {
  const { rest } = server();
  const editor = new CampaignEditor((id) => `two ${id}`, rest, null, beginForm('en', 'offers'));
  editor.change({ name: 'Spring' });
  const saving = editor.save();
  editor.change({ name: 'Summer' });
  await saving;
  expect([editor.form.name, editor.kept?.name, editor.changed]).toEqual(['Summer', 'Spring', true]);
});

it('goes on where one was, until it is dropped', () => {
  const { rest } = server();
  const begin = () => new CampaignEditor((id) => `three ${id}`, rest, null, beginForm('en', 'offers'));
  begin().change({ name: 'Spring' });
  const again = begin();
  expect(again.form.name).toBe('Spring');
  again.discard();
  expect(begin().form.name).toBe('');
});

it('what is written after it was saved belongs to the one that was saved', async () => {
  const { rest } = server();
  const begin = (kept: Campaign | null) =>
    new CampaignEditor((id) => `four ${id}`, rest, kept, beginForm('en', 'offers'));
  const editor = begin(null);
  editor.change({ name: 'Spring' });
  const kept = await editor.save();
  editor.change({ name: 'Summer' });
  expect([begin(null).form.name, begin(kept).form.name]).toEqual(['', 'Summer']);
});
