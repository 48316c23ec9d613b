import { z } from '@hono/zod-openapi';

export const serverVersion = z
	.object({
		version: z.string().openapi({
			example: '0.1.0',
			description: 'Of the server; every answer of the API has it as `codejoust-version`.',
		}),
		key_help: z.string().nullable().openapi({
			description: 'How to get a key, in the operator’s words; null where there are none.',
		}),
		sign_in: z
			.object({
				label: z.string().openapi({ description: 'Where people sign in, for the button.' }),
				gives_organisations: z.boolean().openapi({
					description: 'A person without a role gets an organisation at the first sign-in.',
				}),
			})
			.nullable()
			.openapi({ description: 'OpenID Connect; null where it is not configured.' }),
		client: z
			.object({
				path: z.string().openapi({ example: '/cli/codejoust.tgz' }),
				version: z.string(),
				bytes: z.int(),
				unpacked_bytes: z.int(),
				sha256: z.string().openapi({ description: 'Of the file, as 64 hexadecimal digits.' }),
			})
			.nullable()
			.openapi({
				description: 'The command line, to download; null where this server was not built with it.',
			}),
	})
	.openapi('ServerVersion');
export type ServerVersion = z.infer<typeof serverVersion>;
