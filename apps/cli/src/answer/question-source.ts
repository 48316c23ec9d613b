import { setTimeout as pause } from 'node:timers/promises';
import type { Client, Question } from '@codejoust/contract/client';
import type { ChatMessage } from '@codejoust/judge/endpoint/chat-request';
import { isPassing } from '../follow-run.ts';
import { UsageError } from '../usage-error.ts';

/** A question as far as a model is asked it. */
export type AskedQuestion = {
	readonly id: string;
	readonly messages: readonly ChatMessage[];
};

/** Few enough that two pages of long questions fit in memory. */
const PAGE_SIZE = 50;
const TRIES = 8;
const FIRST_WAIT_MS = 250;

/**
 * The questions of a published benchmark in its order, page by page; the next page is asked for while one is worked on, and no
 * more than two are kept. A server that is away for a moment is asked again.
 */
export async function* readQuestionPages(
	client: Pick<Client, 'questions'>,
	benchmark: string,
	signal: AbortSignal,
): AsyncGenerator<AskedQuestion> {
	const fetchPage = (cursor: string) =>
		askPatiently(() => client.questions(benchmark, { cursor, limit: PAGE_SIZE }), signal);
	let next: ReturnType<typeof fetchPage> | undefined = fetchPage('');
	while (next) {
		const page: Awaited<ReturnType<typeof fetchPage>> = await next;
		next = page.next_cursor === null ? undefined : fetchPage(page.next_cursor);
		// Whoever stops reading never waits for it.
		next?.catch(() => undefined);
		for (const question of page.items) yield asAsked(question);
	}
}

function asAsked({ question_id: id, messages, withheld }: Question): AskedQuestion {
	if (withheld !== null)
		throw new UsageError(
			`The benchmark does not show its question ${id} (${withheld}), so that no answer can be made here.`,
		);
	return { id, messages };
}

async function askPatiently<Answer>(
	ask: () => Promise<Answer>,
	signal: AbortSignal,
): Promise<Answer> {
	for (let tries = 1; ; tries++) {
		try {
			return await ask();
		} catch (error) {
			if (!isPassing(error) || tries === TRIES) throw error;
			await pause(FIRST_WAIT_MS * 2 ** (tries - 1), undefined, { signal });
		}
	}
}
