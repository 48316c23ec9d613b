import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const SHARED = process.env['CODEJOUST_TEST_DATA'] ?? besideRepository('data');
const TOOLS = process.env['CODEJOUST_TEST_TOOLS'] ?? besideRepository('tools');

/** A file of the shared test data, which lies beside the repository and is no part of it. */
export function dataFile(name: string): string {
	return join(SHARED, name);
}

/** A program of the shared test tools. */
export function toolFile(name: string): string {
	return join(TOOLS, name);
}

/** Whether every one of these files is there; says on the console what is not. */
export function hasFiles(...paths: readonly string[]): boolean {
	const absent = paths.filter((path) => !existsSync(path));
	for (const path of absent) console.log(`skipped, since there is no ${path}`);
	return absent.length === 0;
}

/** What a JSON file holds, gzipped or not. */
export function readJson(path: string) {
	const bytes = readFileSync(path);
	return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

/** The rows of a gzipped JSON Lines file. */
export function readGzippedRows<Row>(path: string): Row[] {
	const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

function besideRepository(folder: string): string {
	return fileURLToPath(new URL(`../../../shared/${folder}`, import.meta.url));
}
