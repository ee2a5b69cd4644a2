import { enums } from '../../../../contract';
import { eventOptions } from '../../../../../nodes/EcGrid/fields/event';

const values = eventOptions.map(({ value }) => String(value));

test('every kind of object that ECGrid names can be chosen, in its spelling', () => {
	expect([...values].sort()).toEqual([...enums.Objects!].sort());
});

test('exactly those that the create page does not name are marked as ones that may be refused', () => {
	const marked = eventOptions.filter(({ name }) => name.includes('May Be Refused')).map(({ value }) => value);
	expect(marked.sort()).toEqual(
		enums.Objects!.filter((value) => !enums.CallbackEvent!.includes(value)).sort(),
	);
	expect(marked).toHaveLength(12);
});

test('each is explained', () => {
	expect(eventOptions.every(({ description }) => description)).toBe(true);
});
