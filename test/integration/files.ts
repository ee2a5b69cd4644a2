import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

import type { Credentials } from './n8n';

export type StorageMode = 'default' | 'filesystem';

const storageOf = () => Container.get(BinaryDataService);

let folder: string;

/** Makes n8n keep files in memory (“default”) or on disk, in a folder that is emptied before each test. */
export function useStorage(mode: StorageMode) {
	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'ecgrid-files-'));
		Object.assign(Container.get(BinaryDataConfig), { mode, localStoragePath: folder });
		await storageOf().init();
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));
}

/** The bytes of a file in a node's output. */
export const bytesOf = async (file: IBinaryData | undefined) => await storageOf().getAsBuffer(file!);

/** A file as a previous node would output it. */
export const stored = async (content: Buffer, fileName?: string): Promise<IBinaryData> =>
	await storageOf().store({ type: 'execution', workflowId: 'w', executionId: 'e' }, content, {
		data: '',
		mimeType: 'application/octet-stream',
		...(fileName && { fileName }),
	});

/** Files on n8n's disk, complete or partial. */
export const filesOnDisk = () =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ name }) => name);

/** Bytes that never repeat, the same each time. */
export function noise(length: number): Buffer {
	const bytes = Buffer.alloc(length);
	for (let at = 0, state = 1; at + 4 <= length; at += 4) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
		bytes.writeInt32LE(state, at);
	}
	return bytes;
}

const STALL_TIMEOUT_MS = 120_000;
let shortened: jest.SpyInstance | undefined;
afterEach(() => shortened?.mockRestore());

/** Shortens the two minutes that the node waits for a file to progress, until the end of the test. */
export function giveUpSoon() {
	const wait = globalThis.setTimeout;
	const sooner = (work: () => void, ms?: number) => wait(work, ms === STALL_TIMEOUT_MS ? 100 : ms);
	shortened = jest.spyOn(globalThis, 'setTimeout').mockImplementation(sooner as typeof setTimeout);
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * A server that answers in ways the sandbox doesn't. Each request uses the next handler; the last one stays.
 */
export function oddServer() {
	const handlers: Handler[] = [];
	const requests: IncomingMessage[] = [];
	const server = createServer((request, response) => {
		requests.push(request);
		const handler = handlers.length > 1 ? handlers.shift() : handlers[0];
		Promise.resolve(handler!(request, response)).catch(() => response.destroy());
	});
	beforeAll((done) => void server.listen(0, '127.0.0.1', done));
	afterEach(() => {
		handlers.length = requests.length = 0;
	});
	afterAll((done) => {
		server.closeAllConnections();
		server.close(done);
	});
	return {
		requests,
		answer: (...next: Handler[]) => void handlers.splice(0, handlers.length, ...next),
		credentials: (): Credentials => ({
			apiKey: 'key-of-odd-server',
			baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		}),
	};
}
