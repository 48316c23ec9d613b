const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;

/**
 * One sentence when client and server are of different release lines (the major version; before 1.0 the minor one too),
 * undefined when they are of one line, or when the server says no version that can be read.
 */
export function describeVersions({
	client,
	server,
	origin,
}: {
	readonly client: string;
	readonly server: string | null;
	readonly origin: string;
}): string | undefined {
	const [own, other] = [readLine(client), readLine(server ?? '')];
	if (!own || !other) return undefined;
	const difference = other.major - own.major || other.minor - own.minor;
	if (difference === 0) return undefined;
	const both = `The server at ${origin} is Codejoust ${server} and this client is ${client}`;
	return difference > 0
		? `${both}: for a client of the server's version, run "npm install --global ${origin}/cli/codejoust.tgz".`
		: `${both}: the server does not know what came after its version; its own client is at ${origin}/cli.`;
}

/** From 1.0 on all versions of a major one go together. */
function readLine(version: string): { readonly major: number; readonly minor: number } | undefined {
	const [, major, minor] = VERSION.exec(version) ?? [];
	if (major === undefined) return undefined;
	return { major: Number(major), minor: major === '0' ? Number(minor) : 0 };
}
