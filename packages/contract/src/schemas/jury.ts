import { z } from '@hono/zod-openapi';
import { JURY_MODES, OUTCOMES, VOTE_OUTCOMES } from './closed-lists.ts';
import { judgeBrief } from './judge.ts';
import { modelBrief } from './model.ts';
import { benchmarkName } from './names.ts';
import { questionShare } from './question-share.ts';

const place = {
	score: z.number().nullable().openapi({ description: 'Null where no battle is decided.' }),
	place: z.int().nullable().openapi({ description: 'From 1; equal scores share one.' }),
};

const alpha = z
	.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() })
	.nullable()
	.openapi({
		description:
			'Krippendorff’s alpha; its 95 % interval is over questions, and null below 30. Null without two votes to compare, and where only one value occurs.',
	});

const juryMember = z.object({
	member: z.string(),
	judge: judgeBrief,
	votes: z.object({ win: z.int(), tie: z.int(), loss: z.int() }),
	unscored: z.int().openapi({ description: 'Battles in which it said nothing that can be read.' }),
	recused: z.int().openapi({ description: 'Battles in which it was not asked.' }),
	agrees: questionShare.openapi({
		description: 'Of its votes, those that are the jury’s outcome.',
	}),
	changes: questionShare.openapi({
		description: 'Battles that would be decided otherwise without it.',
	}),
});

/** What the votes of a jury say of the jury itself, over the decided battles of one board. */
export const juryQuality = z
	.object({
		benchmark: benchmarkName,
		judge: judgeBrief,
		mode: z.enum(JURY_MODES).openapi({
			description:
				'panel: every battle is asked of all members. cyclic: each of one member in rotation, and a score estimates the mean of the scores that all members would give.',
		}),
		rule: z.string(),
		quorum: z.int().openapi({
			description:
				'How many members have to vote; in the mode cyclic, how many have to take turns.',
		}),
		battles: z.int().openapi({ description: 'That votes have decided.' }),
		members: z.array(juryMember),
		unanimous: questionShare,
		alpha: z.object({ nominal: alpha, ordinal: alpha }),
		rows: z
			.array(
				z.object({
					submission_id: z.string(),
					model: modelBrief,
					...place,
					without: z.array(z.object({ member: z.string(), ...place })).openapi({
						description:
							'What the board would say with one member less, in the order of the members.',
					}),
				}),
			)
			.openapi({ description: 'Best first.' }),
		disagreements: z
			.array(
				z.object({
					battle_id: z.string(),
					submission_id: z.string(),
					model: modelBrief,
					question_id: z.string(),
					outcome: z.enum(OUTCOMES),
					votes: z.record(z.string(), z.enum(VOTE_OUTCOMES)),
				}),
			)
			.openapi({ description: 'The most split votes first, at most 20.' }),
	})
	.openapi('JuryQuality');
export type JuryQuality = z.infer<typeof juryQuality>;
