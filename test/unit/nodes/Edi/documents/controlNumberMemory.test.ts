import type { IExecuteFunctions } from 'n8n-workflow';

import {
	automaticNumber,
	partnersKey,
	type Partners,
} from '../../../../../nodes/Edi/operations/controlNumberMemory';

/** An execution whose node has this static data. */
const executionWith = (staticData: object): IExecuteFunctions =>
	({ getWorkflowStaticData: () => staticData }) as unknown as IExecuteFunctions;

const to = (id: string): Partners => ({
	standard: 'X12',
	sender: { qualifier: 'ZZ', id: 'ACME' },
	receiver: { qualifier: 'ZZ', id },
});

const numbersIn = (data: object): Record<string, number> =>
	(data as { controlNumbers: Record<string, number> }).controlNumbers;

test('the numbers of the 500 partners written to most recently are kept', () => {
	const data = {};
	const execution = executionWith(data);
	for (let index = 0; index < 500; index++) automaticNumber(execution, to(`P${index}`));
	automaticNumber(execution, to('P0'));
	automaticNumber(execution, to('NEW'));
	const kept = Object.keys(numbersIn(data));
	expect(kept).toHaveLength(500);
	expect(kept.slice(-2)).toEqual([partnersKey(to('P0')), partnersKey(to('NEW'))]);
	expect(kept).not.toContain(partnersKey(to('P1')));
});

test('a partner whose number was dropped gets a higher one all the same', async () => {
	const execution = executionWith({});
	const first = Number(automaticNumber(execution, to('DROPPED')));
	for (let index = 0; index < 500; index++) automaticNumber(execution, to(`Q${index}`));
	await new Promise((resolve) => setTimeout(resolve, 150));
	expect(Number(automaticNumber(execution, to('DROPPED')))).toBeGreaterThan(first);
});

test('groups of one interchange header count together, whatever their IDs', () => {
	const execution = executionWith({});
	const inGroup = (groupId: string): Partners => ({
		...to('GROUPS'),
		sender: { qualifier: 'ZZ', id: 'ACME', groupId },
	});
	const numbers = ['A', 'B', 'C'].map((groupId) => Number(automaticNumber(execution, inGroup(groupId))));
	expect(numbers).toEqual([numbers[0]!, numbers[0]! + 1, numbers[0]! + 2]);
});

/** The function in a process that has just started. */
function restarted(): typeof automaticNumber {
	let fresh = automaticNumber;
	jest.isolateModules(() => {
		fresh = jest.requireActual<{ automaticNumber: typeof automaticNumber }>(
			'../../../../../nodes/Edi/operations/controlNumberMemory',
		).automaticNumber;
	});
	return fresh;
}

test('after a restart, numbers go on from those in the static data, though the clock was set back', () => {
	const data = {};
	const before = Number(automaticNumber(executionWith(data), to('RESTART')));
	const saved = JSON.parse(JSON.stringify(data)) as object;
	jest.useFakeTimers({ now: Date.now() - 60 * 60 * 1000 });
	try {
		const next = restarted();
		expect(Number(next(executionWith(saved), to('RESTART')))).toBe(before + 1);
	} finally {
		jest.useRealTimers();
	}
});

test('two nodes of one process never give the same number', () => {
	const nodes = [executionWith({}), executionWith({})];
	const numbers = Array.from({ length: 20 }, (_, index) =>
		automaticNumber(nodes[index % 2]!, to('TWO NODES')),
	);
	expect(new Set(numbers).size).toBe(20);
});
