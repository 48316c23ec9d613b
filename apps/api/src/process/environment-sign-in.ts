import { z } from 'zod';

/** The variables of signing in with OpenID Connect, and of what people who do may have. */
export const signInEnvironment = z.object({
	CODEJOUST_OIDC_ISSUER: z
		.url({ protocol: /^https?$/ })
		.max(500)
		.optional()
		.describe(
			'Issuer of an OpenID Connect provider. With it people sign in on pages at the provider, besides keys; docs/operate/sign-in.md describes it. It needs ORIGIN and CODEJOUST_OIDC_CLIENT_ID.',
		),
	CODEJOUST_OIDC_CLIENT_ID: z
		.string()
		.max(500)
		.optional()
		.describe('Id of this site at the provider.'),
	CODEJOUST_OIDC_CLIENT_SECRET: z
		.string()
		.max(2000)
		.optional()
		.describe('Secret of this site at the provider. Without it the site is a public client.'),
	CODEJOUST_OIDC_SCOPES: z
		.string()
		.max(500)
		.regex(/(^| )openid( |$)/, 'must have the scope openid among scopes separated by blanks')
		.default('openid email profile')
		.describe('Scopes that the provider is asked for, separated by blanks.'),
	CODEJOUST_OIDC_ROLES_CLAIM: z
		.string()
		.max(200)
		.default('groups')
		.describe(
			'Claim that carries groups or roles, such as groups, roles or realm_access.roles, in the ID token or the answer of the UserInfo endpoint.',
		),
	CODEJOUST_OIDC_RULES: z
		.string()
		.max(100_000)
		.optional()
		.describe(
			'JSON list of rules: {"value": "…", "organisation": "…", "role": "reader"}, with email_domain in place of value for addresses that the provider has verified. Roles are reader, submitter and operator.',
		),
	CODEJOUST_OIDC_LABEL: z
		.string()
		.trim()
		.min(1)
		.max(60)
		.default('OpenID Connect')
		.describe('Name of the provider on the button to sign in.'),
	CODEJOUST_SIGN_INS_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(0)
		.max(100_000)
		.default(30)
		.describe(
			'Maximum number of steps of signing in at the provider per minute from one address; a sign-in has two. 0 is no limit.',
		),
	CODEJOUST_SIGN_UP: z
		.enum(['off', 'on'])
		.default('off')
		.describe(
			'With on, a person whom no rule gives a role gets an organisation of the own name at the first sign-in, as its submitter. The next four variables limit it.',
		),
	CODEJOUST_SIGN_UP_SUBMISSIONS_PER_DAY: z.coerce
		.number()
		.int()
		.min(0)
		.max(1_000_000)
		.default(5)
		.describe('Submissions in a day of UTC that such an organisation may make.'),
	CODEJOUST_SIGN_UP_GAMES_PER_MONTH: z.coerce
		.number()
		.int()
		.min(0)
		.max(1_000_000_000)
		.default(5_000)
		.describe('Games that such an organisation may have judged in a month of UTC.'),
	CODEJOUST_SIGN_UP_DOLLARS_PER_MONTH: z.coerce
		.number()
		.min(0)
		.max(1_000_000)
		.optional()
		.describe(
			'Dollars of judging of such an organisation in a month of UTC. Without it there is no such limit; with it a judge without a price judges nothing for it.',
		),
	CODEJOUST_SIGN_UP_PEOPLE_PER_DAY: z.coerce
		.number()
		.int()
		.min(1)
		.max(100_000)
		.default(50)
		.describe('Maximum number of people who get such an organisation in 24 hours.'),
	CODEJOUST_OWN_KEYS: z.coerce
		.number()
		.int()
		.min(0)
		.max(1000)
		.default(20)
		.describe(
			'Maximum number of active keys of an organisation above which its people can make no more by themselves.',
		),
});
export type SignInEnvironment = z.infer<typeof signInEnvironment>;
