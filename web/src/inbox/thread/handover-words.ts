/** The words for what a bot hands over. */
import type { HandedOver } from '../../engine';
import * as m from '../../paraglide/messages';

const reasons: Record<HandedOver['reason'], () => string> = {
  flow: m.handover_flow,
  asked: m.handover_asked,
  not_understood: m.handover_not_understood,
  failed: m.handover_failed,
  passed: m.handover_passed,
  unanswered: m.handover_unanswered,
};

/** Why; what a newer server says is not known here. */
export function reasonWords(reason: HandedOver['reason']): string {
  return (reasons[reason] as (() => string) | undefined)?.() ?? '';
}

/** A name of the flow's, which is written for programs, as people read it. */
export function variableWords(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
