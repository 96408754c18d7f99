/** What a brand's members ask of the server about its rules. Loaded with their pages only. */
import type { Rest } from '../rest';
import type { Backtest, Rule, RuleRunPage, SaveRule } from '../wire';

export interface RunsWanted {
  rule?: Rule['id'] | undefined;
  after?: string | undefined;
}

/** A page of the past has thousands of entries. */
const MINUTE = 60_000;

export class RulesRest {
  constructor(private readonly rest: Pick<Rest, 'call'>) {}

  rules = async (): Promise<Rule[]> =>
    (await this.rest.call<{ rules: Rule[] }>('GET', '/v1/brand/rules')).rules;
  add = (json: SaveRule): Promise<Rule> => this.rest.call('POST', '/v1/brand/rules', { json, creates: true });
  change = (id: Rule['id'], json: SaveRule): Promise<Rule> =>
    this.rest.call('PUT', `/v1/brand/rules/${encodeURIComponent(id)}`, { json });
  remove = (id: Rule['id']): Promise<void> =>
    this.rest.call('DELETE', `/v1/brand/rules/${encodeURIComponent(id)}`);
  order = async (rules: readonly Rule['id'][]): Promise<Rule[]> =>
    (await this.rest.call<{ rules: Rule[] }>('PUT', '/v1/brand/rules/order', { json: { rules } })).rules;

  runs = (wanted: RunsWanted): Promise<RuleRunPage> =>
    this.rest.call('GET', '/v1/brand/rules/runs', { query: { ...wanted } });
  /** Nothing is done by it, so it may be asked again. */
  backtest = (rule: SaveRule, after?: string): Promise<Backtest> =>
    this.rest.call('POST', '/v1/brand/rules/backtest', { json: { rule, after }, patience: MINUTE });
}
