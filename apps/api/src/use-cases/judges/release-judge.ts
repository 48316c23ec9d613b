import { nameJudge } from '../../benchmark-name.ts';
import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	findJudgeVersion,
	findJudgeVersionByHash,
	type JudgeVersionRow,
	releaseJudgeVersion,
} from '@codejoust/db/queries/judges/judges';
import { hashDefinition, type ReleasedDefinition } from '@codejoust/judge/protocol/definition';
import { noteCascade, noteDefinition, noteJury } from '@codejoust/judge/protocol/definition-notes';
import { describeModel, isRehearsal } from '@codejoust/judge/protocol/jury-models';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import type { ReleasedJudge } from '../../present/judge.ts';
import type { JudgePreview, NewJudge } from '@codejoust/contract/schemas/judge-registry';
import { isMissing } from '@codejoust/judge/judge-endpoint';
import { compareDefinitions } from './compare-definitions.ts';
import { describeJudges } from './describe-judge.ts';
import { findJudgePrice, findModelPrice, readPricePlace } from '../../judge-price.ts';
import { resolveDefinition } from './resolve-definition.ts';

type Deps = Pick<ApiDeps, 'db' | 'endpointOf'>;

/** What a definition would become and how it differs from the version before it. Nothing is stored. */
export async function checkJudge(deps: Deps, asked: NewJudge): Promise<JudgePreview> {
	const { definition, base, slug } = await readAsked(deps.db, asked);
	const hash = hashDefinition(definition);
	const known = await findJudgeVersionByHash(deps.db, hash);
	const newest = await findJudgeVersion(deps.db, { slug });
	const name = nameJudge(known ?? { slug, version: (newest?.version ?? 0) + 1 });
	const since = base ?? newest;
	return {
		name,
		is_new: known === undefined,
		hash,
		definition,
		notes: [...(await noteRelease(deps, { definition, known }))],
		changes:
			since === undefined
				? null
				: compareDefinitions(
						{ name: nameJudge(since), definition: since.definition },
						{ name, definition },
					),
	};
}

/**
 * Releases a definition as the next version of its judge. One that was released before is answered as it is. `onReleased`
 * runs in the transaction that adds a new version.
 */
export async function releaseJudge(
	deps: Deps,
	asked: NewJudge,
	{
		by,
		onReleased,
	}: {
		readonly by: Actor;
		readonly onReleased: (tx: Database, judgeVersionId: number) => Promise<void>;
	},
): Promise<ReleasedJudge> {
	const { definition, base, slug } = await readAsked(deps.db, asked);
	const { row, isNew } = await deps.db.transaction(async (tx) => {
		const released = await releaseJudgeVersion(tx, {
			slug,
			hash: hashDefinition(definition),
			kind: definition.kind,
			model: describeModel(definition),
			definition,
			isRehearsal: isRehearsal(definition),
		});
		if (released.isNew) {
			await appendAudit(tx, {
				...by,
				action: 'judge.create',
				subject: nameJudge(released.row),
				after: { hash: released.row.hash, model: describeModel(definition) },
				detail: base ? { from: nameJudge(base) } : {},
			});
			await onReleased(tx, released.row.id);
		}
		return released;
	});
	const [judge] = await describeJudges(deps, [row]);
	if (!judge) throw new Error(`judge ${nameJudge(row)} was not described`);
	const notes = await noteRelease(deps, { definition, known: isNew ? undefined : row });
	return { judge, isNew, notes };
}

async function readAsked(db: Database, { slug, from, definition: written }: NewJudge) {
	const read = await resolveDefinition(db, { from, written });
	const own = slug ?? read.base?.slug;
	if (own === undefined) throw new Error('the schema lets no judge without a name pass');
	return { ...read, slug: own };
}

async function noteRelease(
	deps: Deps,
	{
		definition,
		known,
	}: { readonly definition: ReleasedDefinition; readonly known: JudgeVersionRow | undefined },
): Promise<readonly string[]> {
	const released = [
		...(known ? [`This definition was released before, as ${nameJudge(known)}.`] : []),
		...(known?.retiredAt ? ['It is retired; restore it to start runs with it.'] : []),
	];
	if (definition.kind === 'jury') return [...released, ...noteJury(definition)];
	if (definition.kind === 'cascade') return [...released, ...noteCascade(definition)];
	if (definition.kind === 'recorded') return released;
	const { model } = definition;
	const place = { isRehearsal: isRehearsal(definition), model, ...known };
	const endpoint = deps.endpointOf(place);
	const at = readPricePlace(deps.endpointOf, place);
	const price = known
		? await findJudgePrice(deps.db, known, at)
		: await findModelPrice(deps.db, model, at);
	return [
		...released,
		...noteDefinition(definition),
		...(isMissing(endpoint) ? [`This server cannot ask it: ${endpoint.missing}.`] : []),
		...(price
			? []
			: ['The price of its model is unknown: set one, so that a budget has an effect.']),
	];
}
