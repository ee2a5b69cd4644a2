import { automaticNumber, type Partners } from '../../../../../nodes/Edi/operations/controlNumberMemory';

const to = (id: string): Partners => ({
	standard: 'X12',
	sender: { qualifier: 'ZZ', id: 'ACME' },
	receiver: { qualifier: 'ZZ', id },
});

test('a partner whose number was dropped gets a higher one all the same', async () => {
	const first = Number(automaticNumber(to('DROPPED')));
	for (let index = 0; index < 500; index++) automaticNumber(to(`Q${index}`));
	await new Promise((resolve) => setTimeout(resolve, 150));
	expect(Number(automaticNumber(to('DROPPED')))).toBeGreaterThan(first);
});

test('groups of one interchange header count together, whatever their IDs', () => {
	const inGroup = (groupId: string): Partners => ({
		...to('GROUPS'),
		sender: { qualifier: 'ZZ', id: 'ACME', groupId },
	});
	const numbers = ['A', 'B', 'C'].map((groupId) => Number(automaticNumber(inGroup(groupId))));
	expect(numbers).toEqual([numbers[0]!, numbers[0]! + 1, numbers[0]! + 2]);
});

test('numbers of one partner rise, though the clock was set back', () => {
	const before = Number(automaticNumber(to('CLOCK')));
	jest.useFakeTimers({ now: Date.now() - 60 * 60 * 1000 });
	try {
		expect(Number(automaticNumber(to('CLOCK')))).toBe(before + 1);
	} finally {
		jest.useRealTimers();
	}
});

test('a burst never gives the same number', () => {
	const numbers = Array.from({ length: 20 }, () => automaticNumber(to('BURST')));
	expect(new Set(numbers).size).toBe(20);
});
