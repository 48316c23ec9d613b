import { z } from '@hono/zod-openapi';
import { HOLD_CAUSES, WAIT_CAUSES } from './closed-lists.ts';
import { instant } from './names.ts';

const cause = z.enum(HOLD_CAUSES).openapi({
	description:
		'rate-limit ends by the clock; every other cause ends when an operator lifts the hold, or when the judge is bound elsewhere.',
});

/** A judge version, or every judge, that is not asked at an endpoint for now. */
export const hold = z
	.object({
		id: z.string(),
		endpoint: z.string(),
		judge: z.string().nullable().openapi({
			description: 'name@version; null: the endpoint as a whole.',
		}),
		model: z.string().nullable(),
		cause,
		reason: z.string().openapi({ description: 'The provider’s sentence; untrusted.' }),
		sentence: z.string().openapi({ description: 'What happened and who or what ends it.' }),
		since: instant,
		until: instant.nullable().openapi({ description: 'When it ends by itself.' }),
		lifted_at: instant.nullable(),
		lifted_by: z.string().nullable().openapi({ description: 'A key, or what ended it.' }),
		runs: z.int().openapi({ description: 'Unfinished runs that wait for it.' }),
		open_games: z.int(),
	})
	.openapi('Hold');
export type Hold = z.infer<typeof hold>;

export const holdList = z.object({ items: z.array(hold) }).openapi('HoldList');
export type HoldList = z.infer<typeof holdList>;

export const liftedHolds = z
	.object({
		items: z.array(hold),
		runs: z.array(z.string()).openapi({ description: 'Runs that continue.' }),
	})
	.openapi('LiftedHolds');
export type LiftedHolds = z.infer<typeof liftedHolds>;

export const liftOrder = z
	.strictObject({
		cause: z.enum(WAIT_CAUSES).optional().openapi({
			description:
				'Lifts the holds of this cause alone, or resumes the runs that are paused for it; none: everything but what an operator has paused.',
		}),
	})
	.openapi('LiftOrder');

/** What keeps a run, for operators. */
export const runHold = z
	.object({ id: z.string(), cause, reason: z.string(), since: instant, until: instant.nullable() })
	.openapi('RunHold');
