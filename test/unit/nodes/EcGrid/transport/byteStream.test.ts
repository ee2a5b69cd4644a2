import { setTimeout as pause } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { createUnzip } from 'node:zlib';

import { streamOf, withStallTimeout } from '../../../../../nodes/EcGrid/transport/byteStream';

describe('a transfer', () => {
	test('returns its result', async () => {
		await expect(withStallTimeout(Promise.resolve('done'), () => 0, 20)).resolves.toBe('done');
		await expect(withStallTimeout(Promise.reject(new Error('broken')), () => 0, 20)).rejects.toThrow(
			'broken',
		);
	});

	test('may take a long time while data keeps moving', async () => {
		let moved = 0;
		const work = async () => {
			for (; moved < 10; moved++) await pause(20);
			return 'done';
		};
		await expect(withStallTimeout(work(), () => moved, 60)).resolves.toBe('done');
	});

	test('times out if no data moves', async () => {
		await expect(withStallTimeout(new Promise(() => {}), () => 7, 30)).rejects.toMatchObject({
			code: 'ETIMEDOUT',
		});
	});
});

describe('a stream created like another', () => {
	test.each<[string, Readable]>([
		['plain', Readable.from([])],
		['of a decompressor', createUnzip()],
	])('returns the chunks as they are requested: %s', async (_, like) => {
		let made = 0;
		const chunks = async function* () {
			for (; made < 1_000; made++) yield Buffer.alloc(10_000, made);
		};
		const stream = streamOf(chunks(), like);
		await pause(20);
		expect(made).toBeLessThan(50);
		expect(stream).toBeInstanceOf(Readable);
		let length = 0;
		for await (const chunk of stream) length += (chunk as Buffer).length;
		expect(length).toBe(10_000_000);
	});

	test('that breaks when nobody reads it any longer does no harm', async () => {
		const stream = streamOf((async function* () {})(), Readable.from([]));
		stream.destroy(new Error('late'));
		await pause(10);
		expect(stream.destroyed).toBe(true);
	});
});
