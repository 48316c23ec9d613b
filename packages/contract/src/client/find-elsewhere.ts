import type { createClient } from './create-client.ts';

type Reader = Pick<ReturnType<typeof createClient>, 'benchmarks' | 'questions'>;

const PAGE = 200;
const MOST_BENCHMARKS = 20;

/** The listed benchmark version that has most questions of these ids, with how many; undefined where none has any. */
export async function findElsewhere(
	client: Reader,
	{ ids, except }: { readonly ids: readonly string[]; readonly except: string },
): Promise<{ readonly name: string; readonly questions: number } | undefined> {
	const wanted = new Set(ids);
	let best: { readonly name: string; readonly questions: number } | undefined;
	const { items } = await client.benchmarks();
	for (const { slug, version } of items.slice(0, MOST_BENCHMARKS)) {
		const name = `${slug}@${version}`;
		if (name === except) continue;
		const found = await countQuestions(client, name, wanted);
		if (found > (best?.questions ?? 0)) best = { name, questions: found };
	}
	return best;
}

async function countQuestions(client: Reader, name: string, ids: ReadonlySet<string>) {
	let found = 0;
	for (let cursor: string | null = ''; cursor !== null;) {
		const page: Awaited<ReturnType<Reader['questions']>> = await client.questions(name, {
			cursor,
			limit: PAGE,
		});
		found += page.items.filter(({ question_id: id }) => ids.has(id)).length;
		cursor = found === ids.size ? null : page.next_cursor;
	}
	return found;
}
