import { ROLES } from '@codejoust/contract/schemas/closed-lists';
import { slug } from '@codejoust/contract/schemas/names';
import { z } from 'zod';
import type { RoleRule, SignInSettings } from '../sign-in.ts';
import { type SignInEnvironment, signInEnvironment } from './environment-sign-in.ts';

type Variables = Readonly<Record<string, string | undefined>>;
type ReadSignIn = {
	/** Absent where it is not configured. */
	readonly settings: SignInSettings | undefined;
	/** A sentence each. */
	readonly faults: readonly string[];
};

const CALLBACK = '/sign-in/callback';
const SIGNED_OUT = '/sign-in/out';
const MOST_RULES = 500;
const MOST_VALUE = 500;
const OIDC = 'CODEJOUST_OIDC_';

const target = { organisation: slug, role: z.enum(ROLES) };
const rule = z.union(
	[
		z.strictObject({ value: z.string().min(1).max(MOST_VALUE), ...target }),
		z.strictObject({
			email_domain: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i),
			...target,
		}),
	],
	{ error: `is not {"value" or "email_domain", "organisation", "role": ${ROLES.join(', ')}}` },
);

/** How people sign in with OpenID Connect. All faults are returned that are of several variables together, or inside of one. */
export function readSignIn(given: Variables): ReadSignIn {
	const parsed = signInEnvironment.safeParse(given);
	const { rules, faults: wrongRules } = readRules(given['CODEJOUST_OIDC_RULES']);
	const faults = [...wrongRules, ...findMissing(given), ...findUnsafe(given)];
	// What is wrong with one variable alone is told with those of the others.
	if (!parsed.success || faults.length > 0) return { settings: undefined, faults };
	return { settings: settingsOf(parsed.data, { origin: given['ORIGIN'], rules }), faults };
}

function settingsOf(
	env: SignInEnvironment,
	{ origin, rules }: { readonly origin: string | undefined; readonly rules: readonly RoleRule[] },
): SignInSettings | undefined {
	const { CODEJOUST_OIDC_ISSUER: issuer, CODEJOUST_OIDC_CLIENT_ID: clientId } = env;
	if (issuer === undefined || clientId === undefined || origin === undefined) return undefined;
	const dollars = env.CODEJOUST_SIGN_UP_DOLLARS_PER_MONTH;
	const quotas = {
		submissionsPerDay: env.CODEJOUST_SIGN_UP_SUBMISSIONS_PER_DAY,
		gamesPerMonth: env.CODEJOUST_SIGN_UP_GAMES_PER_MONTH,
		spendMicroUsdPerMonth: dollars === undefined ? null : Math.round(dollars * 1e6),
	};
	return {
		issuer,
		clientId,
		clientSecret: env.CODEJOUST_OIDC_CLIENT_SECRET,
		scopes: env.CODEJOUST_OIDC_SCOPES,
		rolesClaim: env.CODEJOUST_OIDC_ROLES_CLAIM,
		rules,
		label: env.CODEJOUST_OIDC_LABEL,
		callbackUrl: new URL(CALLBACK, origin).href,
		signedOutUrl: new URL(SIGNED_OUT, origin).href,
		signUp:
			env.CODEJOUST_SIGN_UP === 'on'
				? { quotas, mostPerDay: env.CODEJOUST_SIGN_UP_PEOPLE_PER_DAY }
				: undefined,
	};
}

function findMissing(given: Variables): readonly string[] {
	const isAsked = given['CODEJOUST_OIDC_ISSUER'] !== undefined;
	if (isAsked)
		return ['ORIGIN', 'CODEJOUST_OIDC_CLIENT_ID']
			.filter((name) => given[name] === undefined)
			.map((name) => `${name} is missing: CODEJOUST_OIDC_ISSUER needs it`);
	return Object.keys(given)
		.filter((name) => name.startsWith(OIDC) || isSignUp(name, given))
		.map((name) => `${name} has no effect without CODEJOUST_OIDC_ISSUER, which is missing`);
}

const isSignUp = (name: string, given: Variables) =>
	name === 'CODEJOUST_SIGN_UP' && given[name] === 'on';

/** An issuer that others can answer for. */
function findUnsafe(given: Variables): readonly string[] {
	const issuer = given['CODEJOUST_OIDC_ISSUER'];
	if (issuer === undefined || !URL.canParse(issuer)) return [];
	const { protocol, hostname, pathname, search, hash, username, password } = new URL(issuer);
	const says = (fault: string) => `CODEJOUST_OIDC_ISSUER=${JSON.stringify(issuer)}: ${fault}`;
	if (username !== '' || password !== '')
		return ['CODEJOUST_OIDC_ISSUER=(hidden): must have no user name and no password'];
	return [
		...(protocol === 'http:' && !/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
			? [says('must be https, but for a provider on this machine')]
			: []),
		...(search !== '' || hash !== '' ? [says('must have no query and no fragment')] : []),
		...(hostname === 'login.microsoftonline.com' &&
		/^\/(common|organizations|consumers)(\/|$)/.test(pathname)
			? [says('must name your tenant: operators of any other tenant could give themselves roles')]
			: []),
	];
}

function readRules(text: string | undefined): {
	readonly rules: readonly RoleRule[];
	readonly faults: readonly string[];
} {
	if (text === undefined) return { rules: [], faults: [] };
	const wrong = (fault: string) => ({ rules: [], faults: [`CODEJOUST_OIDC_RULES: ${fault}`] });
	let list: unknown;
	try {
		list = JSON.parse(text);
	} catch (error) {
		return wrong(`is not JSON (${error instanceof Error ? error.message : String(error)})`);
	}
	if (!Array.isArray(list)) return wrong('is not a list of rules in [ ]');
	if (list.length > MOST_RULES) return wrong(`has ${list.length} rules; at most ${MOST_RULES}`);
	const read = list.map((one: unknown) => ({ one, parsed: rule.safeParse(one) }));
	return {
		rules: read.flatMap(({ parsed }) => (parsed.success ? [asRule(parsed.data)] : [])),
		faults: read.flatMap(({ one, parsed }, at) =>
			parsed.success ? [] : [`CODEJOUST_OIDC_RULES, rule ${at + 1}: ${describeRule(one)}`],
		),
	};
}

function asRule(read: z.output<typeof rule>): RoleRule {
	const { organisation, role } = read;
	return 'value' in read
		? { organisation, role, value: read.value }
		: { organisation, role, emailDomain: read.email_domain.toLowerCase() };
}

/** All that is wrong with a rule, field by field. */
function describeRule(one: unknown): string {
	if (typeof one !== 'object' || one === null || Array.isArray(one)) return 'is not an object { }';
	const fields = one as Readonly<Record<string, unknown>>;
	const known = ['value', 'email_domain', 'organisation', 'role'];
	const show = (name: string) =>
		(name in fields ? JSON.stringify(fields[name]) : 'nothing').slice(0, 100);
	const faults = [
		...Object.keys(fields)
			.filter((name) => !known.includes(name))
			.map((name) => `${JSON.stringify(name.slice(0, 60))} is no field of a rule`),
		...('value' in fields === 'email_domain' in fields
			? ['it needs either "value" or "email_domain"']
			: []),
		...('value' in fields && !isText(fields['value'])
			? [`value ${show('value')} is not a text of 1 to ${MOST_VALUE} characters`]
			: []),
		...('email_domain' in fields &&
		!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(show('email_domain').slice(1, -1))
			? [`email_domain ${show('email_domain')} is not a domain such as example.org`]
			: []),
		...(slug.safeParse(fields['organisation']).success
			? []
			: [`organisation ${show('organisation')} is not the slug of an organisation`]),
		...(ROLES.some((role) => role === fields['role'])
			? []
			: [`role ${show('role')} is none of ${ROLES.join(', ')}`]),
	];
	return faults.join(', ');
}

const isText = (value: unknown) =>
	typeof value === 'string' && value.length > 0 && value.length <= MOST_VALUE;
