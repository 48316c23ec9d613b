import { parentPort } from 'node:worker_threads';
import type { LanguageName } from './languages.ts';
import { isPlainCode } from './plain-code.ts';
import { stripCode } from './strip-code.ts';
import { openTokenizer } from './tokenizer.ts';

export type StripJob = {
	readonly code: string;
	readonly language: LanguageName;
	/** The text may be prose: nothing is done unless it is plainly code. */
	readonly isDoubtful: boolean;
};

export type StripReply =
	/** The thread has started, and works on the job from now on. */
	| { readonly kind: 'begun' }
	| { readonly kind: 'stripped'; readonly code: string }
	| { readonly kind: 'left'; readonly reason: 'not-code' | 'unstable' }
	| { readonly kind: 'failed'; readonly error: unknown };

// The thread's entry: `strip-thread.ts` sends it one job after another.
parentPort?.on('message', (job: StripJob) => {
	send({ kind: 'begun' });
	strip(job).then(send, (error: unknown) => send({ kind: 'failed', error }));
});

function send(reply: StripReply): void {
	parentPort?.postMessage(reply);
}

async function strip({ code, language, isDoubtful }: StripJob): Promise<StripReply> {
	const tokenize = await openTokenizer(language);
	if (isDoubtful) {
		const lines = code.split('\n');
		if (!isPlainCode(lines, tokenize(lines))) return { kind: 'left', reason: 'not-code' };
	}
	const stripped = stripCode(code, language, tokenize);
	return stripped === undefined
		? { kind: 'left', reason: 'unstable' }
		: { kind: 'stripped', code: stripped };
}
