import { fileURLToPath } from 'node:url';
import { packClient } from './pack-client.ts';

const folder = fileURLToPath(new URL('../build/', import.meta.url));
const { file, bytes, unpacked_bytes: unpacked, sha256 } = await packClient(folder);
process.stdout.write(`${file}: ${bytes} bytes, ${unpacked} bytes unpacked, SHA-256 ${sha256}\n`);
