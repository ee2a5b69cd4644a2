import { expectLinear } from './cpuTime';

/** Appends to a list; in quadratic time, by copying the list each time. */
const appending = (quadratic: boolean) => (size: number) => () => {
	let list: number[] = [];
	for (let index = 0; index < size; index++) {
		if (quadratic) list = [...list, index];
		else list.push(index);
	}
};

test('linear time passes', async () => await expectLinear(appending(false), 200_000));

test('quadratic time fails', async () => {
	const failure = await expectLinear(appending(true), 5_000).catch(String);
	expect(failure).toContain('Received');
});
