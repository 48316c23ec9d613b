import { z } from '@hono/zod-openapi';
import {
	BATTLE_OUTCOMES,
	CONSISTENCIES,
	DECIDERS,
	LEFT_REASONS,
	PREPARATIONS,
	RATINGS,
	REPLY_FLAGS,
	VERDICTS,
	VOTE_OUTCOMES,
} from './closed-lists.ts';
import { question } from './benchmark.ts';
import { judgeBrief } from './judge.ts';
import { modelBrief } from './model.ts';
import { benchmarkName, difficulty, instant } from './names.ts';
import { withheld } from './withheld.ts';

export const battleBrief = z
	.object({
		id: z.string(),
		benchmark: benchmarkName,
		run_id: z.string(),
		submission_id: z.string(),
		model: modelBrief,
		judge: judgeBrief,
		question_id: z.string(),
		category: z.string(),
		subcategory: z.string(),
		languages: z.array(z.string()),
		difficulty,
		question_start: z
			.string()
			.openapi({ description: 'The first 160 characters of the question.' }),
		question_withheld: withheld,
		outcome: z.enum(BATTLE_OUTCOMES).openapi({ description: 'From the model’s side.' }),
		by: z.enum(DECIDERS).nullable(),
		margin: z.int().nullable(),
		consistency: z.enum(CONSISTENCIES).nullable(),
		unscored_reasons: z.array(z.string()),
	})
	.openapi('BattleBrief');
export type BattleBrief = z.infer<typeof battleBrief>;

/** What was unusual about a reply that was read. */
export const replyFlags = z.array(z.enum(REPLY_FLAGS)).openapi({
	description:
		'What was unusual about a reply that was read: nothing said how it ended, but it ends on its verdict; several choices; an event stream; the text field of the old completions API; a type of content other than JSON; no count of the prompt’s tokens.',
});

/** What a judge was asked of a battle. */
export const shotName = z.string().min(1).max(200).openapi({
	description:
		'What the judge was asked: of two games the order, baseline-first or swapped; of other kinds of judges a name that is unique in the battle.',
	example: 'baseline-first',
});

/** What was read of a reply; all null where nothing was. */
export const reading = {
	verdict: z.enum(VERDICTS).nullable(),
	rating: z.literal(RATINGS).nullable().openapi({
		description: 'Of a judge that rates one answer at a time, 1 to 10.',
	}),
	preference: z.number().nullable().openapi({
		description:
			'Of a judge that is read by its probabilities: that the answer shown first is better, 0 to 1.',
	}),
};

/** One judgment as it was received. All attempts are kept; the newest counts. */
export const judgment = z
	.object({
		attempt: z.int(),
		is_re_ask: z.boolean(),
		...reading,
		unscored_reason: z.string().nullable(),
		error_class: z.string().nullable(),
		detail: z.string().nullable().openapi({
			description:
				'A sentence of the provider, or about its reply, that says why there is no verdict; untrusted.',
		}),
		flags: replyFlags,
		text: z.string().nullable().openapi({
			description:
				'The judge’s final text, untrusted. Of a reply that broke off or could not be read, its first 2,000 characters; where nothing was said, the provider’s words.',
		}),
		thinking: z.string().nullable().openapi({
			description: 'What the judge thought before its final text, untrusted. It is never read.',
		}),
		text_withheld: withheld,
		finish_reason: z.string().nullable(),
		model_reported: z.string().nullable(),
		request_id: z.string().nullable(),
		prompt_tokens: z.int().nullable(),
		completion_tokens: z.int().nullable(),
		tokens_estimated: z.boolean(),
		cost_micro_usd: z.int().nullable(),
		latency_ms: z.int().nullable(),
		transport_retries: z.int(),
		received_at: instant,
	})
	.openapi('Judgment');
export type Judgment = z.infer<typeof judgment>;

export const game = z
	.object({
		order: shotName,
		identity: z.string(),
		points: z.int().nullable().openapi({ description: 'From the model’s side, −2 to +2.' }),
		judgments: z
			.array(judgment)
			.openapi({ description: 'Newest first; empty while nothing came back.' }),
	})
	.openapi('Game');
export type Game = z.infer<typeof game>;

const sentAnswer = z.object({
	text: z.string().openapi({ description: 'Untrusted.' }),
	removed_characters: z.int().openapi({
		description: 'How much shorter than the answer it is, in UTF-16 units.',
	}),
	left: z
		.array(
			z.object({
				block: z.int().nullable().openapi({
					description: 'Which block of code, from 1; null: the answer, which has none.',
				}),
				language: z.string().nullable(),
				reason: z.enum(LEFT_REASONS),
				says: z.string().openapi({ description: 'The same in a sentence.' }),
			}),
		)
		.openapi({ description: 'What was left as its author wrote it, and why.' }),
});

/** Both answers as a judge was shown them, where its definition has them prepared. */
export const sentAnswers = z
	.object({
		prepare: z.enum(PREPARATIONS),
		are_equal: z.boolean().openapi({
			description: 'The judge was shown one text twice, though the answers differ.',
		}),
		baseline_answer: sentAnswer,
		answer: sentAnswer,
	})
	.openapi('SentAnswers');
export type SentAnswers = z.infer<typeof sentAnswers>;

export const battle = battleBrief
	.extend({
		question: question,
		answer: z.string().openapi({ description: 'The model’s answer, untrusted.' }),
		answer_withheld: withheld,
		baseline_answer: z.string(),
		baseline_answer_withheld: withheld,
		baseline: modelBrief,
		sent: sentAnswers.nullable().openapi({
			description:
				'Both answers as the judge was shown them. Null where it was shown them as they are or not at all, and where a text is withheld.',
		}),
		games: z.array(game),
		votes: z
			.array(
				z.object({
					judge: judgeBrief,
					member: z.string().openapi({
						description: 'What the names of its games begin with, before a colon.',
					}),
					outcome: z.enum(VOTE_OUTCOMES),
					margin: z.int().nullable(),
					preference: z.number().nullable().openapi({
						description:
							'Of a member that is read by one token: the mean probability that the model’s answer is better.',
					}),
					battle_id: z
						.string()
						.nullable()
						.openapi({ description: 'The member’s own battle about the same answers.' }),
				}),
			)
			.nullable()
			.openapi({
				description:
					'Of a jury: what each member makes of the battle. One that is unscored does not vote; one is recused where its model and one of the contestants are of the same family. Of a cascade: its first judge, which decides where its preference is far enough from one half, and the second one, which is not asked then. Null of every other judge.',
			}),
		cascade: z
			.object({
				margin: z.number().openapi({
					description: 'How far from one half the first judge’s preference has to be to decide.',
				}),
				decided_by: z.string().nullable().openapi({
					description: 'The judge version that decided; null while it is open, and unscored.',
				}),
			})
			.nullable()
			.openapi({
				description: 'Of a cascade: which of its two judges decided. Null of every other judge.',
			}),
		previous_id: z.string().nullable().openapi({
			description: 'Neighbour in the filtered list, or of its run where no filter is given.',
		}),
		next_id: z.string().nullable(),
		was_reference_shown: z.boolean().openapi({
			description:
				'The judge was shown the reference of the question, or that of another one in a check.',
		}),
		other_judges: z.array(
			z.object({
				judge: judgeBrief,
				battle_id: z.string(),
				run_id: z.string(),
				outcome: z.enum(BATTLE_OUTCOMES),
			}),
		),
	})
	.openapi('Battle');
export type Battle = z.infer<typeof battle>;
