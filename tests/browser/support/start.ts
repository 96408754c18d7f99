/** One server with the demo for the whole run; with SUBROSA_CLUSTER, two on PostgreSQL and NATS. */
import type { TestProject } from 'vitest/node';

import { Server } from './server';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the servers answer: each browser is at the next. */
    origins: readonly [string, ...string[]];
    /** The same server by the name that passkeys are bound to; a cluster has none. */
    named: string | null;
    /** Its data folder, for the commands of an operator. */
    data: string;
  }
}

/** Everyone comes from one address and in haste, which is what the usual limits are against. */
const inHaste = {
  SUBROSA_LIMITS_SIGN_UPS_BURST: '1000',
  SUBROSA_LIMITS_STARTS_BURST: '1000',
  SUBROSA_LIMITS_SIGN_INS_BY_ADDRESS_BURST: '1000',
  SUBROSA_LIMITS_SIGN_INS_BY_ACCOUNT_AND_ADDRESS_BURST: '1000',
  SUBROSA_LIMITS_MESSAGES_PER_MINUTE: '1000000',
  SUBROSA_LIMITS_MESSAGES_BURST: '100000',
  SUBROSA_LIMITS_COMMANDS_BURST: '100000',
};

export default async function start({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await (process.env['SUBROSA_CLUSTER']
    ? Server.startCluster(inHaste)
    : Server.start(inHaste, true));
  provide('origins', server.origins);
  provide('named', server.named);
  provide('data', server.data);
  return () => server.stop();
}
