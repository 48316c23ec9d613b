// Starts the server without building: for containers and services. Plain JavaScript, which every Node can read, so that
// one which is too old ends with a sentence.
import { requireNode } from './require-node.mjs';

requireNode();
await import('../apps/api/src/main.ts');
