import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/access';
import {
	findJudgeVersion,
	findJudgeVersionByHash,
	type JudgeVersionRow,
	releaseJudgeVersion,
} from '@codejoust/db/queries/judges';
import { hashDefinition, type JudgeDefinition } from '@codejoust/judge/definition';
import { noteDefinition } from '@codejoust/judge/definition-notes';
import { priceOf } from '@codejoust/judge/prices';
import { isRehearsalModel } from '@codejoust/judge/rehearsal/policies';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { compareDefinitions } from '../present/judge-changes.ts';
import { nameJudge } from '../present/names.ts';
import type { JudgePreview, JudgeRelease, NewJudge } from '../schemas/judge-registry.ts';
import { isMissing } from '../worker/endpoint.ts';
import { describeJudges } from './describe-judge.ts';
import { findJudgePrice } from './judge-price.ts';
import { onJudgeReleased } from './rejudging-rules.ts';
import { readWrittenDefinition } from './written-definition.ts';

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

/** Releases a definition as the next version of its judge. One that was released before is answered as it is. */
export async function releaseJudge(deps: Deps, asked: NewJudge, by: Actor): Promise<JudgeRelease> {
	const { definition, base, slug } = await readAsked(deps.db, asked);
	const { row, isNew } = await deps.db.transaction(async (tx) => {
		const released = await releaseJudgeVersion(tx, {
			slug,
			hash: hashDefinition(definition),
			kind: definition.kind,
			model: definition.model,
			definition,
			isRehearsal: isRehearsalModel(definition.model),
		});
		if (released.isNew) {
			await appendAudit(tx, {
				...by,
				action: 'judge.create',
				subject: nameJudge(released.row),
				after: { hash: released.row.hash, model: definition.model },
				detail: base ? { from: nameJudge(base) } : {},
			});
			await onJudgeReleased(tx, released.row.id);
		}
		return released;
	});
	const [judge] = await describeJudges(deps, [row]);
	if (!judge) throw new Error(`judge ${nameJudge(row)} was not described`);
	const notes = await noteRelease(deps, { definition, known: isNew ? undefined : row });
	return { ...judge, is_new: isNew, notes: [...notes] };
}

async function readAsked(db: Database, { slug, from, definition: written }: NewJudge) {
	const read = await readWrittenDefinition(db, { from, written });
	const own = slug ?? read.base?.slug;
	if (own === undefined) throw new Error('the schema lets no judge without a name pass');
	return { ...read, slug: own };
}

async function noteRelease(
	deps: Deps,
	{
		definition,
		known,
	}: { readonly definition: JudgeDefinition; readonly known: JudgeVersionRow | undefined },
): Promise<readonly string[]> {
	const { model } = definition;
	const endpoint = deps.endpointOf({ isRehearsal: isRehearsalModel(model), model });
	const price = known ? await findJudgePrice(deps.db, known) : priceOf(model);
	return [
		...(known ? [`This definition was released before, as ${nameJudge(known)}.`] : []),
		...(known?.retiredAt ? ['It is retired; restore it to start runs with it.'] : []),
		...noteDefinition(definition),
		...(isMissing(endpoint) ? [`It cannot be asked here: ${endpoint.missing}.`] : []),
		...(price ? [] : ['No price is known for its model: set one before a budget can hold.']),
	];
}
