import { decideRatings } from '@codejoust/arena/rules/rated-battle';
import { readRating } from '@codejoust/arena/rules/read-rating';
import { z } from 'zod';
import {
	type JudgeKind,
	RATING_PARSERS,
	type ReAskReason,
	REPLY_FORMATS,
	type ReplyFormat,
} from '../definition/definition-values.ts';
import { PREFERENCE_NAMES } from '../definition/preferences.ts';
import type { JsonSchemaFormat } from '../endpoint/chat-request.ts';
import { ratingIdentity } from '../identity/rating-identity.ts';
import {
	findRatingShot,
	RATED_SIDES,
	readRatingShot,
	writeRatingShot,
} from '../definition/rating-shot.ts';
import type { Shot } from '../identity/shot.ts';
import { usesReference } from '../prompt/reference-block.ts';
import { COMMON_FIELDS } from './common-fields.ts';
import { criterionOf } from './criterion.ts';
import type { AskedQuestion, Decide, Kind, Protocol } from './protocol.ts';
import { findRubricFaults } from './rubric-faults.ts';
import { buildRubricMessages } from './rubric-messages.ts';

const MOST_CRITERIA = 10;

/** One answer at a time under one criterion at a time, rated from 1 to 10 with a rationale. */
const rubricFields = z.strictObject({
	kind: z.literal('rubric' satisfies JudgeKind),
	...COMMON_FIELDS,
	responseFormat: z.enum(REPLY_FORMATS),
	parser: z.enum(RATING_PARSERS),
	criteria: z.array(criterionOf(PREFERENCE_NAMES)).min(1).max(MOST_CRITERIA).readonly(),
	/** The names of the criteria that the questions of a category are rated under; all of them where it is not named. */
	criteriaOfCategory: z
		.record(z.string().min(1).max(200), z.array(z.string()).min(1).max(MOST_CRITERIA).readonly())
		.readonly()
		.optional(),
});

export type RubricDefinition = Readonly<z.infer<typeof rubricFields>>;

function openRubric(definition: RubricDefinition): Protocol {
	const { criteria, responseFormat } = definition;
	return {
		shots: (question) => listShots(definition, question),
		usesReference: usesReference(definition.userTemplate),
		identity: ratingIdentity,
		messages: ({ question, baseline, response, reference, fence }, shot) => {
			const { rated, criterion: name } = readRatingShot(shot);
			const criterion = criteria.find((one) => one.name === name);
			if (!criterion) throw new Error(`the judge has no criterion ${name}`);
			const answer = rated === 'baseline' ? baseline : response;
			return buildRubricMessages(definition, { question, answer, reference, criterion, fence });
		},
		answersShown: 1,
		requestOptions: SENT_FORMATS[responseFormat],
		// The judge sees the answer escaped, and no rating survives that: there is none to copy.
		read: ({ text }) => readRating(text),
		readsCutReplies: false,
		followUp: (reason) => FOLLOW_UP[reason] + CLOSING_WORDS[responseFormat],
		decide: decideRubric,
	};
}

/** Both answers under each criterion of the question's category, the baseline's first. */
function listShots(
	{ criteria, criteriaOfCategory }: RubricDefinition,
	{ category }: AskedQuestion,
): readonly [Shot, ...Shot[]] {
	const named = criteriaOfCategory?.[category];
	const asked = criteria.filter(({ name }) => named?.includes(name) ?? true);
	const [first, ...others] = asked.flatMap(({ name: criterion }) =>
		RATED_SIDES.map((rated) => writeRatingShot({ rated, criterion })),
	);
	if (first === undefined) throw new Error(`no criterion of the judge is for ${category}`);
	return [first, ...others];
}

/** By the means of both answers' ratings under the same criteria. */
const decideRubric: Decide = (judgments) => {
	const shots = [...judgments.keys()].map(findRatingShot);
	const criteria = [...new Set(shots.flatMap((shot) => shot?.criterion ?? []))];
	const pairs = criteria.flatMap((criterion) => {
		const [baseline, model] = RATED_SIDES.map((rated) =>
			judgments.get(writeRatingShot({ rated, criterion })),
		);
		return baseline && model ? [{ criterion, baseline, model }] : [];
	});
	const isWhole = pairs.length > 0 && 2 * pairs.length === judgments.size;
	// A verdict is none of this judge's; a bundle may claim it.
	const isRated = [...judgments.values()].every(
		(one) => one.kind === 'unscored' || 'rating' in one,
	);
	return isWhole && isRated ? decideRatings(pairs) : undefined;
};

export const RUBRIC = {
	fields: rubricFields,
	open: openRubric,
	identity: ratingIdentity,
	decide: () => decideRubric,
	findFaults: findRubricFaults,
} as const satisfies Kind<RubricDefinition>;

const RATING_FORMAT: JsonSchemaFormat = {
	type: 'json_schema',
	json_schema: {
		name: 'rating',
		strict: true,
		schema: {
			type: 'object',
			properties: {
				rationale: { type: 'string' },
				rating: { type: 'integer', enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
			},
			required: ['rationale', 'rating'],
			additionalProperties: false,
		},
	},
};

/** What is sent for each format of a reply; plain text needs nothing. */
const SENT_FORMATS: Readonly<Record<ReplyFormat, Protocol['requestOptions']>> = {
	text: {},
	'json-schema': { response_format: RATING_FORMAT },
};

const FOLLOW_UP: Readonly<Record<Exclude<ReAskReason, 'truncated'>, string>> = {
	'no-verdict': 'Your reply holds no rating that is a whole number from 1 to 10. ',
	contradictory: 'Your reply holds ratings that contradict each other. ',
};

const CLOSING_WORDS: Readonly<Record<ReplyFormat, string>> = {
	text: 'Without judging anew, reply with nothing but one line, "Rating: " and the whole number from 1 to 10 that your rationale supports.',
	'json-schema':
		'Without judging anew, give the rating that your rationale supports, in the requested JSON.',
};
