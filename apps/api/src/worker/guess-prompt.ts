import { ownTextsOf, type PromptTexts } from '@codejoust/judge/protocol/pairwise-messages';

/** English and code run at about four characters to a token. */
const ASCII_PER_TOKEN = 4;
/** Both fences of both answers, and what the messages are wrapped in. */
const FRAME_TOKENS = 100;
const BEYOND_ASCII = /[^\0-\x7f]/g;

/**
 * About how many tokens a game's prompt has: the judge's own part and the texts of the battle. A character beyond ASCII is a
 * token of its own, so that other scripts are not guessed too low. A redacted text has none. Linear in the length.
 */
export function guessPromptTokens(
	texts: {
		readonly messages: string | null;
		readonly answer: string | null;
		readonly baselineAnswer: string | null;
		readonly reference: string | null;
	},
	definition: PromptTexts,
): number {
	const { messages, answer, baselineAnswer, reference } = texts;
	const parts = [...ownTextsOf(definition), messages, answer, baselineAnswer, reference];
	return parts.reduce((total, text) => total + guessTokens(text ?? ''), FRAME_TOKENS);
}

function guessTokens(text: string): number {
	const beyond = text.match(BEYOND_ASCII)?.length ?? 0;
	return Math.ceil((text.length - beyond) / ASCII_PER_TOKEN) + beyond;
}
