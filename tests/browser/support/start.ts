/** One server with the demo for the whole run. */
import type { TestProject } from 'vitest/node';

import { Server } from './server';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the server answers. */
    origin: string;
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
  const server = await Server.start(inHaste, true);
  provide('origin', server.origin);
  provide('data', server.data);
  return () => server.stop();
}
