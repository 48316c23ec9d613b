import { ensureJudgeVersion } from '@codejoust/db/queries/judges/judges';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { hashDefinition } from '@codejoust/judge/protocol/definition';
import type { CodejoustServer } from './codejoust-server.ts';

/** Registers the default prompt under a model of this name; the server asks its live endpoint for it. Returns `name@1`. */
export async function registerJudge(
	{ db }: Pick<CodejoustServer, 'db'>,
	model: string,
): Promise<string> {
	const definition = defaultJudge(model);
	const { slug, version } = await ensureJudgeVersion(db, {
		slug: model,
		hash: hashDefinition(definition),
		kind: definition.kind,
		model,
		definition,
		isRehearsal: false,
	});
	return `${slug}@${version}`;
}
