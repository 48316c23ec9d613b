import { createHash } from 'node:crypto';
import type { FileOverlapReader } from '@codejoust/formats/texts/file-overlap';
import type { Against } from './read-against.ts';
import type { ScannedFile } from './scan-file.ts';

/**
 * Compares the questions of another benchmark as if they were the lines of a file: JSONL of `question_id` and `prompt`, of which bytes
 * and SHA-256 are. The place of a text is the number of its question, with the question's id as the field.
 */
export function scanBenchmark(
	{ name, questions }: Extract<Against, { kind: 'benchmark' }>,
	overlap: FileOverlapReader,
): Extract<ScannedFile, { kind: 'compared' }> {
	const begun = performance.now();
	const hash = createHash('sha256');
	let bytes = 0;
	for (const [at, { question_id, prompt = '' }] of questions.entries()) {
		const line = Buffer.from(`${JSON.stringify({ question_id, prompt })}\n`);
		hash.update(line);
		bytes += line.length;
		const texts = [{ field: question_id, text: prompt }];
		overlap.add({ kind: 'texts', line: at + 1, texts });
	}
	return {
		kind: 'compared',
		of: 'benchmark',
		file: name,
		bytes,
		sha256: hash.digest('hex'),
		seconds: (performance.now() - begun) / 1_000,
		overlap: overlap.finish(),
	};
}
