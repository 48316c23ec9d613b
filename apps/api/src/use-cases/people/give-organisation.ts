import { slugOf } from '@codejoust/contract/slug-of';
import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { insertOrganisation } from '@codejoust/db/queries/keys/organisations';
import { changePerson, countSignUps, type PersonRow } from '@codejoust/db/queries/keys/people';
import { makeSecret } from '../../api-key.ts';
import { nameQuotas } from '../../quota.ts';
import type { SignInSettings } from '../../sign-in.ts';

type Given =
	| { readonly kind: 'given'; readonly organisation: string }
	| { readonly kind: 'refused'; readonly reason: string };

const DAY_MS = 24 * 3_600_000;
const MOST_SLUG = 60;
/** How often a taken slug gets a number; then letters by chance. */
const MOST_NUMBERS = 20;

/** Makes an organisation for a person who has no role, with the quotas of the settings. */
export async function giveOrganisation(
	tx: Database,
	person: PersonRow,
	{
		settings: { signUp, rules },
		at,
		requestId,
	}: { readonly settings: SignInSettings; readonly at: Date; readonly requestId: string },
): Promise<Given> {
	if (!signUp) throw new Error('an organisation was given where none is');
	const { quotas, mostPerDay } = signUp;
	const given = await countSignUps(tx, new Date(at.getTime() - DAY_MS));
	if (given >= mostPerDay)
		return {
			kind: 'refused',
			reason: `This site accepts ${mostPerDay} new people in 24 hours, which is reached: sign in again tomorrow, or ask an operator.`,
		};
	const row = { name: person.name, ...quotas };
	// Whoever takes the name of an organisation first that rules name would get its people.
	const ruled = new Set(rules.map(({ organisation }) => organisation));
	for (const slug of slugsFor(person.name)) {
		if (ruled.has(slug)) continue;
		const made = await insertOrganisation(tx, { slug, ...row });
		if (!made) continue;
		await changePerson(tx, person.id, { ownOrganisation: slug });
		await appendAudit(tx, {
			actor: person.id,
			requestId,
			action: 'organisation.create',
			subject: slug,
			after: { name: person.name, quotas: nameQuotas(quotas) },
			detail: { by: 'sign-up', person: person.id },
		});
		return { kind: 'given', organisation: slug };
	}
	throw new Error('no slug was free for a new organisation');
}

function* slugsFor(name: string): Generator<string> {
	const slug =
		slugOf(name)
			.slice(0, MOST_SLUG)
			.replace(/[-.]+$/, '') || 'person';
	yield slug;
	for (let number = 2; number <= MOST_NUMBERS; number++) yield `${slug}-${number}`;
	for (let tries = 0; tries < MOST_NUMBERS; tries++)
		yield `${slug}-${makeSecret()
			.toLowerCase()
			.replaceAll(/[^a-z0-9]/g, '')
			.slice(0, 12)}`;
}
