import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startLineProcess } from './line-process.ts';
import { findFreePort } from './postgres-server.ts';

export type NginxServer = {
	readonly port: number;
	/** Its own certificate, which a client has to trust. */
	readonly certificate: string;
	/** What it printed: its errors. */
	readonly lines: readonly string[];
	stop(): Promise<void>;
};

const LISTEN = 'listen 443 ssl;';

/** The system's nginx; undefined where none is installed. */
export function findNginx(): string | undefined {
	const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
	return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path));
}

/** Nginx with one `server` of the documents in it: to the word, but for its port, and with a certificate for its name. */
export async function startNginx(program: string, server: string): Promise<NginxServer> {
	const name = /server_name (\S+);/.exec(server)?.[1];
	if (name === undefined || !server.includes(LISTEN))
		throw new Error(`no server with a name that says "${LISTEN}":\n${server}`);
	const folder = mkdtempSync(join(tmpdir(), 'codejoust-nginx-'));
	// Its workers are of another user where it is started by root.
	chmodSync(folder, 0o755);
	const certificate = join(folder, 'certificate.pem');
	const key = join(folder, 'key.pem');
	execFileSync(
		'openssl',
		[
			...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
			...['-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`],
			...['-keyout', key, '-out', certificate],
		],
		{ stdio: 'pipe' },
	);
	const port = await findFreePort();
	const listening = `listen 127.0.0.1:${port} ssl;
	ssl_certificate ${certificate};
	ssl_certificate_key ${key};`;
	const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
	writeFileSync(
		join(folder, 'nginx.conf'),
		[
			'daemon off;',
			`pid ${join(folder, 'nginx.pid')};`,
			// A notice says that it has started.
			'error_log stderr notice;',
			'events { worker_connections 256; }',
			'http {',
			'access_log off;',
			...paths.map((path) => `${path}_temp_path ${join(folder, path)};`),
			server.replace(LISTEN, listening),
			'}',
		].join('\n'),
	);
	const started = startLineProcess(program, ['-e', 'stderr', '-c', join(folder, 'nginx.conf')]);
	await started.untilLine(/start worker process /);
	return {
		port,
		certificate: readFileSync(certificate, 'utf8'),
		lines: started.lines,
		stop: async () => {
			await started.end('SIGTERM');
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
