/** What the editor of flows asks of the server. Loaded with it only. Nothing of it is kept there. */
import type { Rest } from '../rest';
import type { FlowCheck, KnowledgeAnswer, SimulateFlow, Simulation } from '../wire';

export class FlowRest {
  constructor(private readonly rest: Pick<Rest, 'call'>) {}

  check = (source: string): Promise<FlowCheck> =>
    this.rest.call('POST', '/v1/brand/bots/check', { json: { source } });
  simulate = (json: SimulateFlow): Promise<Simulation> =>
    this.rest.call('POST', '/v1/brand/bots/simulation', { json });
  /** What the brand's published articles say; nobody is told of the question. */
  ask = (question: string, language: string): Promise<KnowledgeAnswer> =>
    this.rest.call('POST', '/v1/brand/knowledge/answer', { json: { question, language } });
}
