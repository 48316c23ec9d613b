import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

const ROOT = new URL('../../', import.meta.url);

/** What docs/operate/deploy.md and compose.yaml tell an operator to run, as they have it. */
export type DeployDocument = {
	/** The variables of `.env` by the documented script, with secrets of its own. */
	readonly variables: Readonly<Record<string, string>>;
	/** The arguments of Node in the systemd unit. */
	readonly command: readonly string[];
	/** What CODEJOUST_ROLE is in each kind of container, in the order of compose.yaml, with the number of containers. */
	readonly roles: readonly { readonly role: string; readonly processes: number }[];
	/** The `server` block of nginx. */
	readonly nginx: string;
};

export function readDeployDocument(): DeployDocument {
	const document = readFileSync(new URL('docs/operate/deploy.md', ROOT), 'utf8');
	const [, unit] = /^ExecStart=\S*\/node (.+)$/m.exec(document) ?? [];
	const [, nginx] = /^```nginx\n([^]*?)^```/m.exec(document) ?? [];
	if (unit === undefined || nginx === undefined)
		throw new Error('deploy.md has no systemd unit, or no example of nginx');
	return {
		variables: writeVariables(document),
		command: unit.split(' '),
		roles: readRoles(readFileSync(new URL('compose.yaml', ROOT), 'utf8')),
		nginx,
	};
}

/** Runs the script that writes `.env`, in a folder of its own, and reads what it wrote. */
function writeVariables(document: string): Readonly<Record<string, string>> {
	const [script] = /^umask 077\ncat > \.env <<END\n[^]*?^END$/m.exec(document) ?? [];
	if (script === undefined) throw new Error('deploy.md has no script that writes .env');
	const folder = mkdtempSync(join(tmpdir(), 'codejoust-env-'));
	try {
		execFileSync('sh', ['-c', script], { cwd: folder });
		return parseEnv(readFileSync(join(folder, '.env'), 'utf8')) as Record<string, string>;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function readRoles(compose: string): DeployDocument['roles'] {
	const services = compose.split(/^ {2}(?=\w[\w-]*:$)/m);
	return services.flatMap((service) => {
		const [, role] = /^ +CODEJOUST_ROLE: (\S+)$/m.exec(service) ?? [];
		const [, replicas = '1'] = /^ +replicas: (\d+)$/m.exec(service) ?? [];
		return role === undefined ? [] : [{ role, processes: Number(replicas) }];
	});
}
