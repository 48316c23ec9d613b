// Moves or copies an installation from one database into another, `node tools/database.mjs move|backup FROM TO`, and prints stored
// texts, `node tools/database.mjs text FROM HASH...`. Plain JavaScript, which every Node can read, so that one which is too old ends
// with a sentence.
import { existsSync } from 'node:fs';
import { requireNode } from './require-node.mjs';

requireNode();
const USAGE = `Usage: node tools/database.mjs move FROM TO
       node tools/database.mjs backup FROM TO
       node tools/database.mjs text FROM HASH [HASH...]

FROM and TO are each the URL of a Postgres server (postgres://...) or the data directory of an embedded database; TO is empty.

move    Copies everything of an installation and compares the two. No server may use either of them. When it was stopped or
        killed, the same command continues where it was. FROM keeps what it has.
backup  Copies everything as it is at one moment while the server of FROM works, and compares the two. When it was stopped or
        killed, delete TO and begin again.
text    Prints texts by their SHA-256 in hex, as encode(text_hash, 'hex') gives it: replies of judges are stored packed, which SQL
        cannot read. The server of FROM may work meanwhile.
`;

const [command, from, to, ...more] = process.argv.slice(2);
const isText = command === 'text';
const isKnown = isText || command === 'move' || command === 'backup';
if (!isKnown || from === undefined || to === undefined || (more.length > 0 && !isText)) {
	process.stderr.write(USAGE);
	process.exit(command === '--help' || command === '-h' ? 0 : 2);
}
const isBackup = command === 'backup';
const isUrl = (place) => /^postgres(ql)?:\/\//.test(place);
/** A URL holds a password. */
const show = (place) => (isUrl(place) ? new URL(place).host + new URL(place).pathname : place);

const { openDatabase } = await import('../packages/db/src/connect.ts');
const { backUpDatabase, moveDatabase, MoveError } =
	await import('../packages/db/src/move/move-database.ts');
const { findRunningServer } = await import('../packages/db/src/embedded/running-server.ts');
const { DataDirectoryError } = await import('../packages/db/src/embedded/data-directory-error.ts');

const open = (place) =>
	openDatabase({
		...(isUrl(place) ? { databaseUrl: place } : {}),
		dataDirectory: place,
		maxConnections: 2,
	});

process.exitCode = await (isText ? printTexts([to, ...more]) : copy());

async function printTexts(hashes) {
	const wrong = hashes.filter((hash) => !/^[0-9a-f]{64}$/i.test(hash));
	if (wrong.length > 0) return fail(`No SHA-256 in hex: ${wrong.join(', ')}.`);
	if (!isUrl(from) && !existsSync(from)) return fail(`There is no data directory ${from}.`);
	const { findTexts } = await import('../packages/db/src/queries/texts/texts.ts');
	const wanted = hashes.map((hash) => hash.toLowerCase());
	const source = await open((!isUrl(from) && findRunningServer(from)) || from);
	try {
		const bodies = await findTexts(source.db, wanted);
		const absent = wanted.filter((hash) => !bodies.has(hash));
		const redacted = wanted.filter((hash) => bodies.get(hash) === null);
		for (const hash of wanted)
			if (typeof bodies.get(hash) === 'string') process.stdout.write(`${bodies.get(hash)}\n`);
		const sentences = [
			...absent.map((hash) => `There is no text ${hash}.`),
			...redacted.map((hash) => `The text ${hash} was redacted.`),
		];
		return sentences.length === 0 ? 0 : fail(sentences.join('\n'));
	} finally {
		await source.close();
	}
}

function fail(sentence) {
	process.stderr.write(`${sentence}\n`);
	return 1;
}

async function copy() {
	if (!isUrl(from) && !existsSync(from)) return refuse(`There is no data directory ${from}.`);
	const connections = [];
	try {
		const source = await open((isBackup && !isUrl(from) && findRunningServer(from)) || from);
		connections.push(source);
		const target = await open(to);
		connections.push(target);
		let rows = 0;
		const tables = await (isBackup ? backUpDatabase : moveDatabase)({
			from: source,
			to: target,
			onTable: (name) => process.stdout.write(`${name}\n`),
			onRows: (count) => (rows += count),
		});
		const total = tables.reduce((sum, table) => sum + table.rows, 0);
		process.stdout.write(
			`${isBackup ? 'Copied' : 'Moved'} ${show(from)} into ${show(to)}: ${tables.length} tables with ${total} rows (${rows} copied now), each compared with the source.\n`,
		);
		return 0;
	} catch (error) {
		if (error instanceof MoveError || error instanceof DataDirectoryError)
			return refuse(error.message);
		return refuse(error instanceof Error ? error.message : String(error));
	} finally {
		for (const connection of connections) await connection.close();
	}
}

function refuse(sentence) {
	const kind = isBackup ? 'there is no back-up' : 'the move has not ended';
	process.stderr.write(`Nothing was lost, and ${kind}. ${sentence}\n`);
	return 1;
}
