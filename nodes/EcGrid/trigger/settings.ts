import type { IDataObject, IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { choice, choices, valuesOf } from '../fields/choice';
import { eventOptions } from '../fields/event';
import { intId } from '../fields/parsers';
import { trueOrFalse } from '../fields/trueOrFalse';
import { wholeNumber } from '../fields/wholeNumber';
import { nodeError } from '../transport/failure';
import { DEFAULT_PARCEL_EVENTS, parcelEventOptions } from './parcelEvents';

const AUTHENTICATIONS = ['basic', 'digest', 'none'] as const;

export type Authentication = (typeof AUTHENTICATIONS)[number];

/** The mailbox and network that callbacks are limited to; an absent field sets no limit. */
export interface Scope {
	mailboxId?: number;
	networkId?: number;
}

export const DEFAULT_CATCH_UP_MINUTES = 15;

/** The settings of a trigger node. */
export interface TriggerSettings {
	/** One callback for each. */
	events: string[];
	/** Empty for all. */
	parcelEvents: string[];
	authentication: Authentication;
	scope: Scope;
	/** 0 for never. */
	catchUpMinutes: number;
	ignoreDuplicates: boolean;
	ignoreTestEvents: boolean;
	testOnActivation: boolean;
}

/** Reads how ECGrid logs in. */
export const authenticationIn = (value: unknown): Authentication =>
	choice(AUTHENTICATIONS)(value, 'Authentication') ?? 'basic';

/**
 * Reads the parameters of a trigger node. For a wrong value, throws a NodeOperationError that names the field; nothing
 * is sent.
 */
export function settingsOf(context: IHookFunctions | ITriggerFunctions | IWebhookFunctions): TriggerSettings {
	const parameter = (name: string, fallback: object | string) =>
		context.getNodeParameter(name, fallback) as unknown;
	try {
		const options = parameter('options', {}) as IDataObject;
		return {
			events: choices(valuesOf(eventOptions))(parameter('events', []), 'Events to Listen For') ?? [],
			parcelEvents:
				choices(valuesOf(parcelEventOptions))(
					parameter('parcelEvents', DEFAULT_PARCEL_EVENTS),
					'Parcel Events',
				) ?? [],
			authentication: authenticationIn(parameter('authentication', 'basic')),
			scope: {
				mailboxId: intId(options.mailboxId, 'Mailbox'),
				networkId: intId(options.networkId, 'Network'),
			},
			catchUpMinutes:
				wholeNumber(0, 1_440)(options.catchUpMinutes, 'Catch Up Every (Minutes)') ?? DEFAULT_CATCH_UP_MINUTES,
			ignoreDuplicates: trueOrFalse(options.ignoreDuplicates, 'Ignore Duplicates') ?? true,
			ignoreTestEvents: trueOrFalse(options.ignoreTestEvents, 'Ignore Test Events') ?? false,
			testOnActivation: trueOrFalse(options.testOnActivation, 'Test When Publishing') ?? false,
		};
	} catch (error) {
		throw nodeError(context, error);
	}
}
