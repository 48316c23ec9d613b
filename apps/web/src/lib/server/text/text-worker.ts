import { parentPort } from 'node:worker_threads';
import { layOutTexts, type PagePart, type PageTexts } from './page-texts.ts';

/** What the thread says: a part of the page, the end of the page, or why there is none. */
export type TextReply =
	PagePart | { readonly kind: 'end' } | { readonly kind: 'failed'; readonly error: unknown };

// The thread's entry: `text-thread.ts` sends it one page after another.
parentPort?.on('message', (page: PageTexts) => {
	try {
		for (const part of layOutTexts(page)) say(part);
		say({ kind: 'end' });
	} catch (error) {
		say({ kind: 'failed', error });
	}
});

function say(reply: TextReply): void {
	parentPort?.postMessage(reply);
}
