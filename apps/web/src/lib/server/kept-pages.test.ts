import { expect, test } from 'vitest';
import { keepPages, type KeptPage } from './kept-pages.ts';

const page = (text: string, tag: string | undefined): KeptPage => ({
	isPrivate: false,
	status: 200,
	headers: [],
	body: new TextEncoder().encode(text),
	madeFrom: tag === undefined ? undefined : new Map([['/v1/x', tag]]),
});
const textOf = ({ body }: KeptPage) => new TextDecoder().decode(body);

/** A page of a state that can change, and how often it was looked at and made. */
function aSite(mostBytes = 1000) {
	const pages = keepPages(mostBytes);
	const site = { state: 'a', looks: 0, made: 0, isKeepable: true };
	const read = (key = '/') =>
		pages.get(key, {
			isStill: async (madeFrom) => {
				site.looks++;
				return madeFrom.get('/v1/x') === site.state;
			},
			make: async () => {
				site.made++;
				return page(`page of ${site.state}`, site.isKeepable ? site.state : undefined);
			},
		});
	return { site, read };
}

test('a page is made once while what it shows is unchanged, and anew when it changes', async () => {
	const { site, read } = aSite();
	await read();
	expect(textOf(await read())).toBe('page of a');
	expect(site.made).toBe(1);
	site.state = 'b';
	expect(textOf(await read())).toBe('page of b');
	expect(site).toMatchObject({ made: 2, looks: 2 });
});

test('who asks while a look is under way shares the next one, and sees what was so when they asked', async () => {
	const { site, read } = aSite();
	await read();
	const first = read();
	site.state = 'b';
	const later = [read(), read(), read()];
	await first;
	for (const { body } of await Promise.all(later))
		expect(new TextDecoder().decode(body)).toBe('page of b');
	expect(site).toMatchObject({ made: 2, looks: 2 });
});

test('a page that must not be kept is made each time', async () => {
	const { site, read } = aSite();
	site.isKeepable = false;
	await read();
	await read();
	expect(site).toMatchObject({ made: 2, looks: 0 });
});

test('a private page is its reader’s own, also among readers who wait for each other', async () => {
	const pages = keepPages(1000);
	const read = (reader: string) =>
		pages.get('/', {
			isStill: async () => true,
			make: async () => ({ ...page(`of ${reader}`, 'a'), isPrivate: true }),
		});
	const readers = ['a', 'b', 'c', 'd', 'e'];
	const first = await Promise.all(readers.map(read));
	const later = await Promise.all(readers.map(read));
	for (const read of [first, later])
		expect(read.map(textOf)).toEqual(readers.map((reader) => `of ${reader}`));
});

test('a failure is told to its own readers and not kept', async () => {
	const pages = keepPages(1000);
	const fail = pages.get('/', {
		isStill: async () => true,
		make: () => Promise.reject(new Error('no API')),
	});
	const next = pages.get('/', { isStill: async () => true, make: async () => page('well', 'a') });
	await expect(fail).rejects.toThrow('no API');
	expect(textOf(await next)).toBe('well');
});

test('the pages used last stay within the bytes given', async () => {
	const { site, read } = aSite(25);
	await read('/1');
	await read('/2');
	await read('/1');
	await read('/3');
	expect(site.made).toBe(3);
	await read('/1');
	expect(site.made).toBe(3);
	await read('/2');
	expect(site.made).toBe(4);
});

test('a page larger than all the room is handed on and not kept', async () => {
	const { site, read } = aSite(5);
	expect(textOf(await read())).toBe('page of a');
	await read();
	expect(site.made).toBe(2);
});
