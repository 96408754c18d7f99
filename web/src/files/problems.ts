/** What went wrong with a file, and what to do about it. */
import { asApiError, type Problem } from '../engine';
import * as m from '../paraglide/messages';
import { explain, type Explanation } from '../text/problems';

export function explainFile(problem: Problem): Explanation {
  switch (problem.code) {
    case 'payload_too_large':
      return { title: m.file_too_large(), hint: m.file_too_large_hint() };
    case 'unsupported_media_type':
      return { title: m.file_refused(), hint: m.file_refused_hint() };
    case 'image_invalid':
      return { title: m.error_image_invalid(), hint: m.file_refused_hint() };
    default:
      return explain(problem);
  }
}

/** Why a file of a message is not there: a brand may keep it for a shorter time than the words. */
export function whyNot(thrown: unknown): string {
  return asApiError(thrown).code === 'not_found' ? m.removed_words() : m.file_unavailable();
}
