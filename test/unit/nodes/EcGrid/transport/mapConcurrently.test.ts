import { setTimeout as pause } from 'node:timers/promises';

import { mapConcurrently } from '../../../../../nodes/EcGrid/transport/mapConcurrently';

const numbers = Array.from({ length: 40 }, (_, index) => index);

test('returns results in item order, whichever ends first', async () => {
	const results = await mapConcurrently(
		numbers,
		() => 8,
		async (number) => {
			await pause(Math.random() * 5);
			return number * 2;
		},
	);
	expect(results).toEqual(numbers.map((number) => number * 2));
});

test.each([1, 3, 40, 100])('runs at most %d at once', async (width) => {
	let inFlight = 0;
	let most = 0;
	await mapConcurrently(
		numbers,
		() => width,
		async () => {
			most = Math.max(most, ++inFlight);
			await pause(1);
			inFlight--;
		},
	);
	expect(most).toBe(Math.min(width, numbers.length));
});

test('the width may change while it runs', async () => {
	const widths: number[] = [];
	let width = 2;
	let inFlight = 0;
	await mapConcurrently(
		numbers,
		() => width,
		async (number) => {
			widths.push(++inFlight);
			await pause(number === 1 ? 5 : 1);
			if (number === 0) width = 6;
			if (number === 20) width = 1;
			inFlight--;
		},
	);
	expect(Math.max(...widths.slice(0, 2))).toBe(2);
	expect(Math.max(...widths)).toBe(6);
	expect(new Set(widths.slice(-10))).toEqual(new Set([1]));
});

test('does no work without items', async () => {
	expect(
		await mapConcurrently(
			[],
			() => 8,
			async () => await Promise.reject(new Error('never')),
		),
	).toEqual([]);
});

test('starts nothing after a failure, waits for the rest and throws the failure of the first item', async () => {
	const begun: number[] = [];
	const ended: number[] = [];
	const run = mapConcurrently(
		numbers,
		() => 4,
		async (number) => {
			begun.push(number);
			await pause(number === 2 ? 1 : 10);
			if (number === 1 || number === 2) throw new Error(`item ${number}`);
			ended.push(number);
		},
	);
	await expect(run).rejects.toThrow('item 1');
	expect(begun).toEqual([0, 1, 2, 3]);
	expect(ended).toEqual([0, 3]);
});
