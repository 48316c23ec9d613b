#!/usr/bin/env node
import { keepHeapLean } from './lean-heap.ts';
import { describeWrongNode } from './node-version.ts';

const complaint = describeWrongNode(process.version, 'repository');
if (complaint === undefined) {
	// Only now: the program's own imports may not load under an older Node.
	keepHeapLean(process.argv.slice(2));
	const { run } = await import('./run.ts');
	process.exitCode = await run(process.argv.slice(2));
} else {
	process.stderr.write(`${complaint}\n`);
	process.exitCode = 1;
}
