import { z } from '@hono/zod-openapi';
import { CHANGE_KINDS } from '@codejoust/db/queries/changelog';
import { judgeBrief } from './judge.ts';
import { modelBrief } from './model.ts';
import { instant } from './names.ts';

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
		joined: z.array(modelBrief).openapi({ description: 'New on the board.' }),
		replaced: z
			.array(modelBrief)
			.openapi({ description: 'On the board with a newer submission of the same variant.' }),
		left: z.array(modelBrief).openapi({ description: 'No longer on the board.' }),
	})
	.openapi('Change');
export type Change = z.infer<typeof change>;
