/** Of pino's numbers; what is below info is dim, warnings and worse stand out. */
const LEVELS: Readonly<Record<number, readonly [name: string, colour: string]>> = {
	10: ['trace', '2'],
	20: ['debug', '2'],
	30: ['info ', '36'],
	40: ['WARN ', '33'],
	50: ['ERROR', '31'],
	60: ['FATAL', '31'],
};
const LONGEST_VALUE = 300;
/** Shown at the front, or of no use to people. */
const APART = new Set(['level', 'time', 'msg', 'pid', 'hostname', 'worker', 'role', 'err']);

/** A line of the log as people read it on a terminal: time of day, level, message, fields, role and worker; a stack below. */
export function describeLine(
	json: string,
	{ hasColours }: { readonly hasColours: boolean },
): string {
	const line = parse(json);
	if (!line) return `${plain(json.trimEnd())}\n`;
	const paint = (text: string, code: string) =>
		hasColours && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
	const [level, colour] = LEVELS[Number(line['level'])] ?? ['?    ', '0'];
	const fields = Object.entries(line)
		.filter(([name]) => !APART.has(name))
		.map(([name, value]) => `${plain(name)}=${asText(value)}`);
	const place = [line['role'], line['worker']].filter((part) => typeof part === 'string');
	const parts = [
		paint(timeOf(line['time']), '2'),
		paint(level, colour),
		plain(String(line['msg'] ?? '')),
		paint(fields.join(' '), '2'),
		paint(place.length > 0 ? `(${place.map((part) => plain(String(part))).join(' ')})` : '', '2'),
	];
	return `${parts.filter((part) => part !== '').join('  ')}\n${describeError(line['err'])}`;
}

function parse(json: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' && value !== null ? { ...value } : undefined;
	} catch {
		return undefined;
	}
}

function timeOf(time: unknown): string {
	return typeof time === 'number' ? new Date(time).toTimeString().slice(0, 8) : '';
}

function asText(value: unknown): string {
	if (typeof value === 'string')
		return /^[\w.@:/+-]+$/.test(value) ? value : JSON.stringify(shorten(plain(value)));
	return shorten(plain(String(JSON.stringify(value))));
}

function describeError(error: unknown): string {
	if (typeof error !== 'object' || error === null) return '';
	const { stack, message } = error as { readonly stack?: unknown; readonly message?: unknown };
	const text = typeof stack === 'string' ? stack : String(message ?? '');
	return text
		.split('\n')
		.map((row) => `    ${plain(row)}\n`)
		.join('');
}

/** Without what steers a terminal or turns text around. */
function plain(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}

function shorten(text: string): string {
	return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
