import { z } from '@hono/zod-openapi';
import { judgeBrief } from './judge.ts';
import { modelBrief } from './model.ts';
import { instant } from './names.ts';

const CHANGE_KINDS = [
	'benchmark-published',
	'benchmark-retired',
	'models-changed',
	'judge-added',
	'judge-promoted',
	'judge-retired',
	'rules-changed',
] as const;

export const change = z
	.object({
		id: z.string().openapi({ description: 'Stays the same for as long as the change is known.' }),
		at: instant,
		kind: z.enum(CHANGE_KINDS),
		benchmark: z
			.object({ slug: z.string(), version: z.string(), name: z.string() })
			.nullable()
			.openapi({ description: 'Null for what concerns a judge on all its boards.' }),
		judge: judgeBrief.nullable(),
		snapshot_id: z
			.string()
			.nullable()
			.openapi({ description: 'The first snapshot with the change.' }),
		summary: z.string().nullable().openapi({
			description: 'What the board of that snapshot shows, in sentences; null without a snapshot.',
		}),
		joined: z.array(modelBrief).openapi({ description: 'New on the board.' }),
		replaced: z
			.array(modelBrief)
			.openapi({ description: 'On the board with a newer submission of the same variant.' }),
		left: z.array(modelBrief).openapi({ description: 'No longer on the board.' }),
		over_gates: z.array(z.string()).openapi({
			description: 'What the gates said that blocked when an operator promoted the judge.',
		}),
		reason: z.string().nullable().openapi({
			description: 'The operator’s words for a promotion over gates; null for all else.',
		}),
	})
	.openapi('Change');
export type Change = z.infer<typeof change>;
