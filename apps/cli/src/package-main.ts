#!/usr/bin/env node
import { keepHeapLean } from './lean-heap.ts';
import { describeWrongNode } from './node-version.ts';

// The entry of the package for npm; `main.ts` is the one of the repository, which brings its Node along.
const complaint = describeWrongNode(process.version, 'package');
if (complaint === undefined) {
	// Only now: the program's own imports may not load under an older Node.
	keepHeapLean(process.argv.slice(2));
	await import('./newer-builtins.ts');
	const { run } = await import('./run.ts');
	process.exitCode = await run(process.argv.slice(2));
} else {
	process.stderr.write(`${complaint}\n`);
	process.exitCode = 1;
}
