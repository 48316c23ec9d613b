import type { Preparation } from '../definition/definition-values.ts';
import type { ChatMessage } from '../endpoint/chat-request.ts';
import { contentHash } from '../identity/identity.ts';
import type { JudgeDefinition } from '../protocol/definition.ts';
import type { PreparedText } from './prepared-text.ts';
import { rememberTexts } from './remembered-texts.ts';
import type { StripThread } from './strip-thread.ts';

/** What a judge is shown of a battle, as its authors wrote it. */
export type WrittenTexts = {
	readonly question: readonly ChatMessage[];
	readonly baseline: string;
	readonly response: string;
};

/** Both answers as the judge of a definition is shown them. */
export type PreparedTexts = {
	readonly baseline: PreparedText;
	readonly response: PreparedText;
};

/**
 * Both answers as the judge is shown them; undefined for a judge that is shown them as they are. Everything that is needed for
 * it is loaded at the first call for a judge that is not.
 */
export async function prepareTexts(
	definition: JudgeDefinition,
	{ question, baseline, response }: WrittenTexts,
): Promise<PreparedTexts | undefined> {
	if (preparationOf(definition) === undefined) return undefined;
	const { findQuestionLanguage } = await import('./question-language.ts');
	const asked = findQuestionLanguage(question);
	const strip = (answer: string) =>
		remember(`${asked ?? ''} ${contentHash(answer)}`, async () => {
			const { stripAnswer } = await import('./strip-answer.ts');
			return stripAnswer(answer, asked, await openThread());
		});
	return { baseline: await strip(baseline), response: await strip(response) };
}

/** What is done to the answers before a judge of a definition sees them; undefined for nothing. */
export function preparationOf(definition: JudgeDefinition): Preparation | undefined {
	return 'prepare' in definition ? definition.prepare : undefined;
}

let thread: Promise<StripThread> | undefined;

/** One for the process: it needs some memory, and ends itself. */
function openThread(): Promise<StripThread> {
	return (thread ??= import('./strip-thread.ts').then(({ openStripThread }) => openStripThread()));
}

const remember = rememberTexts(10_000_000);
