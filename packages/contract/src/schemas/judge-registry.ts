import { z } from '@hono/zod-openapi';
import { OUTCOMES } from './closed-lists.ts';
import { reading, replyFlags, shotName } from './battle.ts';
import { judgeBrief, judgeVersion } from './judge.ts';
import { benchmarkName, slug } from './names.ts';

const definition = z.record(z.string(), z.unknown());

/** A definition as somebody writes it. What it must hold is checked apart, so that everything wrong is told at once. */
export const newJudge = z
	.strictObject({
		slug: slug.optional().openapi({
			description:
				'The judge that this is the next version of, or a new one; that of `from` by default.',
			example: 'gpt-4o',
		}),
		from: z.string().max(200).optional().openapi({
			description:
				'A judge version, `name@version`: what `definition` leaves out is taken from it.',
		}),
		definition: definition.openapi({
			description:
				'As `GET /v1/judges/{judge}` shows it: kind, model, systemPrompt, userTemplate, sampling, maxTokens, reAsk, what its kind has (pairwise: responseFormat, parser; token: parser, tieWithin, topLogprobs) and, for a judge under one criterion, criterion: its name and text, or the name of a shipped one; null removes that of `from`. Its default prompts are used where neither this nor `from` has a place for it. A field is replaced as a whole. Another kind than that of `from` begins from the default definition of that kind, with the model and the criterion of `from`.',
		}),
	})
	.refine(({ slug, from }) => slug !== undefined || from !== undefined, {
		message: 'Send "slug", or "from" for the next version of a judge that exists.',
		path: ['slug'],
	})
	.openapi('NewJudge');
export type NewJudge = z.infer<typeof newJudge>;

export const changedLine = z.object({
	kind: z.enum(['same', 'added', 'removed']),
	text: z.string(),
});

/** What one judge version pins otherwise than another. */
export const judgeChanges = z
	.object({
		judge: z.string(),
		since: z.string(),
		fields: z
			.array(
				z.object({
					field: z.string().openapi({ example: 'sampling.temperature' }),
					before: z.unknown().openapi({ description: 'Null where it was left out.' }),
					after: z.unknown().openapi({ description: 'Null where it is left out.' }),
				}),
			)
			.openapi({ description: 'Everything but the prompts, by dotted path.' }),
		prompts: z.array(
			z.object({
				field: z.enum(['systemPrompt', 'userTemplate']),
				added: z.int(),
				removed: z.int(),
				lines: z.array(changedLine).openapi({ description: 'All lines of both, in order.' }),
			}),
		),
	})
	.openapi('JudgeChanges');
export type JudgeChanges = z.infer<typeof judgeChanges>;

const notes = z.array(z.string()).openapi({
	description:
		'What an operator should know, a sentence each: a floating alias, no price, no endpoint.',
});

/** What a definition would become; nothing of it is stored. */
export const judgePreview = z
	.object({
		name: z.string().openapi({ description: 'The name that it has, or would get.' }),
		is_new: z
			.boolean()
			.openapi({ description: 'False: that version has this definition already.' }),
		hash: z.string(),
		definition,
		notes,
		changes: judgeChanges.nullable().openapi({
			description: 'Since `from`, or since the newest version of the judge; null for a first one.',
		}),
	})
	.openapi('JudgePreview');
export type JudgePreview = z.infer<typeof judgePreview>;

export const judgeRelease = judgeVersion
	.extend({
		is_new: z.boolean().openapi({ description: 'False: the same definition had been released.' }),
		notes,
	})
	.openapi('JudgeRelease');
export type JudgeRelease = z.infer<typeof judgeRelease>;

export const judgeChange = z
	.strictObject({
		retired: z.boolean(),
		even_if_live: z.boolean().default(false).openapi({
			description:
				'Retires it although it is a live judge: submissions to those benchmarks are refused until another is.',
		}),
	})
	.openapi('JudgeChange');
export type JudgeChange = z.input<typeof judgeChange>;

export const newTrial = z
	.strictObject({
		battle: z.string().regex(/^\d{1,15}$/, 'The id of a battle is a number.'),
		order: shotName.default('both').openapi({
			description:
				'What to ask: one of what the judge is asked about a battle, or both for all of it.',
		}),
		definition: definition.optional().openapi({
			description: 'Not released yet: what it leaves out is taken from the judge version.',
		}),
	})
	.openapi('NewTrial');
export type NewTrial = z.input<typeof newTrial>;

const trialAttempt = z.object({
	request: z.record(z.string(), z.unknown()).openapi({ description: 'The body as it was sent.' }),
	reply: z.string().nullable().openapi({ description: 'The final text, untrusted.' }),
	thinking: z.string().nullable().openapi({ description: 'What the judge thought before it.' }),
	flags: replyFlags,
	error: z.string().nullable().openapi({ description: 'The provider’s words, without secrets.' }),
	...reading,
	unscored_reason: z.string().nullable(),
	error_class: z.string().nullable(),
	finish_reason: z.string().nullable(),
	model_reported: z.string().nullable(),
	prompt_tokens: z.int().nullable(),
	completion_tokens: z.int().nullable(),
	tokens_estimated: z.boolean(),
	cost_micro_usd: z.int().nullable(),
	latency_ms: z.int().nullable(),
	is_re_ask: z.boolean(),
});

/** A battle put to a judge for a look: stored nowhere, and part of no number. */
export const judgeTrial = z
	.object({
		judge: judgeBrief
			.omit({ name: true })
			.extend({ name: z.string().nullable().openapi({ description: 'Null before a release.' }) }),
		endpoint: z.string(),
		battle_id: z.string(),
		benchmark: benchmarkName,
		question_id: z.string(),
		model: z.string().openapi({ description: 'The model that is compared with the baseline.' }),
		games: z.array(
			z.object({
				order: shotName,
				...reading,
				unscored_reason: z.string().nullable(),
				attempts: z.array(trialAttempt),
			}),
		),
		outcome: z
			.enum([...OUTCOMES, 'unscored'])
			.nullable()
			.openapi({ description: 'Of both games, from the model’s side; null for one game.' }),
		cost_micro_usd: z.int().nullable(),
	})
	.openapi('JudgeTrial');
export type JudgeTrial = z.infer<typeof judgeTrial>;
