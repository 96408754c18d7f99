/** Words for the ways in which tickets are given to members. */
import type { AssignmentRule } from '../../../engine';
import * as m from '../../../paraglide/messages';

const rules: Record<AssignmentRule, [() => string, () => string]> = {
  by_hand: [m.rule_by_hand, m.rule_by_hand_text],
  round_robin: [m.rule_round_robin, m.rule_round_robin_text],
  least_load: [m.rule_least_load, m.rule_least_load_text],
  by_skill: [m.rule_by_skill, m.rule_by_skill_text],
};

export const RULES: readonly AssignmentRule[] = ['by_hand', 'round_robin', 'least_load', 'by_skill'];
export const ruleName = (rule: AssignmentRule): string => rules[rule][0]();
export const ruleText = (rule: AssignmentRule): string => rules[rule][1]();
