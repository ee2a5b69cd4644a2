import type { IExecuteFunctions } from 'n8n-workflow';

import { nextControlNumber } from '../documents/controlNumbers';
import type { EnvelopeSettings } from '../interchange/newEnvelope';

/** Who sends to whom in which standard: control numbers are told apart by that. */
export type Partners = Pick<EnvelopeSettings, 'standard' | 'sender' | 'receiver'>;

/** How many partners have their last number kept: those written to most recently. A number that is dropped is made of the time. */
const MOST_PARTNERS = 500;

/** The last numbers that this process has given, by partners. */
const given = new Map<string, number>();

/** A text for each pair of partners, as the header of an interchange names them. */
export const partnersKey = ({ standard, sender, receiver }: Partners): string =>
	JSON.stringify([standard, sender.qualifier, sender.id, receiver.qualifier, receiver.id]);

/** The last numbers in the node's static data, which a published workflow keeps over restarts. */
function storedIn(context: IExecuteFunctions): Record<string, number> {
	const data = context.getWorkflowStaticData('node') as { controlNumbers?: Record<string, number> };
	return (data.controlNumbers ??= {});
}

/** Keeps the last number of these partners, and drops that of those written to longest ago. */
function keep(numbers: Record<string, number>, key: string, number: number): void {
	given.delete(key);
	given.set(key, number);
	if (given.size > MOST_PARTNERS) given.delete(given.keys().next().value!);
	delete numbers[key];
	numbers[key] = number;
	for (const oldest of Object.keys(numbers).slice(0, -MOST_PARTNERS)) delete numbers[oldest];
}

/**
 * The next control number between these partners, for an interchange or a functional group: up to nine digits, and more
 * than those that this process or this node gave them before.
 */
export function automaticNumber(context: IExecuteFunctions, partners: Partners): string {
	const key = partnersKey(partners);
	const numbers = storedIn(context);
	const last = [given.get(key), numbers[key]].filter((number) => typeof number === 'number');
	const next = nextControlNumber(last, Date.now());
	keep(numbers, key, next);
	return String(next);
}
