import { type Client, createClient } from '@codejoust/contract/client';
import { createRandom } from '../../packages/arena/src/maths/random.ts';
import { type CodejoustServer, startCodejoust } from './codejoust-server.ts';
import { smallBenchmark, smallSubmission } from './small-benchmark.ts';

/** Somebody who reads pages, and what in a page would be theirs alone. */
type Reader = {
	readonly name: string;
	readonly cookie: string | undefined;
	readonly marks: readonly string[];
};

/** A page as a reader sees it: what tells one from another. */
type Sight = {
	readonly status: number;
	readonly title: string;
	readonly marks: readonly string[];
	readonly caching: string | null;
};

export type MixedReaders = {
	/** What a reader sees who is alone, and all that they may not see. */
	readonly readAlone: () => Promise<readonly string[]>;
	/** Reads pages, everybody the same one at once, and tells of every page that was not as its reader sees it alone. */
	readonly readTogether: (requests: number) => Promise<readonly string[]>;
	readonly close: () => Promise<void>;
};

const BENCHMARK = 'mixed';
const WRONG_TOKEN = 'cjs_unknown7_abcdefghijklmnopqrstuvwx';
const PERSONAL = /^\/(operate|submit)\b/;

/** A server with its pages, an operator, two organisations with a private submission each, and two readers without a key. */
export async function openMixedReaders(
	publicPaths: (server: CodejoustServer) => Promise<readonly string[]>,
): Promise<MixedReaders> {
	const server = await startCodejoust({ isWithPages: true });
	const ids = ['strong', 'close', 'weak'].map((name) => `sample-${name}`);
	await server.client.createBenchmark(smallBenchmark(BENCHMARK));
	const north = await join(server, 'north');
	const south = await join(server, 'south');
	for (const { submission } of [north, south]) await server.untilJudged(submission);
	await waitForBoard(server, ids);
	const all = [...north.reader.marks, ...south.reader.marks, 'operator1'];
	const readers = [
		{ name: 'operator', cookie: await signIn(server.client), marks: all },
		north.reader,
		south.reader,
		{ name: 'wrong', cookie: cookiesOf(WRONG_TOKEN), marks: ['unknown7'] },
		{ name: 'stranger', cookie: undefined, marks: [] },
	];
	const paths = [...(await publicPaths(server)), ...personalPaths([north, south])];
	return { ...comparing(server, { readers, paths }), close: server.stop };
}

type Member = { readonly reader: Reader; readonly submission: string; readonly share: string };

/** An organisation with a key of its own and a submission that nobody else may see. */
async function join({ client, address }: CodejoustServer, slug: string): Promise<Member> {
	await client.createOrganisation({ slug, name: `Organisation ${slug}` });
	const made = await client.createKey({ organisation: slug, label: slug });
	if (made.key === null) throw new Error('a new key is shown');
	const own = createClient({ baseUrl: address, key: made.key });
	const body = smallSubmission(BENCHMARK, `secret-of-${slug}`);
	const { id } = await own.createSubmission({ ...body, visibility: 'private' });
	const { token: share } = await own.makeShareLink(id);
	const reader = {
		name: slug,
		cookie: await signIn(own),
		marks: [made.id, `Model secret-of-${slug}`, share],
	};
	return { reader, submission: id, share };
}

/** The cookies of a browser that has signed in with the client's key. */
async function signIn(client: Client): Promise<string> {
	return cookiesOf((await client.startSession()).token);
}

/** Every cookie that a session can be sent in. */
function cookiesOf(token: string): string {
	return ['operator', 'submitter'].map((name) => `codejoust_${name}=${token}`).join('; ');
}

function personalPaths(members: readonly Member[]): readonly string[] {
	const operate = ['', '/audit', '/checks', '/judges', '/keys', '/rejudging', '/service'];
	return [
		...operate.map((part) => `/operate${part}`),
		'/submit',
		`/submit?benchmark=${BENCHMARK}`,
		...members.map(({ submission }) => `/submit/${submission}`),
		...members.map(({ submission, share }) => `/submit/${submission}?share=${share}`),
	];
}

async function waitForBoard(server: CodejoustServer, slugs: readonly string[]): Promise<void> {
	const { items } = await server.client.submissions({ benchmark: 'sample' });
	const ids = items.filter(({ model }) => slugs.includes(model.slug)).map(({ id }) => id);
	await server.untilOnBoard('sample', ids);
}

function comparing(
	{ address }: CodejoustServer,
	{ readers, paths }: { readonly readers: readonly Reader[]; readonly paths: readonly string[] },
): Pick<MixedReaders, 'readAlone' | 'readTogether'> {
	const marks = [...new Set(readers.flatMap((reader) => reader.marks))];
	const alone = new Map<string, Sight>();
	const see = async (path: string, { cookie }: Reader): Promise<Sight> => {
		const response = await fetch(new URL(path, address), {
			redirect: 'manual',
			...(cookie === undefined ? {} : { headers: { cookie } }),
		});
		const text = await response.text();
		return {
			status: response.status,
			title: /<title>(.*?)<\/title>/s.exec(text)?.[1] ?? '',
			marks: marks.filter((mark) => text.includes(mark)),
			caching: response.headers.get('cache-control'),
		};
	};
	return {
		readAlone: async () => {
			const faults: string[] = [];
			for (const path of paths)
				for (const reader of readers) {
					const sight = await see(path, reader);
					alone.set(`${reader.name} ${path}`, sight);
					faults.push(...faultsOf(sight, path, { reader, readers }));
				}
			return faults;
		},
		readTogether: async (requests) => {
			const faults: string[] = [];
			const random = createRandom('overlapping readers');
			const crowd = [...readers, ...readers, ...readers, ...readers];
			for (let sent = 0; sent < requests; sent += crowd.length) {
				const path = paths[(sent / crowd.length) % paths.length] ?? '/';
				const order = crowd
					.map((reader) => ({ reader, at: random.next() }))
					.toSorted((a, b) => a.at - b.at);
				await Promise.all(
					order.map(async ({ reader }) => {
						const sight = await see(path, reader);
						const expected = alone.get(`${reader.name} ${path}`);
						if (!expected || !isSame(sight, expected))
							faults.push(
								`${reader.name} read ${path}: ${JSON.stringify(sight)} instead of ${JSON.stringify(expected)}`,
							);
					}),
				);
			}
			return faults;
		},
	};
}

/** On a busy machine a page that took too long is kept by no cache, which gives it to nobody else. */
function isSame({ caching, ...sight }: Sight, { caching: usual, ...expected }: Sight): boolean {
	const isCachedAlike = caching === usual || caching === 'no-store';
	return isCachedAlike && JSON.stringify(sight) === JSON.stringify(expected);
}

/** What a page holds that its reader may not see, and a page of one reader's own that a cache might keep. */
function faultsOf(
	sight: Sight,
	path: string,
	{ reader, readers }: { readonly reader: Reader; readonly readers: readonly Reader[] },
): readonly string[] {
	const shared = readers.flatMap(({ marks }) =>
		marks.some((mark) => path.endsWith(`?share=${mark}`)) ? marks : [],
	);
	const allowed = [...reader.marks, ...shared];
	const others = sight.marks.filter((mark) => !allowed.includes(mark));
	return [
		...others.map((mark) => `${reader.name} finds ${mark} on ${path}`),
		...(PERSONAL.test(path) && sight.caching !== 'private, no-store'
			? [`${path} is sent to ${reader.name} with cache-control: ${sight.caching}`]
			: []),
	];
}
