import { stratifiedSample } from '@codejoust/arena/board/stratified-sample';
import type { newSetPart } from '@codejoust/contract/schemas/judge-check-set';
import type { Database } from '@codejoust/db/connect';
import {
	type CheckSetRow,
	findCheckSet,
	listStoredPairs,
	type StoredPair,
} from '@codejoust/db/queries/judge-checks/judge-check-sets';
import type { LabelledPair } from '@codejoust/formats/pairs/pair-format';
import type { z } from 'zod';
import type { Actor } from '../../actor.ts';
import { parseBenchmarkName } from '../../benchmark-name.ts';
import type { ImportedSet } from '../../present/judge-check.ts';
import { Refusal } from '../../refusal.ts';
import { readMessages } from '../../stored-messages.ts';
import { ensureSet } from './import-check-set.ts';

type PartOrder = z.output<typeof newSetPart> & { readonly by: Actor };

const LONGEST_SLUG = 60;

/**
 * Stores a category of a set, or a sample of its pairs, as a set of its own: `set.category`, `set.sample-60`. The same part again
 * is found, and games of its pairs that were judged in another set are known.
 */
export async function takeSetPart(db: Database, { by, ...order }: PartOrder): Promise<ImportedSet> {
	const set = await findCheckSet(db, parseBenchmarkName(order.set));
	if (!set) throw refuse('set', order.set, 'There is no set of labelled pairs of this name.');
	const pairs = choosePairs(await listStoredPairs(db, set), set, order);
	const { part, words } = namePart(order);
	const slug = `${set.slug}.${part}`;
	if (slug.length > LONGEST_SLUG)
		throw refuse(
			'set',
			slug,
			`The part would be named ${slug}; a name has at most ${LONGEST_SLUG} characters.`,
		);
	const metadata = {
		slug,
		version: set.version,
		name: `${set.name}: ${words}`.slice(0, 120),
		category: 'all',
		...(set.licence === null ? {} : { licence: set.licence }),
	};
	const taken = await ensureSet(db, { metadata, format: set.format, pairs: pairs.map(asPair), by });
	return {
		...taken,
		notes: [`${pairs.length} of the ${set.pairs} pairs of ${set.slug}@${set.version}.`],
	};
}

function choosePairs(
	all: readonly StoredPair[],
	set: CheckSetRow,
	{ category, sample }: Omit<PartOrder, 'by'>,
): readonly StoredPair[] {
	if (sample !== undefined) {
		const items = all.map((pair) => ({ id: pair.key, stratum: pair.category }));
		const drawn = new Set(stratifiedSample(items, { size: sample, seed: set.contentHash }));
		return all.filter(({ key }) => drawn.has(key));
	}
	const own = all.filter((pair) => pair.category === category);
	if (own.length > 0) return own;
	const known = [...new Set(all.map((pair) => pair.category))].sort().slice(0, 20);
	throw refuse(
		'category',
		category,
		`The set has no pair of this category; it has: ${known.join(', ')}.`,
	);
}

function namePart({ category, sample }: Omit<PartOrder, 'by'>) {
	if (sample !== undefined) return { part: `sample-${sample}`, words: `a sample of ${sample}` };
	const bare = (category ?? '').toLowerCase().replaceAll(/[^a-z0-9.-]+/g, '-');
	return { part: bare, words: category ?? '' };
}

function asPair({ key, messages, first, second, position, ...pair }: StoredPair): LabelledPair {
	const isWithoutReference = pair.hasReference && pair.reference === null;
	if (messages === null || first === null || second === null || isWithoutReference)
		throw new Refusal(
			'conflict',
			`A text of the pair "${key}" is redacted: no judge can be asked about it, and no part can be made of the set.`,
		);
	return {
		pair_id: key,
		messages: readMessages(messages),
		response_a: first,
		response_b: second,
		label: pair.label,
		category: pair.category,
		subcategory: pair.subcategory,
		...(pair.reference === null ? {} : { reference: pair.reference }),
		...(pair.solvers && { solvers: pair.solvers }),
		line: position + 1,
	};
}

function refuse(name: string, value: string | undefined, reason: string): Refusal {
	return new Refusal('invalid-input', reason, [
		{ name, reason, ...(value === undefined ? {} : { value }) },
	]);
}
