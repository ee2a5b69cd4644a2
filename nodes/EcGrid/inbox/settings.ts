import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { choice } from '../fields/choice';
import { intId } from '../fields/parsers';
import { trueOrFalse } from '../fields/trueOrFalse';
import { wholeNumber } from '../fields/wholeNumber';
import { nodeError } from '../transport/failure';

/** The settings of an inbox trigger. */
export interface InboxSettings {
	/** Undefined for the mailbox of the API key's user. */
	mailboxId?: number;
	/** Whether to leave alone the parcels that are already waiting. */
	onlyFromNowOn: boolean;
	download: boolean;
	/** The most parcels to hand out at once. */
	maxParcels: number;
	/** How long until an unconfirmed parcel is handed out again. */
	retryAfterMinutes: number;
	/** How long a parcel has to wait before it is handed out. */
	minimumAgeMinutes: number;
}

const defaults = { download: false, maxParcels: 50, retryAfterMinutes: 60, minimumAgeMinutes: 0 };

export const limits = {
	maxParcels: { min: 1, max: 1_000 },
	retryAfterMinutes: { min: 1, max: 10_080 },
	minimumAgeMinutes: { min: 0, max: 10_080 },
};

const START_WITH = ['everything', 'now'] as const;

/**
 * Reads the parameters of an inbox trigger. For a wrong value, throws a NodeOperationError that names the field;
 * nothing is sent.
 */
export function inboxSettings(context: IPollFunctions): InboxSettings {
	const parameter = (name: string, fallback: object | string) =>
		context.getNodeParameter(name, fallback) as unknown;
	try {
		const options = parameter('options', {}) as IDataObject;
		const numberOf = (name: keyof typeof limits, label: string) => {
			const { min, max } = limits[name];
			return wholeNumber(min, max)(options[name], label) ?? defaults[name];
		};
		return {
			mailboxId: intId(parameter('mailboxId', ''), 'Mailbox'),
			onlyFromNowOn: choice(START_WITH)(parameter('startWith', 'everything'), 'Start With') === 'now',
			download: trueOrFalse(options.download, 'Download Files') ?? defaults.download,
			maxParcels: numberOf('maxParcels', 'Max Parcels'),
			retryAfterMinutes: numberOf('retryAfterMinutes', 'Deliver Again After (Minutes)'),
			minimumAgeMinutes: numberOf('minimumAgeMinutes', 'Only Waiting Longer Than (Minutes)'),
		};
	} catch (error) {
		throw nodeError(context, error);
	}
}
