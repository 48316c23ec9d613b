import { z } from '@hono/zod-openapi';

/** Why a text is not shown: an operator took it away for good, or its benchmark's texts are for operators alone. */
export const withheld = z.enum(['redacted', 'private']).nullable().openapi({
	description:
		'Null where the text is shown. redacted: an operator removed it permanently. private: only operators may read it.',
});
export type Withheld = z.infer<typeof withheld>;
