import { hashText } from '../checks/text-hash.ts';

/**
 * The id of an AlpacaEval instruction, which has none of its own: `ae-` and 16 hex digits. A function of the text
 * alone, so that the order of a file does not matter; two instructions that collide are found as a duplicate.
 */
export function alpacaQuestionId(instruction: string): string {
	return `ae-${hashText(instruction)}`;
}
