import { z } from '@hono/zod-openapi';

/** Why a text is not shown: an operator took it away for good, its benchmark's texts are for operators alone, a judge may repeat a reference in it that is, or nobody has given it. */
export const withheld = z
	.enum(['redacted', 'private', 'judge-only', 'not-given'])
	.nullable()
	.openapi({
		description:
			'Null where the text is shown. redacted: an operator removed it permanently. private: only operators may read it. judge-only: words of a judge that was shown a reference which only judges are shown. not-given: an answer whose judgment was imported without its text.',
	});
export type Withheld = z.infer<typeof withheld>;
