import type { Page } from '@codejoust/contract/client';

/** All items of a list that comes in pages. */
export async function allPages<Item>(
	read: (cursor: { readonly cursor?: string }) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
	const items: Item[] = [];
	for (let cursor: string | null | undefined; cursor !== null;) {
		const page: Page<Item> = await read(cursor === undefined ? {} : { cursor });
		items.push(...page.items);
		cursor = page.next_cursor;
	}
	return items;
}
