import { findPromptFaults } from './pairwise-faults.ts';
import type { FieldFault } from './protocol.ts';

/** Of its reply the first token alone is read; some servers take no lower limit than 16. */
const MOST_OUTPUT_TOKENS = 16;

/** Everything that does not fit together in a definition of a judge that is read by one token. */
export function findTokenFaults(given: unknown): readonly FieldFault[] {
	const limit = valueAt(given, 'maxTokens', 'limit');
	const reasons = valueAt(given, 'reAsk', 'reasons');
	return [
		...findPromptFaults(given),
		...(typeof limit === 'number' && limit > MOST_OUTPUT_TOKENS
			? [
					{
						field: 'maxTokens.limit',
						reason: `The limit is ${limit}; a judge of the kind token may write at most ${MOST_OUTPUT_TOKENS} tokens, and only the first one is read.`,
					},
				]
			: []),
		...(Array.isArray(reasons) && reasons.length > 0
			? [
					{
						field: 'reAsk.reasons',
						reason:
							'A judge of the kind token is not asked again: its first token would have the same probabilities. The list must be empty.',
					},
				]
			: []),
	];
}

function valueAt(given: unknown, ...path: readonly string[]): unknown {
	return path.reduce<unknown>(
		(value, name) =>
			typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined,
		given,
	);
}
