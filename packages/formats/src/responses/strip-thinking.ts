import { splitThinking } from '@codejoust/arena/rules/final-text';

/**
 * An answer without what the model thought; undefined where it holds no thinking, or where the thinking never ends and nothing
 * would be left. Blank lines around the rest go too. Linear in the answer's length.
 */
export function stripThinking(response: string): string | undefined {
	const { final, thinking } = splitThinking(response);
	if (final === undefined || thinking.trim() === '') return undefined;
	return final.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}
