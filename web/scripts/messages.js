/** Compiles `messages/*.json` into `src/paraglide/`, for tools that run without Vite. */
import { compile } from '@inlang/paraglide-js';

import { paraglideOptions } from '../paraglide.config.js';

await compile(paraglideOptions);
