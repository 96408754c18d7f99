/** What an entry of the journal tells, in words. */
import type { JournalEntry } from '../../engine';
import type { Inbox } from '../../engine/inbox';
import { disputeDeed } from '../../disputes/words';
import * as m from '../../paraglide/messages';
import { isolated } from '../../text/characters';
import { locale } from '../../text/locale';
import { formatNumber } from '../../text/numbers';
import { momentName } from '../../text/time';

import { targetName } from '../due/words';
import { labelsOf, nameOf, priorityName, statusName, teamName } from '../words';

/** `rule`: what the rule is called that did it, where one did. */
export function deedWords({ what, author, at }: JournalEntry, inbox: Inbox, rule?: string): string {
  const name = rule === undefined ? nameOf(author, inbox) : m.rules_by({ name: isolated(rule, locale) });
  switch (what.kind) {
    case 'opened':
      return m.inbox_deed_opened({ number: what.ordinal });
    case 'reopened':
      return m.inbox_deed_reopened({ number: what.ordinal });
    case 'assigned':
      if (what.to === undefined) return m.inbox_deed_unassigned({ name });
      if (what.to === author) return m.inbox_deed_took({ name });
      return m.inbox_deed_assigned({ name, to: nameOf(what.to, inbox) });
    case 'transferred':
      if (what.to === undefined) return m.inbox_deed_no_team({ name });
      return m.inbox_deed_transferred({ name, team: teamName(what.to, inbox) });
    case 'status':
      if (what.to === 'resolved') return m.inbox_deed_resolved({ name });
      // Snoozing ends by itself, or because the customer wrote: nobody of the team did it.
      if (what.to === 'open' && rule === undefined && !isMember(author, inbox))
        return m.inbox_deed_open_again();
      if (what.to === 'snoozed' && what.until !== undefined)
        return m.inbox_deed_snoozed({ name, when: momentName(what.until, at, locale) });
      return m.inbox_deed_status({ name, status: statusName(what.to) });
    case 'prioritised':
      return m.inbox_deed_priority({ name, priority: priorityName(what.to) });
    case 'labelled': {
      const added = labelsOf(what.added);
      if (added) return m.inbox_deed_labelled({ name, label: added });
      return m.inbox_deed_unlabelled({ name, label: labelsOf(what.removed) });
    }
    case 'order_verified':
      return m.inbox_deed_order_verified({ number: isolated(what.number, locale), name });
    case 'disputed': {
      const said = { number: what.number, deed: disputeDeed(what.deed, at) };
      return what.side === 'clock'
        ? m.inbox_deed_dispute_alone(said)
        : m.inbox_deed_dispute({ ...said, name });
    }
    case 'rule_ran':
      return m.rules_said({ name: isolated(what.name, locale) });
    case 'asked':
      return m.inbox_deed_asked({ number: what.ordinal });
    case 'rated':
      return m.inbox_deed_rated({
        number: what.ordinal,
        score: formatNumber(what.score),
        most: formatNumber(5),
      });
    case 'closed':
      return m.inbox_deed_closed({ days: m.brand_reopening_days({ count: what.days }) });
    case 'due_soon':
      return m.inbox_deed_due_soon({
        target: targetName(what.target),
        when: momentName(what.due_at, at, locale),
      });
    case 'breached':
      return m.inbox_deed_breached({
        target: targetName(what.target),
        policy: isolated(what.policy, locale),
      });
    case 'scheduled':
      return m.inbox_deed_scheduled({ name, when: momentName(what.due_at, at, locale) });
    case 'unscheduled':
      return m.inbox_deed_unscheduled({ name, of: nameOf(what.member, inbox) });
    case 'held': {
      const of = nameOf(what.member, inbox);
      if (what.why === 'customer_wrote') return m.inbox_deed_not_sent_wrote({ of });
      if (what.why === 'thread_taken') return m.inbox_deed_not_sent_taken({ of });
      if (what.why === 'author_left') return m.inbox_deed_not_sent_left({ of });
      return m.inbox_deed_not_sent_unreachable({ of });
    }
    default:
      return '';
  }
}

function isMember(account: string, inbox: Inbox): boolean {
  return account === inbox.member || inbox.members.some((one) => one.account.id === account);
}
