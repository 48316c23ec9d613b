import type { Withheld } from '../schemas/withheld.ts';

/** What stands in place of a text that is kept back; `withheld` beside it says so for programs. */
const WORDS: Readonly<Record<NonNullable<Withheld>, string>> = {
	redacted: '[redacted by the operator]',
	private: '[private: shown to operators alone]',
};

/** A stored text as a reader gets it. A body that is not there was redacted. */
export function withhold(
	body: string | null,
	isPrivate: boolean,
): { readonly text: string; readonly withheld: Withheld } {
	const withheld = body === null ? 'redacted' : isPrivate ? 'private' : null;
	return { text: withheld === null ? (body ?? '') : WORDS[withheld], withheld };
}

const EXCERPT = /: "[^]*"\.$/;

/** A warning about an answer without the piece of the answer that it quotes. */
export function withoutExcerpt(message: string): string {
	return message.replace(EXCERPT, ': the text is kept back.');
}
