import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { createInterface } from 'node:readline/promises';

/** A secret from standard input: typed without being shown in a terminal, or the first line of what is piped in. */
export async function askSecret(question: string): Promise<string> {
	if (!process.stdin.isTTY) return ((await text(process.stdin)).split('\n')[0] ?? '').trim();
	const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
	const reader = createInterface({ input: process.stdin, output: silence, terminal: true });
	const interrupted = new AbortController();
	reader.once('SIGINT', () => interrupted.abort());
	process.stderr.write(question);
	try {
		return (await reader.question('', { signal: interrupted.signal })).trim();
	} catch {
		return '';
	} finally {
		reader.close();
		process.stderr.write('\n');
	}
}
