import { expectLinear, type Work } from './cpuTime';

/** Adds so many numbers. */
const adding = (numbers: number): Work => {
	return () => {
		let sum = 0;
		for (let number = 0; number < numbers; number++) sum = (sum + number) % 1_000;
		expect(sum).toBeGreaterThanOrEqual(0);
	};
};

test('linear time passes', async () => await expectLinear((size) => adding(4_000 * size), 4_000));

test('quadratic time fails', async () => {
	const failure = await expectLinear((size) => adding(size * size), 4_000).catch(String);
	expect(failure).toContain('Received');
});
