/** The app's addresses. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'conversation'; readonly id: string }
  | { readonly page: 'settings' }
  | { readonly page: 'sign-in' }
  | { readonly page: 'sign-up' }
  | { readonly page: 'unknown' };

/** What a path means. */
export function parse(path: string): Route {
  const [first, second, ...rest] = path.split('/').filter(Boolean);
  if (rest.length > 0) return { page: 'unknown' };
  if (first === undefined) return { page: 'home' };
  if (first === 'c' && second !== undefined) return { page: 'conversation', id: decode(second) };
  if (second !== undefined) return { page: 'unknown' };
  if (first === 'settings' || first === 'sign-in' || first === 'sign-up') return { page: first };
  return { page: 'unknown' };
}

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
