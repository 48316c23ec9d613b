import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnvironment } from '../middleware/authenticate.ts';
import { refuseInvalid } from '../middleware/problems.ts';

/** An app whose schemas refuse with problem documents. */
export function newApp(): OpenAPIHono<ApiEnvironment> {
	return new OpenAPIHono<ApiEnvironment>({ defaultHook: (result) => refuseInvalid(result) });
}
