/** The app's addresses. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'conversation'; readonly id: string }
  | { readonly page: 'settings' }
  | { readonly page: 'inbox'; readonly brand: string; readonly at: InboxPlace }
  | { readonly page: 'sign-in' }
  /** Where a brand's identity provider sends people back to, too. */
  | { readonly page: 'brand-sign-in' }
  | { readonly page: 'sign-up' }
  | { readonly page: 'unknown' };

/** Where one is in a brand's inbox. A view is the name of a queue, a label, or a team. */
export type InboxPlace =
  | { readonly part: 'views' }
  | { readonly part: 'queue'; readonly name: string }
  | { readonly part: 'label'; readonly label: string }
  | { readonly part: 'team'; readonly team: string }
  /** A view that members keep, by its id. */
  | { readonly part: 'view'; readonly id: string }
  /** Its editor; null: of one that is not kept yet. */
  | { readonly part: 'edit-view'; readonly id: string | null }
  | { readonly part: 'conversation'; readonly id: string }
  | { readonly part: 'knowledge' }
  /** An article by its id; `new` is one that is not kept yet. */
  | { readonly part: 'article'; readonly id: string }
  | { readonly part: 'settings' }
  | { readonly part: 'audit' }
  /** The brand's rules. */
  | { readonly part: 'rules' }
  /** A rule by its id; `new` is one that is not kept yet. */
  | { readonly part: 'rule'; readonly id: string }
  /** What rules did. */
  | { readonly part: 'rule-log' }
  /** Its shops, and what comes in from files and goes out. */
  | { readonly part: 'orders' }
  /** The addresses that are told what happens. */
  | { readonly part: 'webhooks' }
  /** The brand's bots, or one of them by its account. */
  | { readonly part: 'bots'; readonly bot: string | null }
  /** The editor of a bot's flow. */
  | { readonly part: 'flow'; readonly bot: string }
  | { readonly part: 'reports' }
  /** What was kept of service levels. */
  | { readonly part: 'level-report' }
  | { readonly part: 'segments' }
  /** The editor of a segment, by its id; `new` is one that is not kept yet. */
  | { readonly part: 'segment'; readonly id: string }
  | { readonly part: 'campaigns' }
  /** A campaign by its id; `new` is one that is not kept yet. */
  | { readonly part: 'campaign'; readonly id: string }
  /** What it did. */
  | { readonly part: 'campaign-report'; readonly id: string };

/** What a path means. */
export function parse(path: string): Route {
  const [first, second, ...rest] = path.split('/').filter(Boolean);
  if (first === 'inbox' && second !== undefined) {
    const at = parseInbox(rest);
    return at ? { page: 'inbox', brand: decode(second), at } : { page: 'unknown' };
  }
  if (rest.length > 0) return { page: 'unknown' };
  if (first === undefined) return { page: 'home' };
  if (first === 'c' && second !== undefined) return { page: 'conversation', id: decode(second) };
  if (first === 'sign-in' && second === 'brand') return { page: 'brand-sign-in' };
  if (second !== undefined) return { page: 'unknown' };
  if (first === 'settings' || first === 'sign-in' || first === 'sign-up') return { page: first };
  return { page: 'unknown' };
}

function parseInbox([part, name, third, fourth, ...rest]: string[]): InboxPlace | null {
  if (rest.length > 0) return null;
  if (fourth !== undefined) {
    const isFlow = part === 'settings' && name === 'bots' && third !== undefined && fourth === 'flow';
    return isFlow ? { part: 'flow', bot: decode(third) } : null;
  }
  if (part === 'settings' && name === 'bots')
    return { part: 'bots', bot: third === undefined ? null : decode(third) };
  if (part === 'settings' && name === 'rules') {
    if (third === undefined) return { part: 'rules' };
    return third === 'log' ? { part: 'rule-log' } : { part: 'rule', id: decode(third) };
  }
  if (part === 'view' && name !== undefined && third === 'edit')
    return { part: 'edit-view', id: decode(name) };
  if (part === 'campaigns' && name !== undefined && third === 'report')
    return { part: 'campaign-report', id: decode(name) };
  if (third !== undefined) return null;
  if (part === 'reports' && name === 'levels') return { part: 'level-report' };
  if (part === 'settings' && name === 'audit') return { part: 'audit' };
  if (part === 'settings' && (name === 'orders' || name === 'webhooks')) return { part: name };
  if (part === undefined) return { part: 'views' };
  if (name === undefined) return isPage(part) ? { part } : null;
  if (part === 'segments') return { part: 'segment', id: decode(name) };
  if (part === 'campaigns') return { part: 'campaign', id: decode(name) };
  if (part === 'knowledge') return { part: 'article', id: decode(name) };
  if (part === 'c') return { part: 'conversation', id: decode(name) };
  if (part === 'view') return name === 'new' ? { part: 'edit-view', id: null } : { part, id: decode(name) };
  if (part === 'v') return { part: 'queue', name: decode(name) };
  if (part === 'label') return { part, label: decode(name) };
  if (part === 'team') return { part, team: decode(name) };
  return null;
}

const PAGES = ['settings', 'reports', 'knowledge', 'segments', 'campaigns'] as const;
const isPage = (part: string): part is (typeof PAGES)[number] => PAGES.some((page) => page === part);

/** A path segment as it was meant; one that is not valid is nobody's id. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

export function conversationPath(id: string): string {
  return `/c/${encodeURIComponent(id)}`;
}

export function inboxPath(brand: string, at: InboxPlace = { part: 'views' }): string {
  const home = `/inbox/${encodeURIComponent(brand)}`;
  switch (at.part) {
    case 'views':
      return home;
    case 'settings':
      return `${home}/settings`;
    case 'rules':
      return `${home}/settings/rules`;
    case 'rule':
      return `${home}/settings/rules/${encodeURIComponent(at.id)}`;
    case 'rule-log':
      return `${home}/settings/rules/log`;
    case 'audit':
      return `${home}/settings/audit`;
    case 'reports':
      return `${home}/reports`;
    case 'level-report':
      return `${home}/reports/levels`;
    case 'knowledge':
    case 'segments':
    case 'campaigns':
      return `${home}/${at.part}`;
    case 'segment':
      return `${home}/segments/${encodeURIComponent(at.id)}`;
    case 'campaign':
      return `${home}/campaigns/${encodeURIComponent(at.id)}`;
    case 'campaign-report':
      return `${home}/campaigns/${encodeURIComponent(at.id)}/report`;
    case 'article':
      return `${home}/knowledge/${encodeURIComponent(at.id)}`;
    case 'bots':
      return at.bot === null
        ? `${home}/settings/bots`
        : `${home}/settings/bots/${encodeURIComponent(at.bot)}`;
    case 'orders':
    case 'webhooks':
      return `${home}/settings/${at.part}`;
    case 'flow':
      return `${home}/settings/bots/${encodeURIComponent(at.bot)}/flow`;
    case 'queue':
      return `${home}/v/${encodeURIComponent(at.name)}`;
    case 'team':
      return `${home}/team/${encodeURIComponent(at.team)}`;
    case 'label':
      return `${home}/label/${encodeURIComponent(at.label)}`;
    case 'view':
      return `${home}/view/${encodeURIComponent(at.id)}`;
    case 'edit-view':
      return at.id === null ? `${home}/view/new` : `${home}/view/${encodeURIComponent(at.id)}/edit`;
    case 'conversation':
      return `${home}/c/${encodeURIComponent(at.id)}`;
  }
}
