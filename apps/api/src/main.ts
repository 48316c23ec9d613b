import { relaunchLean } from './process/lean-process.ts';

relaunchLean(import.meta.url, process.env);
// Only now, so that nothing is loaded twice.
const { serve } = await import('./process/serve.ts');
await serve(process.env);
