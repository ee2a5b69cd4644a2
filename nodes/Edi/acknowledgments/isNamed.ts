import type { Group, Message } from '../interchange/tree';
import { trimmed } from '../interchange/values';

/** Whether UCM can name a message: it repeats the reference and the type of UNH. ISO 9735-4. */
export const isNamed = ({ segments: [first] }: Message): boolean =>
	first![0] === 'UNH' &&
	trimmed(first, 1) !== '' &&
	[1, 2, 3, 4].every((component) => trimmed(first, 2, component) !== '');

/** Whether UCF can name a group: it repeats the reference and the partners of UNG. */
export const isNamedGroup = ({ header: [first] }: Group): boolean =>
	[5, 2, 3].every((element) => trimmed(first, element) !== '');
