import {
	MISPLACED_CODES,
	type MisplacedCode,
	readAccepted,
} from '@codejoust/formats/checks/misplaced-text';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

export const ACCEPT_WORDS = `texts to judge although they are not the model’s answers, by commas: ${MISPLACED_CODES.join(', ')}`;

/** The codes of `--accept`; none without it. */
export function readAcceptOption(text: string | undefined): readonly MisplacedCode[] {
	if (text === undefined) return [];
	const { codes, unknown } = readAccepted(text);
	if (unknown.length === 0) return codes;
	throw new UsageError(
		`--accept has no code ${safeText(unknown.map((name) => JSON.stringify(name)).join(', '))}; the codes are ${MISPLACED_CODES.join(', ')}.`,
	);
}
