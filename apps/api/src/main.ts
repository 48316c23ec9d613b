import { relaunchLean } from './lean-process.ts';

relaunchLean(import.meta.url, process.env);
// Only now, so that nothing is loaded twice.
const { serve } = await import('./serve.ts');
await serve(process.env);
