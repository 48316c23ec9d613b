import { z } from '@hono/zod-openapi';

/** A text of a line that people read: no blank ends, no control or invisible characters. */
export function visibleText(maximum: number) {
	return z
		.string()
		.min(1)
		.max(maximum)
		.refine((text) => text.trim() === text && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text), {
			message: 'It must have no blanks at its ends and no control or invisible characters.',
		});
}
