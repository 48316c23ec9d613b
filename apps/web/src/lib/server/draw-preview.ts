import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { LRUCache } from 'lru-cache';
import { takeTurn } from './take-turn.ts';

/** An image as it is sent. */
export type Preview = { readonly png: Uint8Array<ArrayBuffer>; readonly etag: string };

const MOST_BYTES = 8 * 1024 * 1024;
const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];
const FAMILY = 'DejaVu Sans';

/**
 * By snapshot and by all that is drawn. A caller has read what it draws just now, without a key, so nothing that has
 * become private is found here.
 */
const drawn = new LRUCache<string, Preview>({
	maxSize: MOST_BYTES,
	sizeCalculation: ({ png }) => png.length,
});
let tools: Promise<readonly Uint8Array[]> | undefined;

/** Draws an SVG of ours as PNG, one at a time for all readers, or takes it from the cache. About 20 ms of CPU. */
export async function drawPreview(svg: string, snapshot: string): Promise<Preview> {
	const hash = createHash('sha256').update(svg).digest('hex');
	const key = `${snapshot} ${hash}`;
	const known = drawn.get(key);
	if (known) return known;
	const fontBuffers = await loadTools();
	await takeTurn();
	const preview = drawn.get(key) ?? { png: draw(svg, fontBuffers), etag: `"${hash}"` };
	drawn.set(key, preview);
	return preview;
}

function loadTools(): Promise<readonly Uint8Array[]> {
	tools ??= openTools().catch((cause: unknown) => {
		tools = undefined;
		throw cause;
	});
	return tools;
}

async function openTools(): Promise<readonly Uint8Array[]> {
	const { resolve } = createRequire(import.meta.url);
	const fonts = await Promise.all(
		FONTS.map((name) => readFile(resolve(`dejavu-fonts-ttf/ttf/${name}`))),
	);
	await initWasm(readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
	return fonts;
}

/** Both are freed by hand: the library’s memory is not the collector’s. */
function draw(svg: string, fontBuffers: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const picture = new Resvg(svg, {
		font: { fontBuffers: [...fontBuffers], defaultFontFamily: FAMILY, sansSerifFamily: FAMILY },
	});
	try {
		const image = picture.render();
		try {
			return new Uint8Array(image.asPng());
		} finally {
			image.free();
		}
	} finally {
		picture.free();
	}
}
