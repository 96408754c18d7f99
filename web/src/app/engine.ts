/** The one engine of this page. */
import { createEngine } from '../engine';

export const engine = createEngine();
