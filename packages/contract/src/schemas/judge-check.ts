import { z } from '@hono/zod-openapi';
import { RUN_STATES, RUN_WAYS, SHOWN_REFERENCES } from './closed-lists.ts';
import { checkResults } from './judge-check-numbers.ts';
import { checkSet, checkSetName } from './judge-check-set.ts';
import { judgeBrief } from './judge.ts';
import { instant } from './names.ts';
import { runProgress } from './submission.ts';

export const newCheck = z
	.strictObject({
		set: checkSetName,
		judge: z.string().max(200).openapi({ description: 'A judge version, name@version.' }),
		replicate: z.int().min(0).max(99).default(0).openapi({
			description: 'Asks the same judge again, for its noise floor.',
		}),
		via: z.enum(RUN_WAYS).default('live').openapi({
			description:
				'live: each game in a call of its own; batch: many in a file, at a lower price and within 24 hours.',
		}),
		reference: z.enum(SHOWN_REFERENCES).default('on').openapi({
			description:
				'The references that the judge is shown: on: those of the pairs; off: none; shuffled: for each pair that of another one, drawn from a seed. off and shuffled need a judge that uses references and pairs that have them.',
		}),
		priority: z.int().min(-100).max(100).default(0),
		budget_micro_usd: z.int().min(0).optional().openapi({
			description: 'The run pauses before it would cost more.',
		}),
	})
	.openapi('NewJudgeCheck');
export type NewCheck = z.input<typeof newCheck>;

const pairedDifference = z.object({
	on: z.number(),
	other: z.number(),
	value: z.number().openapi({ description: 'on − other.' }),
	low: z.number().nullable(),
	high: z.number().nullable().openapi({ description: '95 %, over pairs; null with few pairs.' }),
});

/** What the references of the pairs change, pair by pair. */
const effectPart = z
	.object({
		pairs: z.int().openapi({ description: 'With a reference.' }),
		compared: z.int().openapi({ description: 'Of them, scored both times.' }),
		better: z
			.int()
			.openapi({ description: 'Pairs that the judge does better with its reference.' }),
		worse: z.int(),
		p_value: z.number().nullable().openapi({ description: 'Exact McNemar test.' }),
		accuracy: pairedDifference.nullable(),
		kappa: pairedDifference.nullable(),
		cost_micro_usd_per_pair: pairedDifference.nullable(),
	})
	.openapi('EffectPart');
export type EffectPart = z.infer<typeof effectPart>;

export const referenceEffect = effectPart
	.extend({
		split: z.object({ solved: effectPart, unsolved: effectPart }).nullable().openapi({
			description:
				'The same over the pairs whose prompts the model of the judge answers rightly by itself, and over those that it does not, as the file of the pairs says; null where it says nothing of this model.',
		}),
	})
	.openapi('ReferenceEffect');
export type ReferenceEffect = z.infer<typeof referenceEffect>;

export const judgeCheck = z
	.object({
		id: z.string(),
		set: checkSet,
		judge: judgeBrief,
		replicate: z.int(),
		reference: z.enum(SHOWN_REFERENCES),
		run_id: z.string().openapi({
			description: 'Its run: pause, resume, cancel and retry are those of any run.',
		}),
		state: z.enum(RUN_STATES),
		waits_for: z.string(),
		progress: runProgress,
		budget_micro_usd: z.int().nullable(),
		created_at: instant,
		finished_at: instant.nullable(),
		measured_at: instant.nullable(),
		results: checkResults.nullable().openapi({
			description: 'Null until its run has ended and the numbers are computed.',
		}),
		reference_effect: referenceEffect.nullable().openapi({
			description:
				'Of a check whose reference is off or shuffled: the check with references less this one. Null until both have numbers.',
		}),
	})
	.openapi('JudgeCheck');
export type JudgeCheck = z.infer<typeof judgeCheck>;
