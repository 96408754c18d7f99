/** How deep the headings of sections are: below a page's name, or one deeper where they stand in a group that has a name. */
import { getContext, setContext } from 'svelte';

const key = Symbol('heading');

/** Sections below the caller are parts of a group. */
export function nameSectionsOfGroup(): void {
  setContext(key, 'h4');
}

export function sectionHeading(): 'h3' | 'h4' {
  return getContext<'h4' | undefined>(key) ?? 'h3';
}
