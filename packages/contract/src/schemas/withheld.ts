import { z } from '@hono/zod-openapi';

/** Why a text is not shown: an operator took it away for good, its benchmark's texts are for operators alone, or a judge may repeat a reference in it that is. */
export const withheld = z.enum(['redacted', 'private', 'judge-only']).nullable().openapi({
	description:
		'Null where the text is shown. redacted: an operator removed it permanently. private: only operators may read it. judge-only: words of a judge that was shown a reference which only judges are shown.',
});
export type Withheld = z.infer<typeof withheld>;
