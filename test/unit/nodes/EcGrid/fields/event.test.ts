import { enums } from '../../../../contract';
import { eventOptions } from '../../../../../nodes/EcGrid/fields/event';

const values = eventOptions.map(({ value }) => String(value));

test("offers every kind of object that ECGrid names, in ECGrid's spelling", () => {
	expect([...values].sort()).toEqual([...enums.Objects!].sort());
});

test("marks as possibly refused exactly the events that the create page doesn't name", () => {
	const marked = eventOptions.filter(({ name }) => name.includes('May Be Refused')).map(({ value }) => value);
	expect(marked.sort()).toEqual(
		enums.Objects!.filter((value) => !enums.CallbackEvent!.includes(value)).sort(),
	);
	expect(marked).toHaveLength(12);
});

test('explains each event', () => {
	expect(eventOptions.every(({ description }) => description)).toBe(true);
});
