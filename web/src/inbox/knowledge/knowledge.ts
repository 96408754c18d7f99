/** What the knowledge's parts share: its requests, who may do what, and what a new article begins with. */
import { KnowledgeRest } from '../../engine/inbox/knowledge-rest';
import type { Article } from '../../engine';
import * as m from '../../paraglide/messages';

import { useDesk } from '../context';
import type { Desk } from '../desk.svelte';

export interface Knowledge {
  readonly desk: Desk;
  readonly rest: KnowledgeRest;
  /** Write drafts, put questions away. */
  readonly mayWrite: boolean;
  /** Publish, withdraw, remove. */
  readonly mayPublish: boolean;
}

/** For a component in an inbox. */
export function useKnowledge(): Knowledge {
  const desk = useDesk();
  return {
    desk,
    rest: new KnowledgeRest(desk.inbox.rest),
    get mayWrite() {
      return desk.inbox.may('write_knowledge');
    },
    get mayPublish() {
      return desk.inbox.may('publish_knowledge');
    },
  };
}

/** The question that the next new article is to answer. */
export const beginning = { title: '' };

export function stateName(article: Article): string {
  if (article.published === undefined) return m.article_draft();
  return article.published === article.version ? m.article_published() : m.article_changed();
}
