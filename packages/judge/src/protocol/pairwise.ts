import { decideBattle } from '@codejoust/arena/rules/battle';
import { GAME_ORDERS } from '@codejoust/arena/rules/game';
import type { GameJudgment } from '@codejoust/arena/rules/judgment';
import { asGameJudgment } from '@codejoust/arena/rules/reading';
import { readStructuredVerdict, readVerdict } from '@codejoust/arena/rules/read-verdict';
import { VERDICTS } from '@codejoust/arena/rules/verdict';
import { z } from 'zod';
import {
	FENCES,
	type JudgeKind,
	type Parser,
	PARSERS,
	type ReAskReason,
	REPLY_FORMATS,
	type ReplyFormat,
} from '../definition/definition-values.ts';
import type { JsonSchemaFormat } from '../endpoint/chat-request.ts';
import { COMMON_FIELDS } from './common-fields.ts';
import { criterionField } from './criterion.ts';
import { judgmentIdentity } from '../identity/identity.ts';
import { prepareField } from './prepare.ts';
import { usesReference } from '../prompt/reference-block.ts';
import { buildMessages } from './pairwise-messages.ts';
import { findPairwiseFaults } from './pairwise-faults.ts';
import type { Decide, Kind, Protocol } from './protocol.ts';

/** Two answers side by side, asked in both orders, with one of five labels as the verdict. */
const pairwiseFields = z.strictObject({
	kind: z.literal('pairwise' satisfies JudgeKind),
	...COMMON_FIELDS,
	responseFormat: z.enum(REPLY_FORMATS),
	parser: z.enum(PARSERS),
	/** What the verdict is about alone; absent: the better answer as a whole. */
	criterion: criterionField,
	prepare: prepareField,
	/** `none`: a template is sent as it was published, without a line around each answer; absent: each answer is fenced. */
	fences: z
		.enum(FENCES, {
			error: `What may be said of fences: ${FENCES.join(', ')}; without the field, each answer is between two lines that its author cannot guess.`,
		})
		.optional(),
});

export type PairwiseDefinition = Readonly<z.infer<typeof pairwiseFields>>;

function openPairwise(definition: PairwiseDefinition): Protocol {
	const { parser, responseFormat } = definition;
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
		requestOptions: SENT_FORMATS[responseFormat],
		// The judge sees both answers escaped, and no label survives that: there is none to copy.
		read: ({ text }) => READERS[parser](text),
		readsCutReplies: false,
		followUp: (reason) => FOLLOW_UP[reason] + CLOSING_WORDS[parser],
		decide: decidePairwise,
	};
}

/** By the sum of both games' points. */
const decidePairwise: Decide = (judgments) => {
	const [baselineFirst, swapped] = [judgments.get('baseline-first'), judgments.get('swapped')];
	if (!baselineFirst || !swapped) return undefined;
	return decideBattle({
		baselineFirst: asGameJudgment(baselineFirst),
		swapped: asGameJudgment(swapped),
	});
};

export const PAIRWISE = {
	fields: pairwiseFields,
	open: openPairwise,
	identity: judgmentIdentity,
	decide: () => decidePairwise,
	findFaults: findPairwiseFaults,
} as const satisfies Kind<PairwiseDefinition>;

const READERS: Readonly<Record<Parser, (text: string) => GameJudgment>> = {
	'labels@1': (text) => readVerdict(text),
	'structured@1': readStructuredVerdict,
};

const VERDICT_FORMAT: JsonSchemaFormat = {
	type: 'json_schema',
	json_schema: {
		name: 'verdict',
		strict: true,
		schema: {
			type: 'object',
			properties: { explanation: { type: 'string' }, verdict: { type: 'string', enum: VERDICTS } },
			required: ['explanation', 'verdict'],
			additionalProperties: false,
		},
	},
};

/** What is sent for each format of a reply; plain text needs nothing. */
const SENT_FORMATS: Readonly<Record<ReplyFormat, Protocol['requestOptions']>> = {
	text: {},
	'json-schema': { response_format: VERDICT_FORMAT },
};

const FOLLOW_UP: Readonly<Record<Exclude<ReAskReason, 'truncated'>, string>> = {
	'no-verdict': 'Your reply holds none of the five labels. ',
	contradictory: 'Your reply holds labels that contradict each other. ',
};

const CLOSING_WORDS: Readonly<Record<Parser, string>> = {
	'labels@1':
		'Without judging anew, reply with nothing but the one label that your reasoning supports: [[A>>B]], [[A>B]], [[A=B]], [[B>A]] or [[B>>A]].',
	'structured@1':
		'Without judging anew, give the verdict that your reasoning supports, in the requested JSON.',
};
