/** What a message says in a line, where it may be nothing but files. */
import type { Attachment, Body } from '../engine';
import * as m from '../paraglide/messages';
import { onOneLine } from '../text/characters';

export function isPicture(file: Attachment): boolean {
  return typeof file.width === 'number' && typeof file.height === 'number';
}

/** The words; without any, what the files are. */
export function saidIn(body: Body): string {
  if (body.v > 1) return m.newer_app();
  if (body.dispute) return onOneLine(body.dispute.text ?? m.dispute_title({ number: body.dispute.number }));
  const files = body.attachments ?? [];
  if (body.text === '' && files.length === 0) return m.removed_words();
  if (body.text !== '') return onOneLine(body.text);
  const photos = files.filter(isPicture).length;
  const names = files.filter((file) => !isPicture(file)).map(({ name }) => name);
  return [...(photos > 0 ? [m.file_photos({ count: photos })] : []), ...names].join(', ');
}
