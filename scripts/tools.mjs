import { ensureInstalled } from './install.mjs';
import { fail, root } from './run.mjs';

/** Installs the tools that are missing, before a script that needs them: `node scripts/tools.mjs && eslint .` */
ensureInstalled(root).catch(fail);
