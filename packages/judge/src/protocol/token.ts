import { GAME_ORDERS } from '@codejoust/arena/rules/game';
import { decidePreference } from '@codejoust/arena/rules/preference';
import { asGameJudgment } from '@codejoust/arena/rules/reading';
import { z } from 'zod';
import { type JudgeKind, TOKEN_PARSERS } from '../definition/definition-values.ts';
import { judgmentIdentity } from '../identity/identity.ts';
import { usesReference } from '../prompt/reference-block.ts';
import { COMMON_FIELDS } from './common-fields.ts';
import { criterionField } from './criterion.ts';
import { buildMessages } from './pairwise-messages.ts';
import { prepareField } from './prepare.ts';
import type { Decide, Kind, Protocol } from './protocol.ts';
import { findTokenFaults } from './token-faults.ts';
import { explainNoLogprobs, explainUnread, readPreference } from './token-reading.ts';

const MOST_TIE = 0.45;

/** Two answers side by side in both orders; how probable the first token of the reply makes the letter of each decides. */
const tokenFields = z.strictObject({
	kind: z.literal('token' satisfies JudgeKind),
	...COMMON_FIELDS,
	parser: z.enum(TOKEN_PARSERS),
	/** How far a preference may be away from one half and still be a tie. */
	tieWithin: z.number().min(0).max(MOST_TIE),
	/** Tokens that the endpoint is asked to name the log-probabilities of. */
	topLogprobs: z.int().min(2).max(20),
	/** What the preference is about alone; absent: the better answer as a whole. */
	criterion: criterionField,
	prepare: prepareField,
});

type TokenDefinition = Readonly<z.infer<typeof tokenFields>>;

function openToken(definition: TokenDefinition): Protocol {
	const { tieWithin, topLogprobs } = definition;
	return {
		shots: () => GAME_ORDERS,
		usesReference: usesReference(definition.userTemplate),
		identity: judgmentIdentity,
		messages: ({ baseline, response, ...shown }, shot) =>
			buildMessages(definition, {
				...shown,
				...(shot === 'swapped'
					? { answerA: response, answerB: baseline }
					: { answerA: baseline, answerB: response }),
			}),
		answersShown: 2,
		requestOptions: { logprobs: true, top_logprobs: topLogprobs },
		read: (said) => readPreference(said, tieWithin),
		explain: explainUnread,
		findLack: explainNoLogprobs,
		readsCutReplies: true,
		followUp: () => 'Reply with nothing but the letter A or B.',
		decide: decideBy(tieWithin),
	};
}

/** By the mean of both games' preferences for the model; each game has the label of its own. */
function decideBy(tieWithin: number): Decide {
	return (judgments) => {
		const [baselineFirst, swapped] = [judgments.get('baseline-first'), judgments.get('swapped')];
		if (!baselineFirst || !swapped) return undefined;
		return decidePreference(
			{ baselineFirst: asGameJudgment(baselineFirst), swapped: asGameJudgment(swapped) },
			tieWithin,
		);
	};
}

export const TOKEN = {
	fields: tokenFields,
	open: openToken,
	identity: judgmentIdentity,
	decide: ({ tieWithin }) =>
		typeof tieWithin === 'number' ? decideBy(tieWithin) : () => undefined,
	findFaults: findTokenFaults,
} as const satisfies Kind<TokenDefinition>;
