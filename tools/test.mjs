// Builds what the tests open, then runs them all. Arguments go to vitest.
import { requireNode } from './require-node.mjs';
import { run } from './run.mjs';

requireNode();
const built = await run('turbo', ['run', 'build']);
process.exitCode = built === 0 ? await run('vitest', ['run', ...process.argv.slice(2)]) : built;
