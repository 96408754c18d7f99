/** What a brand's members ask of the server about its knowledge. Loaded with its page only. */
import type { Rest } from '../rest';
import type {
  Article,
  ArticlePage,
  ArticleState,
  ArticleVersion,
  ArticleWithText,
  KnowledgeAnswer,
  SaveArticle,
  UnansweredQuestion,
} from '../wire';

export interface ArticlesWanted {
  search?: string | undefined;
  state?: ArticleState | undefined;
  after?: string | undefined;
}

export class KnowledgeRest {
  constructor(private readonly rest: Pick<Rest, 'call'>) {}

  articles = (wanted: ArticlesWanted): Promise<ArticlePage> =>
    this.rest.call('GET', '/v1/brand/articles', { query: { ...wanted } });
  article = (id: string, version?: number): Promise<ArticleWithText> =>
    this.rest.call('GET', `/v1/brand/articles/${encodeURIComponent(id)}`, { query: { version } });
  versions = async (id: Article['id']): Promise<ArticleVersion[]> =>
    (await this.rest.call<{ versions: ArticleVersion[] }>('GET', `/v1/brand/articles/${id}/versions`))
      .versions;

  write = (json: SaveArticle): Promise<ArticleWithText> =>
    this.rest.call('POST', '/v1/brand/articles', { json, creates: true });
  change = (id: Article['id'], json: SaveArticle): Promise<ArticleWithText> =>
    this.rest.call('PUT', `/v1/brand/articles/${id}`, { json });
  remove = (id: Article['id']): Promise<void> => this.rest.call('DELETE', `/v1/brand/articles/${id}`);

  publish = (id: Article['id'], version: number): Promise<Article> =>
    this.rest.call('PUT', `/v1/brand/articles/${id}/publication`, { json: { version } });
  withdraw = (id: Article['id']): Promise<Article> =>
    this.rest.call('DELETE', `/v1/brand/articles/${id}/publication`);

  ask = (question: string): Promise<KnowledgeAnswer> =>
    this.rest.call('POST', '/v1/brand/knowledge/answer', { json: { question } });

  unanswered = async (): Promise<UnansweredQuestion[]> =>
    (await this.rest.call<{ questions: UnansweredQuestion[] }>('GET', '/v1/brand/knowledge/unanswered'))
      .questions;
  dismiss = (id: UnansweredQuestion['id']): Promise<void> =>
    this.rest.call('DELETE', `/v1/brand/knowledge/unanswered/${id}`);
}
