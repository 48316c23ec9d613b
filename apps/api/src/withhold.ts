import type { Withheld } from '@codejoust/contract/schemas/withheld';
import { REDACTED_TEXT } from './stored-messages.ts';

/** What stands in place of a text that is kept back; `withheld` beside it says so for programs. */
const WORDS: Readonly<Record<NonNullable<Withheld>, string>> = {
	redacted: REDACTED_TEXT,
	private: '[private: shown to operators alone]',
	'not-given': '[not given: the judgment of this answer was imported without its text]',
	'judge-only': '[shown to operators alone: it may repeat a reference that only judges are shown]',
};

/** A stored text as a reader gets it. A body that is not there was redacted, unless `absent` says otherwise. */
export function withhold(
	body: string | null,
	isPrivate: boolean,
	{
		why = 'private',
		absent = 'redacted',
	}: {
		readonly why?: 'private' | 'judge-only';
		readonly absent?: 'redacted' | 'not-given';
	} = {},
): { readonly text: string; readonly withheld: Withheld } {
	const withheld = body === null ? absent : isPrivate ? why : null;
	return { text: withheld === null ? (body ?? '') : WORDS[withheld], withheld };
}

/** A warning about an answer without the piece of the answer that it quotes. */
export function withoutExcerpt(message: string): string {
	const from = message.indexOf(': "');
	const isQuoted = from !== -1 && message.endsWith('".') && message.length >= from + ': "".'.length;
	return isQuoted ? `${message.slice(0, from)}: the text is withheld.` : message;
}
