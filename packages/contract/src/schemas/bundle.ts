import { z } from '@hono/zod-openapi';
import {
	BATTLE_OUTCOMES,
	CONSISTENCIES,
	PROVIDER_ERROR_CLASSES,
	RATINGS,
	UNSCORED_REASONS,
	VERDICTS,
} from './closed-lists.ts';
import { modelBrief } from './model.ts';
import { message } from './benchmark.ts';
import { instant } from './names.ts';
import { preparation } from './preparation.ts';
import { shotName } from './battle.ts';

/** Goes up when a reader of the old lines would misread the new ones. */
export const BUNDLE_FORMAT = 'codejoust-bundle@1';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'A hash has 64 hexadecimal digits.');
const count = z.int().min(0);

const slopeSums = z.object({
	models: count,
	weight: z.number(),
	weight_squared: z.number(),
	slope: z.number(),
	slope_squared: z.number(),
	variance: z.number(),
	variance_squared: z.number(),
});

const header = z.object({
	kind: z.literal('bundle'),
	format: z.literal(BUNDLE_FORMAT),
	snapshot: z.object({
		id: hash,
		created_at: instant,
		rule: z.string(),
		seed: z.string(),
		code_version: z.string(),
		inputs_hash: hash,
		/** What the board took from the judge version's other boards: sums over their models' slopes of length. */
		other_boards: slopeSums.optional(),
	}),
	benchmark: z.object({
		slug: z.string(),
		version: z.string(),
		name: z.string(),
		description: z.string().nullable(),
		licence: z.string().nullable(),
		content_hash: hash,
		baseline: modelBrief,
	}),
	judge: z.object({
		name: z.string(),
		hash,
		is_rehearsal: z.boolean(),
		definition: z.record(z.string(), z.unknown()),
	}),
});

const question = z.object({
	kind: z.literal('question'),
	question_id: z.string(),
	category: z.string(),
	subcategory: z.string(),
	languages: z.array(z.string()),
	difficulty: z.string(),
	content_hash: hash,
	baseline_hash: hash,
	/** Unicode code points. */
	baseline_length: count,
	/** Of the reference that the judge was shown. */
	reference_hash: hash.optional(),
	/** Never of a reference that only judges are shown. */
	reference: z.string().optional(),
	messages: z.array(message).optional(),
	baseline_answer: z.string().optional(),
});

const model = z.object({
	kind: z.literal('model'),
	submission_id: z.string(),
	model: modelBrief,
	/** What was done to the answers before they were stored; absent: nothing. */
	preparation: preparation.optional(),
});

/** What the texts of the bundle may be used under, as their publishers said; null where they said nothing. */
const licence = z.object({
	kind: z.literal('licence'),
	/** A benchmark version, or a submission. */
	of: z.string(),
	covers: z.enum(['questions and baseline answers', 'answers']),
	licence: z.string().nullable(),
});

const judgment = z
	.object({
		attempt: count,
		verdict: z.enum(VERDICTS).nullable(),
		/** Of a judge that rates one answer at a time. */
		rating: z.literal(RATINGS).optional(),
		/** Of a judge that is read by its probabilities: that the answer shown first is better. */
		preference: z.number().min(0).max(1).optional(),
		unscored_reason: z.enum(UNSCORED_REASONS).nullable(),
		error_class: z.enum(PROVIDER_ERROR_CLASSES).nullable(),
		is_re_ask: z.boolean(),
		model_reported: z.string().nullable(),
		finish_reason: z.string().nullable(),
		prompt_tokens: count.nullable(),
		completion_tokens: count.nullable(),
		received_at: instant,
		text: z.string().optional(),
	})
	.refine(
		({ verdict, rating, unscored_reason: reason, error_class: errorClass }) =>
			Number(verdict !== null) + Number(rating !== undefined) + Number(reason !== null) === 1 &&
			(reason === 'provider-error') === (errorClass !== null),
		'A judgment has a verdict or a rating, or a reason for having none; a provider’s error has its class.',
	);

const battle = z.object({
	kind: z.literal('battle'),
	submission_id: z.string(),
	question_id: z.string(),
	response_hash: hash,
	response_length: count,
	cost_micro_usd: count.nullable(),
	outcome: z.enum(BATTLE_OUTCOMES),
	/** Sum of both games' points; null where no two games decide. Absent in bundles of earlier programs, like the next two. */
	margin: z.int().nullable().optional(),
	consistency: z.enum(CONSISTENCIES).nullable().optional(),
	/** Of the canonical JSON of `games` without their texts: what was asked, what came back, and from which model. */
	evidence_hash: hash.optional(),
	/** None: the answer was empty and the battle lost, or its text equals the baseline's and it is a tie. */
	games: z.array(
		z.object({
			/** The name of the prompt; of two games their orders. */
			order: shotName,
			identity: hash,
			/** Oldest first; the newest counts. */
			judgments: z.array(judgment),
		}),
	),
	response: z.string().optional(),
});

const slice = z.object({
	kind: z.literal('slice'),
	slice: z.string(),
	questions: count,
	rows: z.array(z.record(z.string(), z.unknown())),
	/** What every scoring rule makes of it; absent up to `board-5`. */
	rules: z.record(z.string(), z.unknown()).optional(),
});

const end = z.object({ kind: z.literal('end'), lines: count });

/** One line of a bundle: the header, then questions, each model before its battles, slices, and how many lines there were. */
export const bundleLine = z.discriminatedUnion('kind', [
	header,
	licence,
	question,
	model,
	battle,
	slice,
	end,
]);
export type BundleLine = z.infer<typeof bundleLine>;
export type BundleHeader = z.infer<typeof header>;
export type BundleQuestion = z.infer<typeof question>;
export type BundleModel = z.infer<typeof model>;
export type BundleBattle = z.infer<typeof battle>;
export type BundleSlice = z.infer<typeof slice>;
